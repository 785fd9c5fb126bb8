package dev.vouch.prover.ffi;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * The functions of native-abi.md, mapped directly (no reflection, no copies: bytes and values
 * travel as pointers to native memory). Registered by {@link NativeProver}.
 */
final class NativeCalls {
  private NativeCalls() {}

  static native int vouch_abi_version();

  static native int vouch_last_error(
      @Nullable Pointer buffer, long capacity, LongByReference length);

  static native int vouch_session_open(
      @Nullable Pointer circuit, long length, int threads, LongByReference session);

  static native int vouch_session_close(long session);

  static native int vouch_model_commit(
      long session,
      @Nullable Pointer values,
      long count,
      @Nullable Pointer control,
      LongByReference result);

  static native int vouch_model_load(
      long session,
      @Nullable Pointer values,
      long count,
      @Nullable Pointer points,
      long pointsLength,
      @Nullable Pointer blinders,
      long blindersLength);

  static native int vouch_prove(
      long session,
      @Nullable Pointer context,
      long contextLength,
      @Nullable Pointer values,
      long count,
      @Nullable Pointer given,
      long givenLength,
      @Nullable Pointer blinders,
      long blindersLength,
      @Nullable Pointer control,
      LongByReference result);

  static native int vouch_result_view(
      long result, int section, PointerByReference data, LongByReference length);

  static native int vouch_result_close(long result);
}
