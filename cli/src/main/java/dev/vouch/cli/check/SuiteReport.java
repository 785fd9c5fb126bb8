package dev.vouch.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.check.CaseResult.Status;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Measure;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import java.util.ArrayList;
import java.util.List;

/**
 * How the cases of a suite fared; text has their lines already.
 *
 * @param skipped sub-folders with a model and no data
 */
record SuiteReport(List<CaseResult> cases, List<String> skipped, long nanos, int workers)
    implements Section {
  int count(Status status) {
    return (int) cases.stream().filter(result -> result.status() == status).count();
  }

  /** The numbers in words. */
  String summary() {
    return cases.size()
        + " cases: "
        + count(Status.PASSED)
        + " passed, "
        + count(Status.FAILED)
        + " failed, "
        + count(Status.UNSUPPORTED)
        + " unsupported";
  }

  @Override
  public void put(ObjectNode root) {
    ArrayNode array = root.putArray("cases");
    cases.forEach(result -> array.add(result.json()));
    root.put("passed", count(Status.PASSED))
        .put("failed", count(Status.FAILED))
        .put("unsupported", count(Status.UNSUPPORTED));
    Looseness looseness = Looseness.of(cases);
    Measure.put(root, "meanLooseness", looseness.mean());
    Measure.put(root, "geometricMeanLooseness", looseness.geometricMean());
    ArrayNode without = root.putArray("skipped");
    skipped.forEach(without::add);
    root.put("seconds", Units.seconds(nanos));
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.text(summary() + ", in " + Units.time(nanos) + " by " + workers + " processes"));
    Looseness looseness = Looseness.of(cases);
    if (looseness.mean().isPresent()) {
      blocks.add(Block.text(looseness.text()));
    }
    if (!skipped.isEmpty()) {
      blocks.add(Block.text("skipped, for they have no data: " + String.join(", ", skipped)));
    }
    return blocks;
  }
}
