package dev.vouch.cli.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.facts.MacCount;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.cli.accuracy.AccuracyDocument;
import dev.vouch.cli.report.Measure;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.PeakMemory;
import dev.vouch.cli.report.Units;
import java.util.List;
import java.util.Locale;

/** Everything {@code check} measured. */
record CheckReport(AccuracyDocument accuracy, ProofTrials trials, long compileNanos, int threads) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private CompiledNetwork network() {
    return accuracy.network();
  }

  void put(ObjectNode node) {
    AccuracyReport report = accuracy.report();
    node.put("samples", report.samples());
    Measure.put(node, "top1", report.top1());
    Measure.put(node, "relRms", report.overall().relRms());
    Measure.put(node, "maxAbs", report.overall().maxAbs());
    Measure.put(node, "meanAbs", report.overall().meanAbs());
    node.put("proved", trials.count());
    ObjectNode prove = node.putObject("proveSeconds");
    ObjectNode verify = node.putObject("verifyMillis");
    if (trials.count() > 0) {
      List<Long> nanos = trials.proveNanos();
      prove
          .put("median", ProofTrials.median(nanos) / NANOS_PER_SECOND)
          .put("min", nanos.get(0) / NANOS_PER_SECOND)
          .put("max", nanos.get(nanos.size() - 1) / NANOS_PER_SECOND);
      verify.put("median", ProofTrials.median(trials.verifyNanos()) / NANOS_PER_MILLI);
    }
    node.put("proofBytes", trials.proofBytes())
        .put("keyBytes", trials.keyBytes())
        .put("modelBytes", trials.modelBytes())
        .put("compileSeconds", compileNanos / NANOS_PER_SECOND)
        .put("threads", threads)
        .put("securityBits", trials.key().securityBits())
        .put("modelId", trials.key().modelIdHex())
        .put("macs", MacCount.of(network().program()));
    ModelFacts.of(network().circuit()).put(node);
    PeakMemory.put(node);
    accuracy.put(node);
  }

  String text() {
    ModelFacts facts = ModelFacts.of(network().circuit());
    StringBuilder text = new StringBuilder();
    accuracy.summary().forEach(line -> text.append(line).append('\n'));
    if (trials.count() > 0) {
      line(text, "prove", proveText());
      line(
          text,
          "verify",
          Units.time((long) ProofTrials.median(trials.verifyNanos()))
              + " (median), all "
              + trials.count()
              + " accepted");
    }
    line(
        text,
        "sizes",
        (trials.count() > 0 ? "proof " + Units.size(trials.proofBytes()) + ", " : "")
            + "key "
            + Units.size(trials.keyBytes())
            + ", model "
            + Units.size(trials.modelBytes()));
    line(
        text,
        "cost",
        facts.parameters()
            + " weights, "
            + MacCount.of(network().program())
            + " multiplications, "
            + facts.committedCells()
            + " committed cells, "
            + facts.lookups()
            + " lookups");
    line(text, "compile", Units.time(compileNanos));
    line(text, "hidden", facts.hidden());
    line(text, "security", trials.key().securityBits() + " bits");
    PeakMemory.bytes().ifPresent(bytes -> line(text, "memory", Units.size(bytes) + " at most"));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-9s %s%n", name, value));
  }

  private String proveText() {
    List<Long> nanos = trials.proveNanos();
    return Units.time((long) ProofTrials.median(nanos))
        + " (median of "
        + nanos.size()
        + ", "
        + Units.time(nanos.get(0))
        + " to "
        + Units.time(nanos.get(nanos.size() - 1))
        + ") on "
        + threads
        + " threads";
  }
}
