package dev.vouch.cli.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.facts.MacCount;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.cli.accuracy.AccuracyDocument;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Measure;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.PeakMemory;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import java.util.ArrayList;
import java.util.List;

/** Everything {@code check} measured. */
record CheckReport(AccuracyDocument accuracy, ProofTrials trials, long compileNanos, int threads)
    implements Section {
  private CompiledNetwork network() {
    return accuracy.network();
  }

  @Override
  public void put(ObjectNode node) {
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
          .put("median", Units.seconds(ProofTrials.median(nanos)))
          .put("min", Units.seconds(nanos.get(0)))
          .put("max", Units.seconds(nanos.get(nanos.size() - 1)));
      verify.put("median", Units.millis(ProofTrials.median(trials.verifyNanos())));
    }
    node.put("proofBytes", trials.proofBytes())
        .put("keyBytes", trials.keyBytes())
        .put("modelBytes", trials.modelBytes())
        .put("compileSeconds", Units.seconds(compileNanos))
        .put("threads", threads)
        .put("securityBits", trials.key().securityBits())
        .put("modelId", trials.key().modelId().hex())
        .put("macs", MacCount.of(network().program()));
    ModelFacts.of(network().circuit()).put(node);
    PeakMemory.put(node);
  }

  @Override
  public List<Block> blocks() {
    ModelFacts facts = ModelFacts.of(network().circuit());
    List<Block> blocks = new ArrayList<>(accuracy.summary());
    if (trials.count() > 0) {
      blocks.add(Block.row("prove", proveText()));
      blocks.add(
          Block.row(
              "verify",
              Units.time((long) ProofTrials.median(trials.verifyNanos()))
                  + " (median), all "
                  + trials.count()
                  + " accepted"));
    }
    blocks.add(
        Block.row(
            "sizes",
            (trials.count() > 0 ? "proof " + Units.size(trials.proofBytes()) + ", " : "")
                + "key "
                + Units.size(trials.keyBytes())
                + ", model "
                + Units.size(trials.modelBytes())));
    blocks.add(
        Block.row(
            "cost",
            facts.parameters()
                + " weights, "
                + MacCount.of(network().program())
                + " multiplications, "
                + facts.committedCells()
                + " committed cells, "
                + facts.lookups()
                + " lookups"));
    blocks.add(Block.row("compile", Units.time(compileNanos)));
    blocks.add(Block.row("hidden", facts.hidden()));
    blocks.add(Block.row("security", trials.key().securityBits() + " bits"));
    PeakMemory.bytes()
        .ifPresent(bytes -> blocks.add(Block.row("memory", Units.size(bytes) + " at most")));
    return blocks;
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
