package dev.vouch.prover.ffi;

import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The outcome of a native call: numbered byte sections (native-abi.md). Closing zeroises the native
 * copy. Confined to one thread.
 */
final class NativeResult implements AutoCloseable {
  private final long handle;

  NativeResult(long handle) {
    this.handle = handle;
  }

  byte[] section(int number) throws NativeCallException {
    PointerByReference data = new PointerByReference();
    LongByReference length = new LongByReference();
    NativeProver.check(NativeCalls.vouch_result_view(handle, number, data, length));
    long n = length.getValue();
    if (n < 0 || n > Integer.MAX_VALUE) {
      throw new NativeCallException(
          NativeCode.INTERNAL, "section " + number + " has " + n + " bytes");
    }
    return n == 0 ? new byte[0] : data.getValue().getByteArray(0, (int) n);
  }

  @Override
  public void close() throws NativeCallException {
    NativeProver.check(NativeCalls.vouch_result_close(handle));
  }
}
