package dev.vouch.cli.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.cli.digits.DemoNetwork;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.report.Units;
import dev.vouch.prover.Prover;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;

/** Compiles, proves and verifies the network that comes with vouch. */
final class SelfTest {
  private static final String NAME = "selftest";

  private SelfTest() {}

  /** Fails on any exception: each means that something of vouch does not work here. */
  static Finding run(int threads) {
    try {
      long start = System.nanoTime();
      DemoNetwork demo = DemoNetwork.read();
      Samples samples = demo.samples();
      ModelFile model =
          Prover.commit(
              Compiler.compile(
                  demo.graph(),
                  CompileOptions.defaults(),
                  Calibrator.calibrate(demo.graph(), samples.all())),
              threads);
      final long compiled = System.nanoTime();
      byte[] proof;
      try (Prover prover = Prover.of(model, threads)) {
        proof = prover.prove(samples.get(0)).proof();
      }
      final long proven = System.nanoTime();
      Verifier.of(VerifyingKey.decode(model.key().encode())).verify(proof);
      final long verified = System.nanoTime();
      ObjectNode facts =
          Finding.noFacts()
              .put("compileMillis", Units.millis(compiled - start))
              .put("proveMillis", Units.millis(proven - compiled))
              .put("verifyMillis", Units.millis(verified - proven))
              .put("threads", threads);
      return Finding.ok(
          NAME,
          "a small network: compiled in "
              + Units.time(compiled - start)
              + ", proven in "
              + Units.time(proven - compiled)
              + ", verified in "
              + Units.time(verified - proven),
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
