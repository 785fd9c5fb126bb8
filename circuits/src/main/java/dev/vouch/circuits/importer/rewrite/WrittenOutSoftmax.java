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
    Optional<Node> total =
        by("ReduceSum", sum).filter(reduction -> reduction.inputs().get(0).equals(exponential));
    if (exp.isEmpty() || total.isEmpty()) {
      return Optional.empty();
    }
    int[] axes = keptAxes(total.get());
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
                by("ReduceMax", difference.inputs().get(1))
                    .filter(most -> most.inputs().get(0).equals(difference.inputs().get(0)))
                    .filter(most -> covers(keptAxes(most), axes))
                    .isPresent())
        .map(difference -> difference.inputs().get(0))
        .orElse(value);
  }

  private static boolean covers(int[] reduced, int... axes) {
    return Arrays.stream(axes).allMatch(axis -> Arrays.stream(reduced).anyMatch(r -> r == axis));
  }

  /** The axes that a reduction runs over, sorted; none if it drops them or says none. */
  private int[] keptAxes(Node reduction) {
    int rank = graph.info(reduction.inputs().get(0)).rank();
    TensorData input = reduction.hasInput(1) ? graph.constant(reduction.inputs().get(1)) : null;
    long[] given = input != null ? input.longs() : reduction.integers("axes");
    if (!reduction.flag("keepdims", true)
        || (given == null && reduction.flag("noop_with_empty_axes", false))) {
      return new int[0];
    }
    return given == null || given.length == 0
        ? IntStream.range(0, given == null ? rank : 0).toArray()
        : Arrays.stream(given)
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
