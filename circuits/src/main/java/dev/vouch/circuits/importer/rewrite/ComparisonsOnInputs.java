package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.rewrite.ColumnOrigins.Origin;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.tree.MonotoneFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of prepared features with constants become comparisons of the inputs they come from,
 * with other constants: each decides as the arithmetic of the features' type does.
 *
 * <pre>
 * (x − mean) / deviation &gt; t   becomes   x &gt; the greatest x of which that is not so
 * </pre>
 */
final class ComparisonsOnInputs {
  private static final int OPSET = 13;

  private final Graph graph;
  private final ColumnOrigins origins;

  private ComparisonsOnInputs(Graph graph) {
    this.graph = graph;
    this.origins = new ColumnOrigins(graph);
  }

  /**
   * A comparison with a constant on the right.
   *
   * @param above whether it holds above the constant, or below it
   * @param at whether it holds at the constant
   */
  private record Relation(boolean above, boolean at) {
    static @Nullable Relation of(Node node, boolean constantLeft) {
      Relation relation =
          switch (node.domain().isEmpty() ? node.type() : "") {
            case "Less" -> new Relation(false, false);
            case "LessOrEqual" -> new Relation(false, true);
            case "Greater" -> new Relation(true, false);
            case "GreaterOrEqual" -> new Relation(true, true);
            default -> null;
          };
      return relation == null || !constantLeft
          ? relation
          : new Relation(!relation.above(), relation.at());
    }

    boolean holds(double x, double t) {
      return x == t ? at : above == x > t;
    }
  }

  static Graph rewritten(Graph graph) {
    ComparisonsOnInputs comparisons = new ComparisonsOnInputs(graph);
    GraphEdit edit = new GraphEdit(graph);
    graph.nodes().forEach(node -> comparisons.accept(node, edit));
    return edit.build();
  }

  private void accept(Node node, GraphEdit edit) {
    boolean constantLeft = !node.inputs().isEmpty() && graph.constant(node.inputs().get(0)) != null;
    Relation relation = Relation.of(node, constantLeft);
    if (relation == null) {
      edit.keep(node);
      return;
    }
    String feature = node.inputs().get(constantLeft ? 1 : 0);
    TensorData thresholds = graph.constant(node.inputs().get(constantLeft ? 0 : 1));
    List<Origin> columns =
        thresholds != null && isRow(thresholds) ? origins(feature) : List.<Origin>of();
    edit.keep(
        thresholds == null || columns.isEmpty()
            ? node
            : onInput(node, columns, thresholds, relation, edit));
  }

  /** The comparison of the columns' origins; the node itself if some constant is not finite. */
  private Node onInput(
      Node node, List<Origin> columns, TensorData thresholds, Relation relation, GraphEdit edit) {
    boolean rising = columns.get(0).function().rising();
    double[] last = last(columns, thresholds, relation, rising);
    if (!Arrays.stream(last).allMatch(Double::isFinite)) {
      return node;
    }
    String output = node.outputs().get(0);
    DataType type = graph.info(columns.get(0).value()).type();
    TensorData moved = TensorData.ofDoubles(type, new int[] {1, last.length}, last);
    List<String> operands =
        List.of(columns(edit, output, columns), edit.constant(output + ".thresholds", moved));
    // up to the constant a comparison holds, or it does not
    String comparison = relation.above() == rising ? "Greater" : "LessOrEqual";
    return new Node(node.name(), comparison, "", OPSET, operands, node.outputs(), Map.of());
  }

  private static boolean isRow(TensorData constant) {
    int[] shape = constant.shape();
    return shape.length <= 2
        && constant.size() == (shape.length == 0 ? 1 : shape[shape.length - 1]);
  }

  /** Where the columns come from; none unless it is one input, through some arithmetic. */
  private List<Origin> origins(String feature) {
    if (graph.constant(feature) != null
        || graph.info(feature).rank() != 2
        || !graph.info(feature).type().isFloating()) {
      return List.of();
    }
    List<Origin> columns =
        IntStream.range(0, graph.info(feature).shape()[1])
            .mapToObj(column -> origins.of(feature, column))
            .toList();
    boolean computed =
        columns.stream().anyMatch(o -> !o.function().equals(MonotoneFunction.IDENTITY));
    boolean alike =
        !columns.isEmpty()
            && graph.inputs().contains(columns.get(0).value())
            && columns.stream().map(Origin::value).distinct().count() == 1
            && columns.stream().map(o -> o.function().rising()).distinct().count() == 1
            && columns.stream().allMatch(o -> Double.isNaN(o.function().of(Double.NaN)));
    return computed && alike ? columns : List.of();
  }

  /** For each threshold the last number on its lower side; NaN if all numbers are above. */
  private double[] last(
      List<Origin> columns, TensorData thresholds, Relation relation, boolean rising) {
    boolean wide = graph.info(columns.get(0).value()).type() == DataType.DOUBLE;
    boolean holdsBelow = relation.above() != rising;
    double[] last = new double[Math.max(thresholds.size(), columns.size())];
    for (int i = 0; i < last.length; i++) {
      double t = thresholds.doubleAt(thresholds.size() == 1 ? 0 : i);
      MonotoneFunction function = columns.get(columns.size() == 1 ? 0 : i).function();
      last[i] =
          MonotoneFunction.greatest(x -> relation.holds(function.of(x), t) == holdsBelow, wide);
    }
    return last;
  }

  /** The columns of the input that the features are made of. */
  private String columns(GraphEdit edit, String output, List<Origin> columns) {
    String input = columns.get(0).value();
    int[] wanted = columns.stream().mapToInt(Origin::column).toArray();
    int width = graph.info(input).shape()[1];
    if (wanted.length == width
        && IntStream.range(0, width).allMatch(column -> wanted[column] == column)) {
      return input;
    }
    long[] indices = LongStream.range(0, wanted.length).map(i -> wanted[(int) i]).toArray();
    String constant = edit.constant(output + ".columns", TensorData.ofVector(indices));
    Node gather =
        new Node(
            output + ".gather",
            "Gather",
            "",
            OPSET,
            List.of(input, constant),
            List.of(output + ".of"),
            Map.of("axis", new Attribute.Integer(1)));
    return edit.add(gather, gather.name(), gather.outputs().get(0), gather.inputs());
  }
}
