package dev.vouch.prover;

import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.split.ChainExecution;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A proven inference of a chain.
 *
 * @param proof the bytes of the proof file (docs/spec/formats.md §11)
 * @param execution what was computed, secrets included
 * @param stages how long each stage took in all parts together
 * @param openings values and blinders of hidden inputs and outputs of the whole: secret; gone with
 *     this object
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProvedChain(
    byte[] proof, ChainExecution execution, Map<Stage, Duration> stages, Openings openings)
    implements Proved {
  public ProvedChain {
    stages = Collections.unmodifiableMap(new EnumMap<>(stages));
  }

  /** The times of all parts, added up. */
  static Map<Stage, Duration> stages(List<ProvedInference> parts) {
    Map<Stage, Duration> all = new EnumMap<>(Stage.class);
    parts.forEach(
        part -> part.stages().forEach((stage, time) -> all.merge(stage, time, Duration::plus)));
    return all;
  }

  /** What was cut off in any part, as {@link ProvedInference#warnings}. */
  @Override
  public List<CutOff> warnings() {
    return execution.warnings();
  }

  @Override
  public ProvedChain withProof(byte[] other) {
    return new ProvedChain(other, execution, stages, openings);
  }

  /** Never values. */
  @Override
  public String toString() {
    return "ProvedChain[" + proof.length + " bytes]";
  }
}
