package dev.vouch.prover;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ChainPart;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.UndefinedResultException;
import dev.vouch.circuits.split.ChainExecution;
import dev.vouch.prover.ffi.GivenBlinders;
import dev.vouch.verifier.chain.ChainContext;
import dev.vouch.verifier.chain.ChainKey;
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
  private final ChainPart part;
  private final ChainKey key;
  private final Prover prover;

  private ChainPartProver(ChainPart part, Prover prover) {
    this.part = part;
    this.key = part.key();
    this.prover = prover;
  }

  /**
   * A prover of one part.
   *
   * @param threads worker threads of the native prover, 1 to 1024
   * @throws ProverException with reason INVALID_MODEL if the native prover refuses the part's model
   * @throws ProverUnavailableException if there is no native library
   */
  public static ChainPartProver of(ChainPart part, int threads)
      throws ProverException, ProverUnavailableException {
    return new ChainPartProver(part, Prover.of(part.model(), threads));
  }

  /** As {@link #of(ChainPart, int)}, of a part of this model. */
  public static ChainPartProver of(ChainModelFile model, int part, int threads)
      throws ProverException, ProverUnavailableException {
    return of(model.part(part), threads);
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
    return prove(run(part, inputs, committed, boundaries), committed, boundaries, options, start);
  }

  /**
   * Runs a part in plain Java: what it passes on is then drawn ({@link ChainBoundaries#draw(
   * ChainPart, Execution)}) and proven.
   *
   * @param inputs as in {@link #prove(Map, OpenedRows, ChainBoundaries, ProveOptions)}
   * @param boundaries with all that the part takes over
   * @throws ChainBoundaryException if the boundaries lack a value that the part takes over
   * @throws CommittedInputException if the committed rows are none of the model's
   * @throws UnprovableException if a node has no result for the inputs: no witness exists
   * @throws dev.vouch.circuits.quantise.InvalidInputException as {@link Prover#prove(Map,
   *     ProveOptions)}
   */
  public static Execution run(
      ChainPart part,
      Map<String, TensorData> inputs,
      OpenedRows committed,
      ChainBoundaries boundaries)
      throws ChainBoundaryException, CommittedInputException, UnprovableException {
    Map<String, long[]> passed = new HashMap<>();
    for (ChainLink link : part.key().links()) {
      if (link.toPart() == part.number()) {
        boundaries.require(link);
        passed.put(link.input(), boundaries.values(link.output()));
      }
    }
    try {
      return ChainExecution.runPart(part, inputs, committed.integers(part.key()), passed);
    } catch (UndefinedResultException e) {
      throw Prover.unprovable(e);
    }
  }

  /**
   * Proves a run of the part.
   *
   * @param committed rows that were run
   * @param boundaries with all that the part takes over and passes on
   * @param options as in {@link #prove(Map, OpenedRows, ChainBoundaries, ProveOptions)}
   * @throws ChainBoundaryException if the boundaries lack what passes, or have other values
   * @throws ProverException as {@link Prover#prove(Map, ProveOptions)}
   */
  public ProvedInference prove(
      Execution execution, OpenedRows committed, ChainBoundaries boundaries, ProveOptions options)
      throws ProverException {
    return prove(execution, committed, boundaries, options, System.nanoTime());
  }

  /** The same of a run that began before. */
  ProvedInference prove(
      Execution execution,
      OpenedRows committed,
      ChainBoundaries boundaries,
      ProveOptions options,
      long start)
      throws ProverException {
    byte[] context = ChainContext.of(key.modelId(), part.number(), options.context());
    try (GivenBlinders given = given(execution, committed, boundaries)) {
      return prover.prove(execution, given, options.withContext(context), start);
    }
  }

  private GivenBlinders given(Execution execution, OpenedRows committed, ChainBoundaries boundaries)
      throws ChainBoundaryException, CommittedInputException {
    Circuit circuit = prover.key().circuit();
    Map<Integer, byte[]> blinders = committed.blinders(key, part.number());
    for (ChainLink link : key.links()) {
      if (link.toPart() == part.number()) {
        boundaries.require(link);
        blinders.put(tensor(circuit.inputs(), link.input()), boundaries.blinders(link.output()));
      }
      if (link.fromPart() == part.number()) {
        boundaries.require(link);
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
          "part "
              + part.number()
              + " computes other values of '"
              + output
              + "' than the boundaries have");
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
