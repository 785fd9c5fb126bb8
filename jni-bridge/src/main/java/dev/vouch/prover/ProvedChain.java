package dev.vouch.prover;

import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.split.ChainExecution;
import java.util.List;

/**
 * A proven inference of a chain.
 *
 * @param proof the bytes of the proof file (docs/spec/formats.md §11)
 * @param execution what was computed, secrets included
 * @param parts the proofs of the parts
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProvedChain(byte[] proof, ChainExecution execution, List<ProvedInference> parts) {
  public ProvedChain {
    parts = List.copyOf(parts);
  }

  /** What was cut off in any part, as {@link ProvedInference#warnings}. */
  public List<CutOff> warnings() {
    return execution.warnings();
  }

  /** Never values. */
  @Override
  public String toString() {
    return "ProvedChain[" + proof.length + " bytes]";
  }
}
