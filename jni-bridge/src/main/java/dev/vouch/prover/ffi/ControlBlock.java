package dev.vouch.prover.ffi;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * Progress and cancellation of one native call (native-abi.md, “Control block”): the prover writes
 * stage, done and total, Java polls them; {@link #cancel()} asks the prover to stop at its next
 * poll. Any thread may read and cancel until the block is closed.
 */
public final class ControlBlock implements AutoCloseable {
  private static final int SIZE = 64;
  private static final int CANCEL = 0;
  private static final int STAGE = 4;
  private static final int DONE = 8;
  private static final int TOTAL = 16;

  private final Memory block = new Memory(SIZE);
  private boolean closed;

  public ControlBlock() {
    block.clear();
  }

  /** What the prover is doing. {@code total} is 0 where the stage has no count. */
  public record Progress(int stage, long done, long total) {}

  /** The latest progress; (0, 0, 0) once closed. */
  public synchronized Progress progress() {
    return closed
        ? new Progress(0, 0, 0)
        : new Progress(block.getInt(STAGE), block.getLong(DONE), block.getLong(TOTAL));
  }

  /** Asks the running call to stop; harmless at any time. */
  public synchronized void cancel() {
    if (!closed) {
      block.setInt(CANCEL, 1);
    }
  }

  Pointer pointer() {
    return block;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      block.close();
    }
  }
}
