package dev.vouch.cli.failure;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.model.MalformedModelFileException;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.prover.ProverException;
import dev.vouch.prover.ProverUnavailableException;
import dev.vouch.prover.UnprovableException;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.circuit.validator.InvalidCircuitException;
import dev.vouch.verifier.format.MalformedFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/**
 * Why a command failed, for people and for programs.
 *
 * @param exitCode one of {@link ExitCode}
 * @param reason upper-case name
 * @param message one line: what is wrong; where; how to fix it
 */
public record Failure(int exitCode, String reason, String message) {
  public Failure {
    message = message.replaceAll("\\s*\\R\\s*", " ").strip();
  }

  /** The failure behind an exception of any command. */
  public static Failure of(Throwable e) {
    if (e instanceof CommandException known) {
      return new Failure(known.exitCode(), known.reason(), text(e));
    }
    if (e instanceof ProofRejectedException rejected) {
      String reason = rejected.reason().name();
      String message = "rejected (" + reason + "): " + text(e) + "; " + remedy(rejected.reason());
      return new Failure(ExitCode.REJECTED, reason, message);
    }
    if (e instanceof ProverException prover) {
      return ofProver(prover);
    }
    if (e instanceof ProverUnavailableException) {
      return new Failure(ExitCode.NO_PROVER, "PROVER_UNAVAILABLE", text(e));
    }
    if (isMalformed(e)) {
      return new Failure(ExitCode.MALFORMED, "MALFORMED", text(e));
    }
    if (isUnsupported(e)) {
      return new Failure(ExitCode.UNSUPPORTED, "UNSUPPORTED_MODEL", text(e));
    }
    if (e instanceof InvalidInputException) {
      return new Failure(ExitCode.MALFORMED, "INVALID_INPUT", text(e));
    }
    if (e instanceof UncheckedIOException && e.getCause() instanceof IOException io) {
      return ofFile(io);
    }
    if (e instanceof IOException io) {
      return ofFile(io);
    }
    if (e instanceof InvalidPathException path) {
      return new Failure(
          ExitCode.USAGE,
          "INVALID_PATH",
          "no usable file name: "
              + path.getReason()
              + "; "
              + path.getInput()
              + "; names beyond ASCII need a locale with UTF-8, such as LC_ALL=C.UTF-8");
    }
    if (e instanceof OutOfMemoryError) {
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

  /** Where to look, and what to do. */
  private static String remedy(RejectionReason reason) {
    return switch (reason) {
      case MODEL_ID -> "key, proof, --model-id; take those of one model";
      case CERTIFICATE -> "key; get it anew from the model's owner";
      case STATEMENT -> "--context; give the one that the proof was made for";
      default -> "proof or --context; the proof is false, damaged, or made for another context";
    };
  }

  private static boolean isMalformed(Throwable e) {
    return e instanceof VerificationException // rejected proofs are told apart before
        || e instanceof MalformedModelFileException
        || e instanceof MalformedModelException
        || e instanceof MalformedTensorException
        || e instanceof MalformedFormatException
        || e instanceof InvalidCircuitException;
  }

  private static boolean isUnsupported(Throwable e) {
    return e instanceof UnsupportedModelException
        || e instanceof UnsupportedNodeException
        || e instanceof UnsupportedDataTypeException
        || e instanceof RangeExceededException;
  }

  private static Failure ofProver(ProverException e) {
    int code =
        switch (e.reason()) {
          case INVALID_MODEL -> ExitCode.MALFORMED;
          case CANCELLED -> ExitCode.INTERRUPTED;
          case UNPROVABLE, RANDOMNESS, OUT_OF_MEMORY, INTERNAL -> ExitCode.INTERNAL;
        };
    String hint = e instanceof UnprovableException ? "; run with --debug for the cell" : "";
    return new Failure(code, e.reason().name(), text(e) + hint);
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
