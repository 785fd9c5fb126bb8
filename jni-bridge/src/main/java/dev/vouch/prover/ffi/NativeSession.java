package dev.vouch.prover.ffi;

import com.sun.jna.ptr.LongByReference;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A circuit opened in the native prover, with its model once loaded. Thread-safe: calls share it,
 * {@link #close()} waits for calls that are under way, later calls throw {@link
 * IllegalStateException}. A session that becomes unreachable is closed by a cleaner.
 */
public final class NativeSession implements AutoCloseable {
  private static final int MAX_THREADS = 1024;
  private static final Cleaner CLEANER = Cleaner.create();

  /**
   * A proof as the native prover returns it.
   *
   * @param hiddenPoints rows of hidden inputs and outputs, 32 bytes each
   * @param messages the protocol's messages
   * @param hiddenBlinders blinders of those rows: secret
   * @param stageNanos time of each stage, by stage number
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record NativeProof(
      byte[] hiddenPoints, byte[] messages, byte[] hiddenBlinders, List<StageTime> stageNanos) {}

  /** Time spent in a stage (numbers of native-abi.md). */
  public record StageTime(int stage, long nanos) {}

  /**
   * A fresh commitment of the MODEL tensors.
   *
   * @param points rows in declaration order, 32 bytes each
   * @param blinders one scalar a row: secret when weights are hidden
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record ModelCommitment(byte[] points, byte[] blinders) {}

  private record Closer(long handle) implements Runnable {
    @Override
    public void run() {
      NativeCalls.vouch_session_close(handle);
    }
  }

  private final long handle;
  private final Cleaner.Cleanable cleanable;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private NativeSession(long handle) {
    this.handle = handle;
    this.cleanable = CLEANER.register(this, new Closer(handle));
  }

  /**
   * Parses, validates and lays out a circuit.
   *
   * @param threads worker threads, 1 to 1024
   * @throws IllegalArgumentException for any other number of threads
   * @throws NativeCallException MALFORMED_CIRCUIT, INVALID_CIRCUIT or a resource failure
   * @throws IllegalStateException if the library is not available
   */
  public static NativeSession open(byte[] circuit, int threads) throws NativeCallException {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads must be 1 to " + MAX_THREADS + ", not " + threads);
    }
    NativeProver.Availability availability = NativeProver.availability();
    if (!availability.available()) {
      throw new IllegalStateException(availability.detail());
    }
    LongByReference session = new LongByReference();
    try (NativeBuffer bytes = NativeBuffer.of(circuit)) {
      NativeProver.check(
          NativeCalls.vouch_session_open(bytes.pointer(), bytes.bytes(), threads, session));
    }
    return new NativeSession(session.getValue());
  }

  /**
   * Commits to the MODEL tensors with fresh blinders (1 each when the circuit's weights are
   * public).
   */
  public ModelCommitment commitModel(List<long[]> modelValues, ControlBlock control)
      throws NativeCallException {
    return guarded(
        () -> {
          LongByReference result = new LongByReference();
          try (NativeBuffer values = NativeBuffer.of(modelValues)) {
            NativeProver.check(
                NativeCalls.vouch_model_commit(
                    handle, values.pointer(), values.longs(), control.pointer(), result));
          }
          try (NativeResult r = new NativeResult(result.getValue())) {
            return new ModelCommitment(r.section(0), r.section(1));
          }
        });
  }

  /** Gives the session its model; needed once before {@link #prove}. */
  public void loadModel(List<long[]> modelValues, byte[] points, byte[] blinders)
      throws NativeCallException {
    guarded(
        () -> {
          try (NativeBuffer values = NativeBuffer.of(modelValues);
              NativeBuffer p = NativeBuffer.of(points);
              NativeBuffer b = NativeBuffer.of(blinders)) {
            NativeProver.check(
                NativeCalls.vouch_model_load(
                    handle,
                    values.pointer(),
                    values.longs(),
                    p.pointer(),
                    p.bytes(),
                    b.pointer(),
                    b.bytes()));
          }
          return true;
        });
  }

  /** As {@link #prove(byte[], List, GivenBlinders, ControlBlock)} with fresh blinders only. */
  public NativeProof prove(byte[] context, List<long[]> witness, ControlBlock control)
      throws NativeCallException {
    return prove(context, witness, GivenBlinders.NONE, control);
  }

  /**
   * Proves one inference.
   *
   * @param context application bytes bound into the proof, at most 64 KiB
   * @param witness values in the order of native-abi.md, “Values”
   * @param given blinders of hidden rows that are committed already
   */
  public NativeProof prove(
      byte[] context, List<long[]> witness, GivenBlinders given, ControlBlock control)
      throws NativeCallException {
    return guarded(
        () -> {
          LongByReference result = new LongByReference();
          try (NativeBuffer c = NativeBuffer.of(context);
              NativeBuffer values = NativeBuffer.of(witness);
              NativeBuffer flags = NativeBuffer.of(given.given());
              NativeBuffer blinders = NativeBuffer.of(given.blinders())) {
            NativeProver.check(
                NativeCalls.vouch_prove(
                    handle,
                    c.pointer(),
                    c.bytes(),
                    values.pointer(),
                    values.longs(),
                    flags.pointer(),
                    flags.bytes(),
                    blinders.pointer(),
                    blinders.bytes(),
                    control.pointer(),
                    result));
          }
          return readProof(result.getValue());
        });
  }

  static NativeProof readProof(long result) throws NativeCallException {
    try (NativeResult r = new NativeResult(result)) {
      ByteBuffer report = ByteBuffer.wrap(r.section(3)).order(ByteOrder.LITTLE_ENDIAN);
      List<StageTime> times = new ArrayList<>();
      while (report.remaining() >= Integer.BYTES + Long.BYTES) {
        times.add(new StageTime(report.getInt(), report.getLong()));
      }
      return new NativeProof(r.section(0), r.section(1), r.section(2), List.copyOf(times));
    }
  }

  private interface Call<T> {
    T run() throws NativeCallException;
  }

  private <T> T guarded(Call<T> call) throws NativeCallException {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the prover is closed");
      }
      return call.run();
    } finally {
      Reference.reachabilityFence(this);
      lock.readLock().unlock();
    }
  }

  /** The native handle, for tests of the boundary. */
  long handle() {
    return handle;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      cleanable.clean();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
