package dev.vouch.prover;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.UndefinedResultException;
import dev.vouch.circuits.split.ChainExecution;
import dev.vouch.circuits.split.SplitNetwork;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainProof;
import dev.vouch.verifier.chain.MalformedChainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Proves inferences of a network in parts: runs all of it once, then proves part after part, which
 * share nothing but the commitments to what passes. {@link ChainPartProver} proves one part, in a
 * process of its own say. Thread-safe, as {@link Prover} is.
 */
public final class ChainProver implements ModelProver {
  private final ChainModelFile model;
  private final List<ChainPartProver> parts;

  private ChainProver(ChainModelFile model, List<ChainPartProver> parts) {
    this.model = model;
    this.parts = List.copyOf(parts);
  }

  /**
   * Opens a model.
   *
   * @param threads worker threads of the native prover for each part, 1 to 1024
   * @throws ProverException with reason INVALID_MODEL if the native prover refuses a part
   * @throws ProverUnavailableException if there is no native library
   */
  public static ChainProver of(ChainModelFile model, int threads)
      throws ProverException, ProverUnavailableException {
    List<ChainPartProver> parts = new ArrayList<>();
    try {
      for (int part = 0; part < model.parts().size(); part++) {
        parts.add(ChainPartProver.of(model, part, threads));
      }
      return new ChainProver(model, parts);
    } catch (ProverException | ProverUnavailableException | RuntimeException e) {
      parts.forEach(ChainPartProver::close);
      throw e;
    }
  }

  /**
   * Commits to the weights of all parts, as {@link Prover#commit} does to those of one.
   *
   * @param threads worker threads of the native prover, 1 to 1024
   */
  public static ChainModelFile commit(SplitNetwork network, int threads)
      throws ProverException, ProverUnavailableException {
    List<ModelFile> parts = new ArrayList<>();
    for (CompiledNetwork part : network.parts()) {
      parts.add(Prover.commit(part, threads));
    }
    try {
      return ChainModelFile.of(parts, network.links());
    } catch (MalformedChainException e) {
      throw new ProverException(
          ProverException.Reason.INTERNAL, "the parts are no chain: " + e.getMessage(), e);
    }
  }

  /** As {@link #run(ChainModelFile, Map, OpenedRows)} without committed rows. */
  public static ChainExecution run(ChainModelFile model, Map<String, TensorData> inputs)
      throws UnprovableException {
    try {
      return run(model, inputs, OpenedRows.NONE);
    } catch (CommittedInputException e) {
      throw new IllegalStateException("nothing is committed", e);
    }
  }

  /**
   * Runs the network in plain Java.
   *
   * @param inputs one tensor for each input of the whole that is not among the committed ones, by
   *     name
   * @param committed rows of inputs of the whole that are committed already
   * @throws CommittedInputException if the committed rows are none of this model's
   * @throws UnprovableException if a node has no result for the inputs: no witness exists
   * @throws dev.vouch.circuits.quantise.InvalidInputException if an input is missing or given
   *     twice, has another shape, or holds NaN or infinity
   */
  public static ChainExecution run(
      ChainModelFile model, Map<String, TensorData> inputs, OpenedRows committed)
      throws UnprovableException, CommittedInputException {
    try {
      return ChainExecution.run(model, inputs, committed.integers(model.key()));
    } catch (UndefinedResultException e) {
      throw Prover.unprovable(e);
    }
  }

  @Override
  public ChainKey key() {
    return model.key();
  }

  /** As {@link #prove(Map, OpenedRows, ProveOptions)} without committed rows. */
  public ProvedChain prove(Map<String, TensorData> inputs, ProveOptions options)
      throws ProverException {
    return prove(inputs, OpenedRows.NONE, options);
  }

  /**
   * Runs the network on the inputs and proves it.
   *
   * @param inputs one tensor for each input of the whole that is not among the committed ones, by
   *     name
   * @param committed rows of inputs of the whole that are committed already: the proof holds their
   *     points, whichever part reads them
   * @param options the context is that of the whole, of at most {@link
   *     dev.vouch.verifier.chain.ChainContext#MAX_CONTEXT_BYTES}
   * @throws CommittedInputException if the committed rows are none of this model's
   * @throws SaturatedException if the options are strict, and values were cut off or an output is
   *     coarse
   * @throws ProverException as {@link Prover#prove(Map, ProveOptions)}
   * @throws dev.vouch.circuits.quantise.InvalidInputException as {@link Prover#prove(Map,
   *     ProveOptions)}
   */
  @Override
  public ProvedChain prove(
      Map<String, TensorData> inputs, OpenedRows committed, ProveOptions options)
      throws ProverException {
    ChainExecution run = run(model, inputs, committed);
    List<CutOff> warnings = run.warnings();
    if (options.strict() && !warnings.isEmpty()) {
      throw new SaturatedException(warnings);
    }
    ChainBoundaries boundaries = ChainBoundaries.draw(model.key(), run);
    List<ProvedInference> proved = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      Execution execution = run.parts().get(part);
      proved.add(
          parts.get(part).prove(execution, committed, boundaries, options, System.nanoTime()));
    }
    byte[] proof =
        new ChainProof(model.key().modelId(), proved.stream().map(ProvedInference::proof).toList())
            .encode();
    return new ProvedChain(
        proof,
        run,
        ProvedChain.stages(proved),
        Openings.of(model.key(), proved.stream().map(ProvedInference::openings).toList()));
  }

  /** Waits for proofs under way, then frees the native memory; secrets are overwritten. */
  @Override
  public void close() {
    parts.forEach(ChainPartProver::close);
  }
}
