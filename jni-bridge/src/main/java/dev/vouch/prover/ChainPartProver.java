package dev.vouch.prover;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.UndefinedResultException;
import dev.vouch.circuits.split.ChainExecution;
import dev.vouch.prover.ffi.GivenBlinders;
import dev.vouch.verifier.chain.ChainContext;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Proves one part of a chain, given what passes between the parts: parts need not be proven in
 * order, nor in one process. Thread-safe, as {@link Prover} is.
 */
public final class ChainPartProver implements AutoCloseable {
  private final ChainModelFile model;
  private final int part;
  private final Prover prover;

  private ChainPartProver(ChainModelFile model, int part, Prover prover) {
    this.model = model;
    this.part = part;
    this.prover = prover;
  }

  /**
   * A prover of one part.
   *
   * @param part its number, from 0
   * @param threads worker threads of the native prover, 1 to 1024
   * @throws ProverException with reason INVALID_MODEL if the native prover refuses the part's model
   * @throws ProverUnavailableException if there is no native library
   * @throws IndexOutOfBoundsException if there is no such part
   */
  public static ChainPartProver of(ChainModelFile model, int part, int threads)
      throws ProverException, ProverUnavailableException {
    return new ChainPartProver(model, part, Prover.of(model.parts().get(part), threads));
  }

  /** As {@link #prove(Map, OpenedRows, ChainBoundaries, ProveOptions)} without committed rows. */
  public ProvedInference prove(
      Map<String, TensorData> inputs, ChainBoundaries boundaries, ProveOptions options)
      throws ProverException {
    return prove(inputs, OpenedRows.NONE, boundaries, options);
  }

  /**
   * Proves the part.
   *
   * @param inputs of the whole that are not among the committed ones; those that the part does not
   *     read may be missing
   * @param committed rows of inputs of the whole that are committed already: the proof of the part
   *     that reads one holds its points
   * @param boundaries of the run that is proven
   * @param options with the application's context; the proof is made for that of the part
   * @return the proof is that of the part alone; {@link dev.vouch.verifier.chain.ChainProof} joins
   *     those of all
   * @throws ChainBoundaryException if the part computes other values than the boundaries have
   * @throws CommittedInputException if the committed rows are none of the model's
   * @throws ProverException as {@link Prover#prove(Map, ProveOptions)}
   * @throws dev.vouch.circuits.quantise.InvalidInputException as {@link Prover#prove(Map,
   *     ProveOptions)}
   */
  public ProvedInference prove(
      Map<String, TensorData> inputs,
      OpenedRows committed,
      ChainBoundaries boundaries,
      ProveOptions options)
      throws ProverException {
    long start = System.nanoTime();
    Map<String, long[]> passed = new HashMap<>();
    for (ChainLink link : model.links()) {
      if (link.toPart() == part) {
        passed.put(link.input(), boundaries.values(link.output()));
      }
    }
    Execution execution;
    try {
      Map<String, long[]> integers = committed.integers(model.key());
      execution = ChainExecution.runPart(model, part, inputs, integers, passed);
    } catch (UndefinedResultException e) {
      throw Prover.unprovable(e);
    }
    return prove(execution, committed, boundaries, options, start);
  }

  /** The same for a part that was run. */
  ProvedInference prove(
      Execution execution,
      OpenedRows committed,
      ChainBoundaries boundaries,
      ProveOptions options,
      long start)
      throws ProverException {
    byte[] context = ChainContext.of(model.key().modelId(), part, options.context());
    try (GivenBlinders given = given(execution, committed, boundaries)) {
      return prover.prove(execution, given, options.withContext(context), start);
    }
  }

  private GivenBlinders given(Execution execution, OpenedRows committed, ChainBoundaries boundaries)
      throws ChainBoundaryException, CommittedInputException {
    Circuit circuit = prover.key().circuit();
    Map<Integer, byte[]> blinders = committed.blinders(model.key(), part);
    for (ChainLink link : model.links()) {
      if (link.toPart() == part) {
        blinders.put(tensor(circuit.inputs(), link.input()), boundaries.blinders(link.output()));
      }
      if (link.fromPart() == part) {
        requireSame(execution, boundaries, link.output());
        blinders.put(tensor(circuit.outputs(), link.output()), boundaries.blinders(link.output()));
      }
    }
    return new CommitmentRows(prover.key().layout()).given(blinders);
  }

  /** One blinder must never commit to two values: their difference would show. */
  private void requireSame(Execution execution, ChainBoundaries boundaries, String output)
      throws ChainBoundaryException {
    long[] computed = Objects.requireNonNull(execution.outputs().get(output)).integers();
    if (!Arrays.equals(computed, boundaries.values(output))) {
      throw new ChainBoundaryException(
          "part " + part + " computes other values of '" + output + "' than the boundaries have");
    }
  }

  private static int tensor(List<Port> ports, String name) {
    return ports.stream()
        .filter(port -> port.name().equals(name))
        .mapToInt(Port::tensor)
        .findFirst()
        .orElseThrow();
  }

  /** Waits for proofs under way, then frees the native memory; secrets are overwritten. */
  @Override
  public void close() {
    prover.close();
  }
}
