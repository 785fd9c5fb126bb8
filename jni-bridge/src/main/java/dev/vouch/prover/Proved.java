package dev.vouch.prover;

import dev.vouch.circuits.program.CutOff;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What was proven: of a model that is one circuit ({@link ProvedInference}) or several ({@link
 * ProvedChain}). Holds secrets. Immutable.
 */
public interface Proved {
  /** The bytes of the proof file; not to be written to. */
  byte[] proof();

  /** How long each stage took, in order; of several circuits together. */
  Map<Stage, Duration> stages();

  /** Values and blinders of hidden inputs and outputs: secret; gone with this object. */
  Openings openings();

  /** What was cut off, as {@link ProvedInference#warnings}. */
  List<CutOff> warnings();

  /** The same with other proof bytes, for instance their compact form. */
  Proved withProof(byte[] other);
}
