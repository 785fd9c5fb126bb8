package dev.vouch.prover.ffi;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.vouch.prover.ffi.NativeSession.NativeProof;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The library built with the cargo feature {@code test-prover}: it proves whatever witness it is
 * given and can take a fixed seed (native-abi.md). It cheats as well as a dishonest prover that
 * follows the protocol's messages can; the packaged library has none of this.
 */
public final class TestProver implements AutoCloseable {
  private static final String LIBRARY = "vouch.test.prover";

  static {
    Native.register(Calls.class, NativeLibrary.getInstance(library().getAbsolutePath()));
  }

  /** The test library's functions. */
  static final class Calls {
    private Calls() {}

    static native int vouch_last_error(Pointer buffer, long capacity, LongByReference length);

    static native int vouch_session_open(
        Pointer circuit, long length, int threads, LongByReference session);

    static native int vouch_session_close(long session);

    static native int vouch_model_load(
        long session,
        Pointer values,
        long count,
        Pointer points,
        long pointsLength,
        Pointer blinders,
        long blindersLength);

    static native int vouch_test_prove(
        long session,
        Pointer context,
        long contextLength,
        Pointer values,
        long count,
        Pointer given,
        long givenLength,
        Pointer blinders,
        long blindersLength,
        Pointer control,
        LongByReference result,
        Pointer seed);

    static native int vouch_result_view(
        long result, int section, PointerByReference data, LongByReference length);

    static native int vouch_result_close(long result);

    static native int vouch_test_panic();
  }

  /** On its own, so that libraries without it serve all other tests. */
  static final class WithoutRandomness {
    static {
      Native.register(
          WithoutRandomness.class, NativeLibrary.getInstance(library().getAbsolutePath()));
    }

    private WithoutRandomness() {}

    static native int vouch_test_prove_without_randomness(
        long session,
        Pointer context,
        long contextLength,
        Pointer values,
        long count,
        Pointer given,
        long givenLength,
        Pointer blinders,
        long blindersLength,
        Pointer control,
        LongByReference result,
        long requests);
  }

  private final long session;

  /** Where the library is. */
  static File library() {
    return new File(
        System.getProperty(LIBRARY, "../prover-native/target/debug/libvouch_prover.so"));
  }

  public TestProver(byte[] circuit) throws NativeCallException {
    LongByReference handle = new LongByReference();
    try (NativeBuffer bytes = NativeBuffer.of(circuit)) {
      check(Calls.vouch_session_open(bytes.pointer(), bytes.bytes(), 1, handle));
    }
    this.session = handle.getValue();
  }

  public void load(long[] values, byte[] points, byte[] blinders) throws NativeCallException {
    try (NativeBuffer v = NativeBuffer.of(List.of(values));
        NativeBuffer p = NativeBuffer.of(points);
        NativeBuffer b = NativeBuffer.of(blinders)) {
      check(
          Calls.vouch_model_load(
              session, v.pointer(), v.longs(), p.pointer(), p.bytes(), b.pointer(), b.bytes()));
    }
  }

  /** A proof of any values. {@code seed} has 32 bytes. */
  public NativeProof prove(byte[] context, long[] witness, byte[] seed) throws NativeCallException {
    try (NativeBuffer s = NativeBuffer.of(seed)) {
      return prove(
          context,
          witness,
          (c, w, control, result) ->
              Calls.vouch_test_prove(
                  session,
                  c.pointer(),
                  c.bytes(),
                  w.pointer(),
                  w.longs(),
                  null,
                  0,
                  null,
                  0,
                  control,
                  result,
                  s.pointer()));
    }
  }

  /** As an honest prover whose operating system gives randomness so many times only. */
  public NativeProof proveWithoutRandomness(byte[] context, long[] witness, long requests)
      throws NativeCallException {
    return prove(
        context,
        witness,
        (c, w, control, result) ->
            WithoutRandomness.vouch_test_prove_without_randomness(
                session,
                c.pointer(),
                c.bytes(),
                w.pointer(),
                w.longs(),
                null,
                0,
                null,
                0,
                control,
                result,
                requests));
  }

  private interface ProveCall {
    int run(NativeBuffer context, NativeBuffer witness, Pointer control, LongByReference result);
  }

  private static NativeProof prove(byte[] context, long[] witness, ProveCall call)
      throws NativeCallException {
    LongByReference result = new LongByReference();
    try (NativeBuffer c = NativeBuffer.of(context);
        NativeBuffer w = NativeBuffer.of(List.of(witness));
        ControlBlock control = new ControlBlock()) {
      check(call.run(c, w, control.pointer(), result));
    }
    try {
      return new NativeProof(
          section(result, 0), section(result, 1), section(result, 2), new ArrayList<>());
    } finally {
      check(Calls.vouch_result_close(result.getValue()));
    }
  }

  /** A panic inside the library. */
  static void panic() throws NativeCallException {
    check(Calls.vouch_test_panic());
  }

  private static byte[] section(LongByReference result, int number) throws NativeCallException {
    PointerByReference data = new PointerByReference();
    LongByReference length = new LongByReference();
    check(Calls.vouch_result_view(result.getValue(), number, data, length));
    return length.getValue() == 0
        ? new byte[0]
        : data.getValue().getByteArray(0, (int) length.getValue());
  }

  private static void check(int returned) throws NativeCallException {
    if (returned != NativeCode.OK.code()) {
      try (Memory buffer = new Memory(1024)) {
        LongByReference length = new LongByReference();
        Calls.vouch_last_error(buffer, buffer.size(), length);
        int n = (int) Math.min(length.getValue(), buffer.size());
        throw new NativeCallException(
            NativeCode.of(returned), new String(buffer.getByteArray(0, n), StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  public void close() throws NativeCallException {
    check(Calls.vouch_session_close(session));
  }
}
