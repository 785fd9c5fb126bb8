package dev.vouch.cli.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.digits.DigitNetwork;
import dev.vouch.cli.digits.RoundTrip;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.report.Units;

/** Compiles, proves and verifies the network that comes with vouch. */
final class SelfTest {
  private static final String NAME = "selftest";

  private SelfTest() {}

  /** Fails on any exception: each means that something of vouch does not work here. */
  static Finding run(int threads) {
    try {
      RoundTrip trip = RoundTrip.of(DigitNetwork.read(), 0, threads);
      long verifyNanos = trip.keyNanos() + trip.verifyNanos();
      ObjectNode facts =
          Finding.noFacts()
              .put("compileMillis", Units.millis(trip.compileNanos()))
              .put("proveMillis", Units.millis(trip.proveNanos()))
              .put("verifyMillis", Units.millis(verifyNanos))
              .put("threads", threads);
      return Finding.ok(
          NAME,
          "a small network: compiled in "
              + Units.time(trip.compileNanos())
              + ", proven in "
              + Units.time(trip.proveNanos())
              + ", verified in "
              + Units.time(verifyNanos),
          facts);
    } catch (Exception | LinkageError e) {
      return Finding.fail(
          NAME, Failure.of(e).message(), "report this with the output above", Finding.noFacts());
    }
  }

  /** Where there is nothing to prove with. */
  static Finding skipped() {
    return Finding.warn(
        NAME, "not run: there is no native prover", "mend the prover first", Finding.noFacts());
  }
}
