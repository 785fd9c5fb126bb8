package dev.vouch.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.digits.RoundTrip;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.PeakMemory;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.cli.report.Units;
import java.util.List;

/**
 * What the demo shows: what the prover sees, what the verifier sees, and what becomes of a changed
 * proof.
 *
 * @param digit that was asked for
 * @param refusal of the changed proof, in words
 */
record Demonstration(int digit, RoundTrip trip, String refusal, int threads) implements Section {
  private static final int SIDE = 28;

  private ModelFacts facts() {
    return ModelFacts.of(trip.key().circuit());
  }

  /** The digit with the highest score. */
  private int answer() {
    long[] scores = trip.verified().outputs().get(0).integers();
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public void put(ObjectNode root) {
    root.put("digit", digit)
        .put("answer", answer())
        .put("accepted", true)
        .put("tamperedRejected", true)
        .put("tamperedReason", refusal)
        .put("compileSeconds", Units.seconds(trip.compileNanos()))
        .put("proveSeconds", Units.seconds(trip.proveNanos()))
        .put("verifyMillis", Units.millis(trip.verifyNanos()))
        .put("proofBytes", trip.proof().length)
        .put("keyBytes", trip.keyBytes())
        .put("securityBits", trip.verified().securityBits())
        .put("modelId", trip.verified().modelId().hex())
        .put("threads", threads);
    facts().put(root);
    PeakMemory.put(root);
  }

  @Override
  public List<Block> blocks() {
    return List.of(
        Block.text(
            "A handwritten digit and a network of " + facts().parameters() + " weights.",
            "The prover sees this:",
            "",
            DigitPicture.text(trip.digit().values().iterator().next(), SIDE)),
        Block.row(
            "compile", Units.time(trip.compileNanos()) + "  ONNX to circuit, weights committed"),
        Block.row("prove", Units.time(trip.proveNanos()) + "  on " + threads + " threads"),
        Block.row("verify", Units.time(trip.verifyNanos()) + "  in plain Java, first run"),
        Block.text(
            "",
            "The verifier sees the key ("
                + Units.size(trip.keyBytes())
                + "), the proof ("
                + Units.size(trip.proof().length)
                + ") and the output:"),
        Block.row("output", TensorReports.of(trip.verified().outputs()).get(0).text()),
        Block.row("answer", String.valueOf(answer())),
        Block.row(
            "hidden", facts().hidden() + " (zero knowledge: the proof tells nothing of them)"),
        Block.row("security", trip.verified().securityBits() + " bits, no trusted setup"),
        Block.text("", "Proof accepted. With one bit of it changed: " + refusal + "."));
  }
}
