package dev.vouch.prover;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.model.ProvableModel;
import dev.vouch.verifier.ModelKey;
import java.util.Map;

/**
 * Proves inferences of a model that is one circuit ({@link Prover}) or several ({@link
 * ChainProver}). Thread-safe.
 */
public interface ModelProver extends AutoCloseable {
  /**
   * Opens a model of either kind.
   *
   * @param threads worker threads of the native prover, 1 to 1024; of a chain for each part
   * @throws ProverException with reason INVALID_MODEL if the native prover refuses it
   * @throws ProverUnavailableException if there is no native library
   */
  static ModelProver of(ProvableModel model, int threads)
      throws ProverException, ProverUnavailableException {
    return model instanceof ChainModelFile chain
        ? ChainProver.of(chain, threads)
        : Prover.of((ModelFile) model, threads);
  }

  /** The key that verifies this prover's proofs. */
  ModelKey key();

  /**
   * Runs the network on the inputs and proves it, as {@link Prover#prove(Map, OpenedRows,
   * ProveOptions)}.
   *
   * @param inputs one tensor for each input of the network that is not among the committed ones, by
   *     name
   * @param committed rows of inputs that are committed already: the proof holds their points
   */
  Proved prove(Map<String, TensorData> inputs, OpenedRows committed, ProveOptions options)
      throws ProverException;

  /** Waits for proofs under way, then frees the native memory; secrets are overwritten. */
  @Override
  void close();
}
