package dev.vouch.prover;

import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.program.Execution;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A proven inference.
 *
 * @param proof the bytes of the proof file (docs/spec/formats.md §4)
 * @param execution what the network computed, secrets included
 * @param stages how long each stage took, in order
 * @param openings values and blinders of hidden inputs and outputs: secret; gone with this object
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProvedInference(
    byte[] proof, Execution execution, Map<Stage, Duration> stages, Openings openings)
    implements Proved {
  public ProvedInference {
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
  }

  /**
   * The inputs that were clamped and the nodes whose values saturated, with counts, never with
   * values, and the outputs that vary by a few steps only, as far as that was measured when the
   * model was compiled; empty if there is none. The proof is about the integers as they are: for an
   * answer that must be as accurate as the network was found to be then, check that this is empty,
   * or prove with {@link ProveOptions#withStrict}.
   */
  @Override
  public List<CutOff> warnings() {
    return execution.warnings();
  }

  @Override
  public ProvedInference withProof(byte[] other) {
    return new ProvedInference(other, execution, stages, openings);
  }

  /** Never values. */
  @Override
  public String toString() {
    return "ProvedInference[" + proof.length + " bytes]";
  }
}
