package dev.vouch.cli.score;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.score.Metric;
import dev.vouch.circuits.score.ScoreOptions;
import dev.vouch.circuits.score.ScoredModel;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.verifier.commitment.RowFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be scored, with what is known of each row.
 *
 * @param openings of inputs that are committed already
 * @param labels null: they are among {@code openings}
 * @param grouped whether the score is divided into groups
 * @param groups null: there are none, or they are among {@code openings}
 * @param classNames what classes are called; {@link ClassNames#NONE}: nothing
 * @param groupNames what groups are called; {@link ClassNames#NONE}: nothing
 */
record ScoreRequest(
    Metric metric,
    int k,
    @Nullable String output,
    ScoreOpenings openings,
    @Nullable ScoreColumn labels,
    boolean grouped,
    @Nullable ScoreColumn groups,
    ClassNames classNames,
    ClassNames groupNames) {
  /** So many groups are enough, and cells of a row are a few times as many. */
  private static final int MOST_GROUPS = 1024;

  /** What the compiler needs to know of it. */
  ScoreOptions options() throws CommandException {
    ScoreOptions options =
        ScoreOptions.of(metric)
            .withK(k)
            .withOutput(output)
            .withClassNames(classNames)
            .withGroupNames(groupNames);
    if (metric.ofClasses()) {
      options =
          options.withLeastClasses(
              labels == null ? openings.classes(ScoredModel.LABEL) : labels.count());
    }
    return grouped ? options.withGroups(groupCount()) : options;
  }

  private int groupCount() throws CommandException {
    int count =
        groups == null
            ? openings.classes(ScoredModel.GROUP)
            : Math.max(groups.count(), groupNames.count());
    if (count > MOST_GROUPS) {
      throw CommandException.invalidInput(
          "there are "
              + count
              + " groups; --group-by; number them from 0, and not more than "
              + MOST_GROUPS);
    }
    return count;
  }

  /** Columns that are given beside the data. */
  List<ScoreColumn> given() {
    List<ScoreColumn> given = new ArrayList<>();
    if (labels != null) {
      given.add(labels);
    }
    if (groups != null) {
      given.add(groups);
    }
    return given;
  }

  /** Columns of the data that are labels or groups, and no inputs of the network. */
  List<String> columnsOfData() {
    return given().stream().map(ScoreColumn::column).filter(Objects::nonNull).toList();
  }

  /**
   * The further inputs that are not committed already, by name, entries along the first axis.
   *
   * @throws CommandException if they do not suit the network, or what is committed does not
   */
  Map<String, TensorData> columns(ScoredModel scored, Graph graph) throws CommandException {
    requireCommitted(scored.label(), labels != null, "--labels");
    Map<String, TensorData> columns = new LinkedHashMap<>();
    if (labels != null) {
      columns.put(
          scored.label(),
          metric.ofClasses()
              ? labels.below(scored.classes())
              : labels.numbers(graph.info(scored.label()).shape()));
    } else if (metric == Metric.CONFUSION && openings.classes(scored.label()) > scored.classes()) {
      throw CommandException.invalidInput(
          "labels are committed to as "
              + openings.classes(scored.label())
              + " classes, and the network has "
              + scored.classes()
              + "; --committed; a matrix has a cell for each of the network's alone");
    }
    if (grouped) {
      String group = scored.group().orElseThrow();
      requireCommitted(group, groups != null, "--group-by");
      if (groups != null) {
        columns.put(group, groups.below(scored.options().groups().orElseThrow()));
      }
    }
    return columns;
  }

  /**
   * Of squared errors by group the cells of numbers of rows must tell 1 from 0.
   *
   * @param format of a row's cells
   */
  void requireWholeRows(RowFormat format) throws CommandException {
    int cells = format.cells();
    for (int cell = cells / 2; metric == Metric.MSE && grouped && cell < cells; cell++) {
      if (format.scales().exponent(cell) < 0) {
        throw CommandException.invalidInput(
            "errors are so large that one row more or less does not show beside them; --group-by;"
                + " give the network outputs and labels in larger units");
      }
    }
  }

  /** One who gives labels beside committed ones must not think that they count. */
  private void requireCommitted(String input, boolean isGiven, String option)
      throws CommandException {
    if (openings.has(input) == isGiven) {
      throw CommandException.usage(
          isGiven
              ? "'" + input + "' is committed already; " + option + "; leave it out"
              : "'" + input + "' is not among the committed inputs; " + option + "; give it");
    }
  }
}
