package dev.vouch.prover;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.emit.EmittedCircuit;
import dev.vouch.circuits.emit.Witness;
import dev.vouch.circuits.model.MalformedModelFileException;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.UndefinedResultException;
import dev.vouch.circuits.trace.CellFailure;
import dev.vouch.circuits.trace.Trace;
import dev.vouch.prover.ffi.ControlBlock;
import dev.vouch.prover.ffi.GivenBlinders;
import dev.vouch.prover.ffi.NativeCallException;
import dev.vouch.prover.ffi.NativeProver;
import dev.vouch.prover.ffi.NativeSession;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.VerifyingKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Proves inferences of one model. Thread-safe: several threads may prove at once and share the
 * worker threads. {@link #close()} waits for proofs that are under way; afterwards every call
 * throws {@link IllegalStateException}.
 */
public final class Prover implements ModelProver {
  private static final int MOST_CELLS = 10;

  private final ModelFile model;
  private final EmittedCircuit emitted;
  private final CommitmentRows rows;
  private final NativeSession session;
  private final Trace trace;

  private Prover(ModelFile model, NativeSession session) {
    this.model = model;
    this.emitted = model.program().emit();
    this.rows = new CommitmentRows(model.key().layout());
    this.session = session;
    this.trace = new Trace(model.program());
  }

  /**
   * Whether the native prover can be used here.
   *
   * @return where the library came from, or every reason why there is none
   */
  public static Availability availability() {
    NativeProver.Availability found = NativeProver.availability();
    return new Availability(
        found.available(), found.detail(), found.causes(), found.file(), NativeProver.ABI_VERSION);
  }

  /** As {@link #open(Path, int)} on all processors that Java sees. */
  public static Prover open(Path modelFile)
      throws IOException, MalformedModelFileException, ProverException, ProverUnavailableException {
    return open(modelFile, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Opens a model file.
   *
   * @param threads worker threads of the native prover, 1 to 1024
   * @throws IOException if the file cannot be read
   * @throws MalformedModelFileException if it is no model file
   * @throws ProverException with reason INVALID_MODEL if the native prover refuses it
   * @throws ProverUnavailableException if there is no native library
   */
  public static Prover open(Path modelFile, int threads)
      throws IOException, MalformedModelFileException, ProverException, ProverUnavailableException {
    return of(ModelFile.read(modelFile), threads);
  }

  /** As {@link #open(Path, int)} with a model that is in memory. */
  public static Prover of(ModelFile model, int threads)
      throws ProverException, ProverUnavailableException {
    NativeFailure.requireLibrary();
    try {
      NativeSession session = NativeSession.open(model.key().circuitBytes(), threads);
      try {
        session.loadModel(
            model.modelValues(), joined(model.key().modelPointBytes()), joined(model.blinders()));
        return new Prover(model, session);
      } catch (NativeCallException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (NativeCallException e) {
      throw NativeFailure.of(e);
    }
  }

  /**
   * Commits to the weights of a compiled network with fresh blinders (1 each if the weights are
   * public), and proves once that hidden weights lie in their declared ranges, where the ranges
   * allow it: the certificate in the key.
   *
   * @param threads worker threads of the native prover, 1 to 1024
   */
  public static ModelFile commit(CompiledNetwork network, int threads)
      throws ProverException, ProverUnavailableException {
    NativeFailure.requireLibrary();
    return new ModelCommitter(network, threads).commit();
  }

  @Override
  public VerifyingKey key() {
    return model.key();
  }

  /** As {@link #prove(Map, ProveOptions)} with default options. */
  public ProvedInference prove(Map<String, TensorData> inputs) throws ProverException {
    return prove(inputs, ProveOptions.defaults());
  }

  /** As {@link #prove(Map, OpenedRows, ProveOptions)} without committed rows. */
  public ProvedInference prove(Map<String, TensorData> inputs, ProveOptions options)
      throws ProverException {
    return prove(inputs, OpenedRows.NONE, options);
  }

  /**
   * Runs the network on the inputs and proves it.
   *
   * @param inputs one tensor for each input of the network that is not among the committed ones, by
   *     name
   * @param committed rows of inputs that are committed already: the proof holds their points
   * @throws CommittedInputException if the committed rows are none of this model's
   * @throws SaturatedException if the options are strict, and values were cut off or an output is
   *     coarse
   * @throws UnprovableException if a node has no result for the inputs, as a division by 0: no
   *     witness exists
   * @throws ProverException if the proof was cancelled, or could not be made for another reason
   * @throws dev.vouch.circuits.quantise.InvalidInputException if an input is missing or given
   *     twice, has another shape, or holds NaN or infinity
   * @throws IllegalStateException if the prover is closed
   * @throws RuntimeException whatever the listener threw; the proof is stopped then
   */
  @Override
  public ProvedInference prove(
      Map<String, TensorData> inputs, OpenedRows committed, ProveOptions options)
      throws ProverException {
    long start = System.nanoTime();
    Execution execution = execution(inputs, committed);
    try (GivenBlinders given = rows.given(committed.blinders(model.key(), 0))) {
      return prove(execution, given, options, start);
    }
  }

  /**
   * Proves a run of this model's program, for callers that have its integers and some of its
   * blinders.
   *
   * @param given closed by the caller
   * @param start of the work, for the time of the witness
   */
  ProvedInference prove(Execution execution, GivenBlinders given, ProveOptions options, long start)
      throws ProverException {
    if (options.strict()) {
      requireNoWarning(execution);
    }
    try (Witness witness = emitted.witness(execution)) {
      Map<Stage, Duration> stages = new EnumMap<>(Stage.class);
      stages.put(Stage.WITNESS, Duration.ofNanos(System.nanoTime() - start));
      NativeSession.NativeProof proven = proveNatively(witness, given, options);
      proven
          .stageNanos()
          .forEach(
              t -> stages.merge(Stage.of(t.stage()), Duration.ofNanos(t.nanos()), Duration::plus));
      return new ProvedInference(
          proof(witness, proven).encode(key().circuit()),
          execution,
          stages,
          openings(witness, proven));
    } catch (NativeCallException e) {
      throw failure(e, execution);
    }
  }

  private Execution execution(Map<String, TensorData> inputs, OpenedRows committed)
      throws UnprovableException, CommittedInputException {
    Map<String, long[]> integers = committed.integers(model.key());
    try {
      return model.program().execute(model.modelValues(), inputs, integers);
    } catch (UndefinedResultException e) {
      throw unprovable(e);
    }
  }

  /** Names the cells that have no result. */
  static UnprovableException unprovable(UndefinedResultException e) {
    Execution execution = e.execution();
    return new UnprovableException(new Trace(execution.program()).of(execution, MOST_CELLS), e);
  }

  private static void requireNoWarning(Execution execution) throws SaturatedException {
    List<CutOff> warnings = execution.warnings();
    if (!warnings.isEmpty()) {
      throw new SaturatedException(warnings);
    }
  }

  private Proof proof(Witness witness, NativeSession.NativeProof proven) {
    return new Proof(
        model.key().modelId().bytes(),
        witness.publicValues(),
        rows.ofHidden(proven.hiddenPoints()),
        proven.messages());
  }

  private Openings openings(Witness witness, NativeSession.NativeProof proven) {
    return Openings.of(model.key(), witness.hiddenValues(), rows.ofHidden(proven.hiddenBlinders()));
  }

  private ProverException failure(NativeCallException e, Execution execution) {
    ProverException failure = NativeFailure.of(e);
    if (failure.reason() != ProverException.Reason.UNPROVABLE) {
      return failure;
    }
    List<CellFailure> cells = trace.of(execution, MOST_CELLS);
    return cells.isEmpty() ? failure : new UnprovableException(cells, e);
  }

  /** As {@link #explain(Map, OpenedRows)} without committed rows. */
  public List<CellFailure> explain(Map<String, TensorData> inputs) {
    return explain(inputs, Map.of());
  }

  /**
   * Runs the network on the inputs and checks every assertion of the circuit in plain Java, without
   * a proof.
   *
   * @return the first cells that keep the inference from being proven, in the order of the network;
   *     secret; empty if it can be proven
   * @param inputs as {@link #prove(Map, OpenedRows, ProveOptions)} takes them
   * @throws CommittedInputException if the committed rows are none of this model's
   * @throws dev.vouch.circuits.quantise.InvalidInputException as {@link #prove}
   */
  public List<CellFailure> explain(Map<String, TensorData> inputs, OpenedRows committed)
      throws CommittedInputException {
    return explain(inputs, committed.integers(model.key()));
  }

  private List<CellFailure> explain(Map<String, TensorData> inputs, Map<String, long[]> integers) {
    try {
      return trace.of(model.program().execute(model.modelValues(), inputs, integers), MOST_CELLS);
    } catch (UndefinedResultException e) {
      return trace.of(e.execution(), MOST_CELLS);
    }
  }

  private NativeSession.NativeProof proveNatively(
      Witness witness, GivenBlinders given, ProveOptions options)
      throws ProverException, NativeCallException {
    try (ControlBlock control = new ControlBlock()) {
      CallWatch watch = new CallWatch(control, options);
      try {
        watch.requireNotCancelled();
        return session.prove(options.context(), witness.cells(), given, control);
      } finally {
        watch.close();
        RuntimeException thrown = watch.listenerFailure();
        if (thrown != null) {
          throw thrown; // replaces the cancellation that it caused
        }
      }
    }
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** Waits for proofs under way, then frees the native memory; secrets are overwritten. */
  @Override
  public void close() {
    session.close();
  }
}
