package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Softmax written out: e / Σ e, or e · (1 / Σ e), with e = exp(x − max x) or exp(x). The sum runs
 * over one axis or over the last axes, which it keeps.
 */
final class WrittenOutSoftmax {
  /** From here on Softmax runs along one axis; before, over all axes from one on. */
  private static final int ALONG_ONE_AXIS = 13;

  private static final int OVER_LAST_AXES = 11;

  private final Graph graph;

  private WrittenOutSoftmax(Graph graph) {
    this.graph = graph;
  }

  static Graph rewritten(Graph graph) {
    WrittenOutSoftmax forms = new WrittenOutSoftmax(graph);
    GraphEdit edit = new GraphEdit(graph);
    graph.nodes().forEach(node -> edit.keep(forms.softmax(node).orElse(node)));
    return edit.build();
  }

  private Optional<Node> softmax(Node node) {
    if (node.inputs().size() != 2) {
      return Optional.empty();
    }
    String left = node.inputs().get(0);
    String right = node.inputs().get(1);
    return switch (node.type()) {
      case "Div" -> softmax(node, left, right);
      case "Mul" ->
          by("Reciprocal", right)
              .flatMap(inverse -> softmax(node, left, inverse.inputs().get(0)))
              .or(
                  () ->
                      by("Reciprocal", left)
                          .flatMap(inverse -> softmax(node, right, inverse.inputs().get(0))));
      default -> Optional.empty();
    };
  }

  private Optional<Node> softmax(Node node, String exponential, String sum) {
    Optional<Node> exp = by("Exp", exponential);
    Optional<Node> total = reduction("ReduceSum", sum, exponential);
    if (exp.isEmpty() || total.isEmpty()) {
      return Optional.empty();
    }
    int[] axes = axes(total.get());
    int rank = graph.info(exponential).rank();
    boolean last =
        axes.length > 0 && Arrays.equals(axes, IntStream.range(rank - axes.length, rank).toArray());
    if (axes.length != 1 && !last) {
      return Optional.empty();
    }
    return Optional.of(
        new Node(
            node.name(),
            "Softmax",
            "",
            axes.length == 1 ? ALONG_ONE_AXIS : OVER_LAST_AXES,
            List.of(scores(exp.get().inputs().get(0), axes)),
            node.outputs(),
            Map.of("axis", new Attribute.Integer(axes[0]))));
  }

  /** x, where the value is x − max x with a maximum that is the same along the axes. */
  private String scores(String value, int... axes) {
    return by("Sub", value)
        .filter(
            difference ->
                reduction("ReduceMax", difference.inputs().get(1), difference.inputs().get(0))
                    .filter(most -> covers(axes(most), axes))
                    .isPresent())
        .map(difference -> difference.inputs().get(0))
        .orElse(value);
  }

  private static boolean covers(int[] reduced, int... axes) {
    return Arrays.stream(axes).allMatch(axis -> Arrays.stream(reduced).anyMatch(r -> r == axis));
  }

  /** The reduction of a value that another is, its axes kept or put back. */
  private Optional<Node> reduction(String type, String value, String reduced) {
    Optional<Node> node = by(type, value);
    if (node.isEmpty()) {
      node =
          by("Unsqueeze", value)
              .or(() -> by("Reshape", value))
              .flatMap(layout -> by(type, layout.inputs().get(0)));
    }
    return node.filter(found -> found.inputs().get(0).equals(reduced))
        .filter(found -> Arrays.equals(graph.info(value).shape(), keptShape(found)));
  }

  private int[] keptShape(Node reduction) {
    int[] shape = graph.info(reduction.inputs().get(0)).shape().clone();
    for (int axis : axes(reduction)) {
      shape[axis] = 1;
    }
    return shape;
  }

  /** The axes that a reduction runs over, sorted. */
  private int[] axes(Node reduction) {
    int rank = graph.info(reduction.inputs().get(0)).rank();
    TensorData input = reduction.hasInput(1) ? graph.constant(reduction.inputs().get(1)) : null;
    long[] given = input != null ? input.longs() : reduction.integers("axes");
    if (given == null || given.length == 0) {
      return IntStream.range(0, reduction.flag("noop_with_empty_axes", false) ? 0 : rank).toArray();
    }
    return Arrays.stream(given)
        .mapToInt(axis -> Math.floorMod((int) axis, rank))
        .sorted()
        .distinct()
        .toArray();
  }

  private Optional<Node> by(String type, String value) {
    return Optional.ofNullable(graph.producer(value))
        .filter(node -> node.type().equals(type) && node.domain().isEmpty());
  }
}
