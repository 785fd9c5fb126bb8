package dev.vouch.prover;

import dev.vouch.prover.ffi.NativeCallException;
import dev.vouch.prover.ffi.NativeProver;

/** How failures of the native boundary look to callers. */
final class NativeFailure {
  private NativeFailure() {}

  static void requireLibrary() throws ProverUnavailableException {
    NativeProver.Availability availability = NativeProver.availability();
    if (!availability.available()) {
      throw new ProverUnavailableException(
          "the native prover is not available: " + availability.detail(), availability.causes());
    }
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
