package dev.vouch.cli.failure;

import dev.vouch.verifier.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Why a command failed, for people and for programs.
 *
 * @param exitCode one of {@link ExitCode}
 * @param reason upper-case name
 * @param message one line: what is wrong; where; how to fix it
 */
public record Failure(int exitCode, String reason, String message) {
  /** Causes may go round in a circle. */
  private static final int MOST_CAUSES = 16;

  public Failure {
    message = message.replaceAll("\\s*\\R\\s*", " ").strip();
  }

  /** The failure behind an exception of any command. */
  public static Failure of(Throwable e) {
    if (e instanceof CommandException known) {
      return new Failure(known.exitCode(), known.reason(), text(e));
    }
    if (e instanceof Refusal refusal) {
      return of(refusal, text(e));
    }
    if (e instanceof UncheckedIOException && e.getCause() instanceof IOException io) {
      return of(io);
    }
    if (e instanceof IOException io) {
      return ofFile(io);
    }
    if (e instanceof InvalidPathException path) {
      return ofPath(path);
    }
    if (isOutOfMemory(e)) {
      return new Failure(
          ExitCode.INTERNAL,
          "OUT_OF_MEMORY",
          "out of memory; Java heap; give more with VOUCH_JAVA_OPTS=-Xmx8g");
    }
    return new Failure(
        ExitCode.INTERNAL,
        "INTERNAL",
        "a defect of vouch: " + e + "; run again with --debug and report what it prints");
  }

  /** Threads that work for another one hand their errors over inside exceptions. */
  private static boolean isOutOfMemory(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
        .limit(MOST_CAUSES)
        .anyMatch(OutOfMemoryError.class::isInstance);
  }

  private static Failure of(Refusal refusal, String text) {
    int code =
        switch (refusal.kind()) {
          case REJECTED -> ExitCode.REJECTED;
          case MALFORMED, INVALID_INPUT -> ExitCode.MALFORMED;
          case UNSUPPORTED_MODEL -> ExitCode.UNSUPPORTED;
          case PROVER_UNAVAILABLE -> ExitCode.NO_PROVER;
          case INTERRUPTED -> ExitCode.INTERRUPTED;
          case INTERNAL -> ExitCode.INTERNAL;
        };
    String reason = refusal.reasonName();
    String what = code == ExitCode.REJECTED ? "rejected (" + reason + "): " + text : text;
    String remedy = refusal.remedy();
    return new Failure(code, reason, remedy.isEmpty() ? what : what + "; " + remedy);
  }

  private static Failure ofPath(InvalidPathException e) {
    return new Failure(
        ExitCode.USAGE,
        "INVALID_PATH",
        "no usable file name: "
            + e.getReason()
            + "; "
            + e.getInput()
            + "; names beyond ASCII need a locale with UTF-8, such as LC_ALL=C.UTF-8");
  }

  private static Failure ofFile(IOException e) {
    if (e instanceof NoSuchFileException) {
      return new Failure(
          ExitCode.USAGE, "NO_SUCH_FILE", "no such file; " + e.getMessage() + "; check the path");
    }
    if (e instanceof AccessDeniedException) {
      return new Failure(
          ExitCode.USAGE,
          "ACCESS_DENIED",
          "permission denied; " + e.getMessage() + "; check the file's owner and mode");
    }
    return new Failure(
        ExitCode.INTERNAL, "IO", "reading or writing failed: " + text(e) + "; check disk and path");
  }

  private static String text(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
