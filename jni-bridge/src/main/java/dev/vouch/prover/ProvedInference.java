package dev.vouch.prover;

import dev.vouch.circuits.program.Execution;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
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
    byte[] proof, Execution execution, Map<Stage, Duration> stages, Openings openings) {
  public ProvedInference {
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
  }

  /** The same with other proof bytes, for instance their compact form. */
  public ProvedInference withProof(byte[] other) {
    return new ProvedInference(other, execution, stages, openings);
  }

  /** Never values. */
  @Override
  public String toString() {
    return "ProvedInference[" + proof.length + " bytes]";
  }
}
