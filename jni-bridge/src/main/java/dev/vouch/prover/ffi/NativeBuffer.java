package dev.vouch.prover.ffi;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block of native memory that is zeroised before it is freed. Confined to one thread. */
final class NativeBuffer implements AutoCloseable {
  private final @Nullable Memory memory;
  private final long bytes;

  private NativeBuffer(long bytes) {
    this.bytes = bytes;
    this.memory = bytes == 0 ? null : new Memory(bytes);
  }

  static NativeBuffer of(byte[] data) {
    NativeBuffer out = new NativeBuffer(data.length);
    if (out.memory != null) {
      out.memory.write(0, data, 0, data.length);
    }
    return out;
  }

  /** The arrays one after the other, 8 bytes a value. */
  static NativeBuffer of(List<long[]> values) {
    long count = 0;
    for (long[] v : values) {
      count += v.length;
    }
    NativeBuffer out = new NativeBuffer(Math.multiplyExact(count, Long.BYTES));
    long at = 0;
    for (long[] v : values) {
      if (out.memory != null) {
        out.memory.write(at, v, 0, v.length);
      }
      at += (long) v.length * Long.BYTES;
    }
    return out;
  }

  /** Null for an empty block. */
  @Nullable Pointer pointer() {
    return memory;
  }

  long bytes() {
    return bytes;
  }

  long longs() {
    return bytes / Long.BYTES;
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.clear();
      memory.close();
    }
  }
}
