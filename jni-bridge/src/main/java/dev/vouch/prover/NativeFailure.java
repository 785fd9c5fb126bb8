package dev.vouch.prover;

import dev.vouch.prover.ffi.NativeCallException;
import dev.vouch.prover.ffi.NativeProver;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How failures of the native boundary look to callers. */
final class NativeFailure {
  private static final Pattern CLASS_PATH = Pattern.compile("( in resource path \\(.*|:\\s*)$");

  private NativeFailure() {}

  static void requireLibrary() throws ProverUnavailableException {
    NativeProver.Availability availability = NativeProver.availability();
    if (!availability.available()) {
      throw new ProverUnavailableException(
          "the native prover is not available: " + reason(availability), availability.causes());
    }
  }

  /** In one line, each place once: JNA names all of the class path wherever it looks. */
  static String reason(NativeProver.Availability availability) {
    return availability.file() != null
        ? availability.detail()
        : availability.causes().stream()
            .flatMap(cause -> String.valueOf(cause.getMessage()).lines())
            .map(line -> CLASS_PATH.matcher(line).replaceFirst("").replace("(/", "("))
            .distinct()
            .collect(Collectors.joining("; "));
  }

  static ProverException of(NativeCallException e) {
    ProverException.Reason reason =
        switch (e.code()) {
          case CANCELLED -> ProverException.Reason.CANCELLED;
          case MALFORMED_CIRCUIT, INVALID_CIRCUIT -> ProverException.Reason.INVALID_MODEL;
          case VALUE_RANGE, UNSATISFIED_LOOKUP -> ProverException.Reason.UNPROVABLE;
          case RANDOMNESS -> ProverException.Reason.RANDOMNESS;
          case OUT_OF_MEMORY -> ProverException.Reason.OUT_OF_MEMORY;
          default -> ProverException.Reason.INTERNAL;
        };
    return new ProverException(reason, String.valueOf(e.getMessage()), e);
  }
}
