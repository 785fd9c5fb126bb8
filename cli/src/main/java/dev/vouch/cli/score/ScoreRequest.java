package dev.vouch.cli.score;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.score.Metric;
import dev.vouch.circuits.score.ScoreOptions;
import dev.vouch.circuits.score.ScoredModel;
import dev.vouch.cli.failure.CommandException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be scored, with what is known of each row.
 *
 * @param groups null: none
 */
record ScoreRequest(
    Metric metric,
    int k,
    @Nullable String output,
    ScoreColumn labels,
    @Nullable ScoreColumn groups) {
  /** So many groups are enough, and cells of a row are a few times as many. */
  private static final int MOST_GROUPS = 1024;

  /** What the compiler needs to know of it. */
  ScoreOptions options() throws CommandException {
    ScoreOptions options = ScoreOptions.of(metric).withK(k).withOutput(output);
    if (metric.ofClasses()) {
      options = options.withLeastClasses(1);
    }
    if (groups == null) {
      return options;
    }
    int count = groups.count();
    if (count > MOST_GROUPS) {
      throw CommandException.invalidInput(
          "there are "
              + count
              + " groups; --group-by; number them from 0, and not more than "
              + MOST_GROUPS);
    }
    return options.withGroups(count);
  }

  /** The further inputs by name, entries along the first axis. */
  Map<String, TensorData> columns(ScoredModel scored, Graph graph) throws CommandException {
    Map<String, TensorData> columns = new LinkedHashMap<>();
    columns.put(
        scored.label(),
        metric.ofClasses()
            ? labels.below(scored.classes())
            : labels.numbers(graph.info(scored.label()).shape()));
    if (groups != null) {
      columns.put(scored.group().orElseThrow(), groups.below(groups.count()));
    }
    return columns;
  }
}
