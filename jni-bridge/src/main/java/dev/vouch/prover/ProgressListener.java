package dev.vouch.prover;

/** Told about progress a few times a second, on a thread of the prover's own. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = (stage, done, total) -> {};

  /**
   * The state of the proof.
   *
   * @param total units of this stage; 0 where it has no count
   */
  void progress(Stage stage, long done, long total);
}
