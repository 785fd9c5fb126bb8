package dev.vouch.circuits.score;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.node.ValueInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The output of a network that a metric compares.
 *
 * @param info its shape in the graph
 * @param givesLabels whether it holds a label a row, rather than scores of classes or numbers
 * @param classes how many classes there are; 0 where it holds numbers
 */
record ScoreSource(String output, ValueInfo info, boolean givesLabels, int classes) {
  /**
   * The one that suits the metric.
   *
   * @throws UnsupportedModelException if none does
   */
  static ScoreSource of(Graph graph, ScoreOptions options) throws UnsupportedModelException {
    List<String> outputs = outputs(graph, options);
    Optional<String> scores = first(graph, outputs, ScoreSource::isScores);
    ScoreSource source =
        switch (options.metric()) {
          case MSE ->
              first(graph, outputs, info -> info.type().isFloating() && info.rank() > 0)
                  .map(output -> new ScoreSource(output, graph.info(output), false, 0))
                  .orElseThrow(() -> none(graph, options, "an output of real numbers"));
          case TOP_K, CONFUSION -> // a label need not be the number of a cell
              scores
                  .map(output -> ofScores(graph, output))
                  .orElseThrow(() -> none(graph, options, "scores of classes, [rows, classes]"));
          case ACCURACY ->
              first(graph, outputs, ScoreSource::isLabels)
                  .map(output -> ofLabels(graph, output, options))
                  .or(() -> scores.map(output -> ofScores(graph, output)))
                  .orElseThrow(
                      () ->
                          none(
                              graph,
                              options,
                              "scores of classes, [rows, classes], or one label a row"));
        };
    if (options.metric() == Metric.TOP_K && (options.k() < 1 || options.k() > source.classes())) {
      throw refused("the metric", "k is " + options.k() + ", of " + source.classes() + " classes");
    }
    return source;
  }

  /** The same output under another name. */
  ScoreSource renamed(String other) {
    return new ScoreSource(other, info, givesLabels, classes);
  }

  private static List<String> outputs(Graph graph, ScoreOptions options)
      throws UnsupportedModelException {
    String wanted = options.output();
    if (wanted == null) {
      return graph.outputs();
    }
    if (!graph.outputs().contains(wanted)) {
      throw refused("output '" + wanted + "'", "the network has " + graph.outputs());
    }
    return List.of(wanted);
  }

  private static ScoreSource ofLabels(Graph graph, String output, ScoreOptions options) {
    int scores =
        first(graph, graph.outputs(), ScoreSource::isScores)
            .map(other -> graph.info(other).shape()[1])
            .orElse(options.classNames().count());
    int classes = Math.max(options.leastClasses(), scores);
    return new ScoreSource(output, graph.info(output), true, classes);
  }

  private static ScoreSource ofScores(Graph graph, String output) {
    ValueInfo info = graph.info(output);
    return new ScoreSource(output, info, false, info.shape()[1]);
  }

  private static boolean isScores(ValueInfo info) {
    return info.type().isFloating() && info.rank() == 2 && info.shape()[1] > 1;
  }

  private static boolean isLabels(ValueInfo info) {
    return !info.type().isFloating()
        && (info.rank() == 1 || (info.rank() == 2 && info.shape()[1] == 1));
  }

  private static Optional<String> first(
      Graph graph, List<String> outputs, Predicate<ValueInfo> suits) {
    return outputs.stream().filter(output -> suits.test(graph.info(output))).findFirst();
  }

  private static UnsupportedModelException none(Graph graph, ScoreOptions options, String wanted) {
    return refused(
        "the metric " + options.metric(),
        "it needs " + wanted + "; the network gives " + graph.infos(graph.outputs()));
  }

  private static UnsupportedModelException refused(String place, String why) {
    return new UnsupportedModelException(List.of(Problem.of(place, why)));
  }
}
