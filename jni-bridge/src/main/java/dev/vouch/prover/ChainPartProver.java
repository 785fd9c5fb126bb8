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

  /**
   * Proves the part.
   *
   * @param inputs of the whole; those that the part does not read may be missing
   * @param boundaries of the run that is proven
   * @param options with the application's context; the proof is made for that of the part
   * @return the proof is that of the part alone; {@link dev.vouch.verifier.chain.ChainProof} joins
   *     those of all
   * @throws ChainBoundaryException if the part computes other values than the boundaries have
   * @throws ProverException as {@link Prover#prove(Map, ProveOptions)}
   * @throws dev.vouch.circuits.quantise.InvalidInputException as {@link Prover#prove(Map,
   *     ProveOptions)}
   */
  public ProvedInference prove(
      Map<String, TensorData> inputs, ChainBoundaries boundaries, ProveOptions options)
      throws ProverException {
    long start = System.nanoTime();
    Map<String, long[]> taken = new HashMap<>();
    for (ChainLink link : model.links()) {
      if (link.toPart() == part) {
        taken.put(link.input(), boundaries.values(link.output()));
      }
    }
    Execution execution;
    try {
      execution = ChainExecution.runPart(model, part, inputs, taken);
    } catch (UndefinedResultException e) {
      throw Prover.unprovable(e);
    }
    return prove(execution, boundaries, options, start);
  }

  /** As {@link #prove(Map, ChainBoundaries, ProveOptions)} for a part that was run. */
  ProvedInference prove(
      Execution execution, ChainBoundaries boundaries, ProveOptions options, long start)
      throws ProverException {
    byte[] context = ChainContext.of(model.key().id(), part, options.context());
    try (GivenBlinders given = given(execution, boundaries)) {
      return prover.prove(execution, given, options.withContext(context), start);
    }
  }

  private GivenBlinders given(Execution execution, ChainBoundaries boundaries)
      throws ChainBoundaryException {
    Circuit circuit = prover.key().circuit();
    Map<Integer, byte[]> blinders = new HashMap<>();
    for (ChainLink link : model.links()) {
      if (link.toPart() == part) {
        blinders.put(tensor(circuit.inputs(), link.input()), boundaries.blinders(link.output()));
      }
      if (link.fromPart() == part) {
        requireSame(execution, boundaries, link.output());
        blinders.put(tensor(circuit.outputs(), link.output()), boundaries.blinders(link.output()));
      }
    }
    try {
      return new CommitmentRows(prover.key().layout()).given(blinders);
    } finally {
      blinders.values().forEach(own -> Arrays.fill(own, (byte) 0));
    }
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
