package dev.vouch.circuits.score;

import dev.vouch.circuits.onnx.proto.TensorProto;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The nodes of a metric. Where a row belongs to one of several cells, its place among them is
 * computed first, as one number, and then turned into a 1 in that cell: each row counts once.
 */
record MetricNodes(
    NodeAppender nodes,
    ScoreSource source,
    ScoreOptions options,
    String label,
    Optional<String> group) {
  private static final String ERROR = "squared error";

  /** Appends them; gives the name of the score. */
  String append() {
    return switch (options.metric()) {
      case ACCURACY -> counted(isLabel(predicted()), 2, "correct", false);
      case TOP_K -> counted(found(), 2, "found", false);
      case CONFUSION ->
          counted(labelAndClass(), source.classes() * source.classes(), "counts", true);
      case MSE -> squaredError();
    };
  }

  /**
   * The score of rows of which each has a number below {@code cells}.
   *
   * @param apart whether each number has a cell even where there are no groups
   */
  private String counted(String number, int cells, String name, boolean apart) {
    if (group.isEmpty() && !apart) {
      return nodes.node("Identity", name, List.of(number));
    }
    String place = number;
    int all = cells;
    if (group.isPresent()) {
      String first = times(group.orElseThrow(), cells, "score/first of group");
      place = nodes.node("Add", "score/place", List.of(first, number));
      all = cells * options.groups().orElseThrow();
    }
    return nodes.node(
        "OneHot",
        name,
        List.of(
            place,
            nodes.integers("score/cells", List.of(1L), all),
            nodes.integers("score/no and yes", List.of(2L), 0, 1)));
  }

  private String times(String value, long factor, String name) {
    String constant = nodes.integers(name + "/factor", List.of(), factor);
    return nodes.node("Mul", name, List.of(value, constant));
  }

  /** The class that the network gives to each row. */
  private String predicted() {
    if (!source.givesLabels()) {
      return nodes.node(
          "ArgMax",
          "score/class",
          List.of(source.output()),
          NodeAppender.attribute("axis", 1),
          NodeAppender.attribute("keepdims", 0));
    }
    String integers = nodes.cast("score/label", source.output());
    return source.info().rank() == 1 ? integers : column(integers, "score/class", -1);
  }

  private String column(String value, String name, long... shape) {
    return nodes.node(
        "Reshape",
        name,
        List.of(value, nodes.integers(name + "/shape", List.of((long) shape.length), shape)));
  }

  private String isLabel(String predicted) {
    String equal = nodes.node("Equal", "score/equal", List.of(predicted, label));
    return nodes.cast("score/is equal", equal);
  }

  private String found() {
    String best = nodes.fresh("score/best");
    String places = nodes.fresh("score/best classes");
    nodes.append(
        "TopK",
        List.of(source.output(), nodes.integers("score/k", List.of(1L), options.k())),
        List.of(best, places),
        NodeAppender.attribute("axis", 1));
    String labels = column(label, "score/label", -1, 1);
    String equal = nodes.node("Equal", "score/equal", List.of(places, labels));
    return nodes.sum("score/one of them", nodes.cast("score/is equal", equal));
  }

  private String labelAndClass() {
    String first = times(label, source.classes(), "score/first of label");
    return nodes.node("Add", "score/label and class", List.of(first, predicted()));
  }

  private String squaredError() {
    String output = source.output();
    String difference = nodes.node("Sub", "score/difference", List.of(output, label));
    int rank = source.info().rank();
    String name = group.isPresent() ? "score/squared error" : ERROR;
    if (rank == 1) {
      String squared = nodes.node("Mul", name, List.of(difference, difference));
      return group.isPresent() ? byGroup(squared) : squared;
    }
    String squared = nodes.node("Mul", "score/squared", List.of(difference, difference));
    String mean = nodes.mean(name, squared, LongStream.range(1, rank).toArray());
    return group.isPresent() ? byGroup(mean) : mean;
  }

  /** Of each group the error, if the row is of it, and then of each a 1 if it is. */
  private String byGroup(String error) {
    String belongs =
        nodes.node(
            "OneHot",
            "score/is of group",
            List.of(
                group.orElseThrow(),
                nodes.integers("score/groups", List.of(1L), options.groups().orElseThrow()),
                nodes.integers("score/no and yes", List.of(2L), 0, 1)));
    String errors =
        nodes.node(
            "Where",
            "score/error of group",
            List.of(
                nodes.cast("score/whether", belongs, TensorProto.DataType.BOOL_VALUE),
                column(error, "score/error", -1, 1),
                nodes.real("score/none", 0)));
    String rows = nodes.cast("score/row of group", belongs, TensorProto.DataType.FLOAT_VALUE);
    return nodes.node("Concat", ERROR, List.of(errors, rows), NodeAppender.attribute("axis", 1));
  }
}
