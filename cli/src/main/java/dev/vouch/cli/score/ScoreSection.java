package dev.vouch.cli.score;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.score.Metric;
import dev.vouch.circuits.score.ScoredModel;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.prover.rows.ProvenIds;
import dev.vouch.prover.rows.RowSum;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.commitment.DataId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A score, what proves it, and what that took. */
record ScoreSection(
    ScoredModel scored,
    RowSum sum,
    ProvenIds ids,
    VerifyingKey key,
    ScoreFiles files,
    ScoreCosts costs,
    int threads,
    long nanos)
    implements Section {
  @Override
  public void put(ObjectNode root) {
    ObjectNode score =
        root.putObject("score")
            .put("metric", scored.options().metric().word())
            .put("compared", scored.source())
            .put("output", scored.output())
            .put("rows", sum.rows());
    if (scored.options().metric() == Metric.TOP_K) {
      score.put("k", scored.options().k());
    }
    putNames(score, "classNames", scored.classNames());
    putNames(score, "groupNames", scored.groupNames());
    score.put("scaleExponent", sum.format().scaleExponent());
    List<String> cells = scored.cells();
    List<String> named = scored.namedCells();
    ArrayNode totals = score.putArray("totals");
    for (int cell = 0; cell < sum.values().length; cell++) {
      totals
          .addObject()
          .put("cell", cells.get(cell))
          .put("named", named.get(cell))
          .put("sum", sum.values()[cell])
          .put("scaleExponent", sum.format().scales().exponent(cell));
    }
    root.put("modelId", key.modelId().hex());
    root.put("dataId", ids.dataId().map(DataId::hex).orElse(null));
    ObjectNode inputs = root.putObject("inputIds");
    ids.inputs().forEach((name, id) -> inputs.put(name, id.hex()));
    root.put("key", files.key().toString()).put("model", files.model().toString());
    root.put("proofs", files.proofs().toString()).put("total", files.total().toString());
    root.putObject("made")
        .put("proofs", costs.proofs())
        .put("proofBytes", costs.bytes())
        .put("seconds", Units.seconds(nanos));
    root.put("threads", threads);
    ArrayNode warnings = root.putArray("warnings");
    costs
        .warnings()
        .forEach((place, count) -> warnings.addObject().put("where", place).put("proofs", count));
  }

  private static void putNames(ObjectNode score, String field, ClassNames names) {
    if (names.count() > 0) {
      names.names().forEach(score.putArray(field)::add);
    }
  }

  private static void addNames(List<Block> blocks, String label, ClassNames names) {
    if (names.count() > 0) {
      blocks.add(Block.row(label, names.listed()));
    }
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    lines()
        .forEach(
            line ->
                blocks.add(blocks.isEmpty() ? Block.row("score", line) : Block.continued(line)));
    addNames(blocks, "classes", scored.classNames());
    addNames(blocks, "groups", scored.groupNames());
    blocks.add(Block.row("key", files.key() + ", model " + files.model() + " (secret)"));
    blocks.add(Block.row("model id", key.modelId().hex()));
    ids.dataId().ifPresent(id -> blocks.add(Block.row("data id", id.hex())));
    blocks.add(Block.row("hidden", ModelFacts.of(key.circuit()).hidden()));
    blocks.add(
        Block.row(
            "proofs",
            files.proofs()
                + ": "
                + costs.proofs()
                + ", "
                + Units.size(costs.bytes())
                + ": "
                + Units.size(costs.bytes() / sum.rows())
                + " a row"));
    blocks.add(Block.row("opened", files.total() + ": the sum over all rows, and nothing else"));
    blocks.add(Block.row("time", Units.time(nanos) + " on " + threads + " threads"));
    return blocks;
  }

  private List<String> lines() {
    long[] values = sum.values();
    if (scored.options().metric() == Metric.MSE) {
      return values.length == 1
          ? List.of(meanSquaredError(number(0), sum.rows(), 0))
          : errorsOfGroups(values.length / 2);
    }
    if (values.length == 1) {
      return List.of(
          String.format(
              Locale.ROOT,
              "%,d of %,d rows %s%s",
              values[0],
              sum.rows(),
              scored.cells().get(0),
              scored.options().metric() == Metric.TOP_K
                  ? " among the best " + scored.options().k()
                  : ""));
    }
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "%,d rows, each in one of these cells:", sum.rows()));
    List<String> cells = scored.namedCells();
    for (int cell = 0; cell < values.length; cell++) {
      if (values[cell] != 0) {
        lines.add(String.format(Locale.ROOT, "%,d %s", values[cell], cells.get(cell)));
      }
    }
    return lines;
  }

  private double number(int cell) {
    return Math.scalb((double) sum.values()[cell], -sum.format().scales().exponent(cell));
  }

  private String meanSquaredError(double error, double rows, int cell) {
    return String.format(
        Locale.ROOT,
        "mean squared error %.6g over %,d rows (in steps of 2^%d a row)",
        error / rows,
        (long) rows,
        -sum.format().scales().exponent(cell));
  }

  private List<String> errorsOfGroups(int groups) {
    ClassNames names = scored.groupNames();
    List<String> lines = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      double rows = number(groups + group);
      lines.add(
          "group "
              + (names.count() == 0 ? Integer.toString(group) : names.text(group))
              + ": "
              + (rows == 0 ? "no rows" : meanSquaredError(number(group), rows, group)));
    }
    return lines;
  }
}
