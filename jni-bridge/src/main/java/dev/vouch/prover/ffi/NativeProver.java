package dev.vouch.prover.ffi;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.ptr.LongByReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loaded native library, once per process. Thread-safe. */
public final class NativeProver {
  /** Version of the native interface that this program speaks (docs/spec/native-abi.md). */
  public static final int ABI_VERSION = 2;

  private static final int MESSAGE_CAPACITY = 4096;

  /**
   * Whether the library can be used.
   *
   * @param available whether calls will work
   * @param detail where the library came from, or why there is none
   * @param causes everything that failed on the way, in order
   * @param file the library that was found, even if it cannot be used; null if none was
   */
  public record Availability(
      boolean available, String detail, List<Throwable> causes, @Nullable Path file) {}

  /** Loaded on first use: a process that only verifies never touches JNA. */
  private static final class Holder {
    static final Availability AVAILABILITY = load(LibrarySource.search(), ABI_VERSION);
  }

  private NativeProver() {}

  /** Loads the library on the first call. Never throws. */
  public static Availability availability() {
    return Holder.AVAILABILITY;
  }

  static Availability load(LibrarySource.Search search, int expectedVersion) {
    if (search.loaded().isEmpty()) {
      StringBuilder why = new StringBuilder("no native library");
      for (Throwable cause : search.causes()) {
        why.append("; ").append(cause.getMessage());
      }
      return new Availability(false, why.toString(), search.causes(), null);
    }
    LibrarySource.Loaded loaded = search.loaded().get();
    Path file = loaded.library().getFile().toPath();
    try {
      Native.register(NativeCalls.class, loaded.library());
      int version = NativeCalls.vouch_abi_version();
      if (version != expectedVersion) {
        return new Availability(
            false,
            loaded.origin()
                + " speaks version "
                + version
                + " of the native interface, this program version "
                + expectedVersion,
            search.causes(),
            file);
      }
      return new Availability(true, loaded.origin(), search.causes(), file);
    } catch (LinkageError e) {
      List<Throwable> causes = new ArrayList<>(search.causes());
      causes.add(e);
      String detail = loaded.origin() + ": " + e.getMessage();
      return new Availability(false, detail, List.copyOf(causes), file);
    }
  }

  /**
   * Turns a return code into an exception with the prover's message; must run on the thread that
   * made the call.
   */
  static void check(int returned) throws NativeCallException {
    if (returned == NativeCode.OK.code()) {
      return;
    }
    String message = "";
    try (Memory buffer = new Memory(MESSAGE_CAPACITY)) {
      LongByReference length = new LongByReference();
      if (NativeCalls.vouch_last_error(buffer, MESSAGE_CAPACITY, length) == NativeCode.OK.code()) {
        int n = (int) Math.min(Math.max(length.getValue(), 0), MESSAGE_CAPACITY);
        message = new String(buffer.getByteArray(0, n), StandardCharsets.UTF_8);
      }
    }
    NativeCode code = NativeCode.of(returned);
    throw new NativeCallException(
        code, code.code() == returned ? message : "code " + returned + ": " + message);
  }
}
