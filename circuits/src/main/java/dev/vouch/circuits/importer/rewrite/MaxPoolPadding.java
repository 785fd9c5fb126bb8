package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.operator.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pad with −∞, or with the least number of a type, before MaxPool: such cells never win, so they
 * are padding of the pooling itself, which has no value. A Transpose may stand between.
 */
final class MaxPoolPadding {
  /** No number of any use is less. */
  private static final double LEAST = -1e30;

  private static final double LEAST_OF_HALF = -65504;

  private final GraphEdit edit;
  private final Graph graph;

  private MaxPoolPadding(Graph graph) {
    this.edit = new GraphEdit(graph);
    this.graph = graph;
  }

  static Graph rewritten(Graph graph) {
    MaxPoolPadding padding = new MaxPoolPadding(graph);
    graph.nodes().forEach(padding::accept);
    return padding.edit.build();
  }

  private void accept(Node node) {
    if (!node.type().equals("MaxPool") || !node.domain().isEmpty() || node.hasOutput(1)) {
      edit.keep(node);
      return;
    }
    Optional<Node> between = by("Transpose", node.inputs().get(0));
    Optional<Node> pad = by("Pad", between.orElse(node).inputs().get(0));
    Optional<Map<String, Attribute>> attributes =
        pad.filter(this::hasNoValue).flatMap(found -> attributes(node, found, between));
    if (attributes.isEmpty()) {
      edit.keep(node);
      return;
    }
    String data = pad.orElseThrow().inputs().get(0);
    String source =
        between
            .map(
                transpose ->
                    edit.add(
                        transpose,
                        transpose.name(),
                        transpose.outputs().get(0) + ".unpadded",
                        List.of(data)))
            .orElse(data);
    edit.keep(node, List.of(source), attributes.get());
  }

  private Optional<Node> by(String type, String value) {
    return Optional.ofNullable(graph.producer(value))
        .filter(node -> node.type().equals(type) && node.domain().isEmpty());
  }

  private boolean hasNoValue(Node pad) {
    TensorData given = pad.hasInput(2) ? graph.constant(pad.inputs().get(2)) : null;
    double value = given != null && given.size() == 1 ? given.doubleAt(0) : pad.real("value", 0);
    DataType type = graph.info(pad.inputs().get(0)).type();
    return pad.text("mode", "constant").equals("constant")
        && type.isFloating()
        && value <= (type == DataType.FLOAT16 ? LEAST_OF_HALF : LEAST);
  }

  /** What the pooling says when the padding is its own, if it can say it. */
  private Optional<Map<String, Attribute>> attributes(Node pool, Node pad, Optional<Node> between) {
    int[] padded = graph.info(pool.inputs().get(0)).shape();
    int[] inner = innerBox(pad, between);
    int rank = padded.length;
    if (inner.length == 0 || rank < 3) {
      return Optional.empty();
    }
    for (int axis = 0; axis < 2; axis++) {
      if (inner[axis] != 0 || inner[rank + axis] != padded[axis] - 1) {
        return Optional.empty();
      }
    }
    int axes = rank - 2;
    Window window = Window.of(pool, Arrays.copyOfRange(padded, 2, rank), Window.kernelShape(pool));
    long[] pads = new long[2 * axes];
    for (int axis = 0; axis < axes; axis++) {
      int length = inner[rank + 2 + axis] - inner[2 + axis] + 1;
      pads[axis] = (long) window.padBegin()[axis] + inner[2 + axis];
      long reach =
          (window.output()[axis] - 1L) * window.strides()[axis]
              + (window.kernel()[axis] - 1L) * window.dilations()[axis]
              + 1;
      pads[axes + axis] = Math.max(0, reach - length - pads[axis]);
    }
    Map<String, Attribute> attributes = new HashMap<>(pool.attributes());
    attributes.remove("auto_pad");
    attributes.remove("ceil_mode");
    attributes.put("pads", new Attribute.Integers(pads));
    return fits(pool, attributes, window, inner) ? Optional.of(attributes) : Optional.empty();
  }

  /** Whether the new window has the same positions, and sees a value at each of them. */
  private static boolean fits(
      Node pool, Map<String, Attribute> attributes, Window old, int... inner) {
    int rank = inner.length / 2;
    int[] data =
        IntStream.range(2, rank).map(axis -> inner[rank + axis] - inner[axis] + 1).toArray();
    Node changed =
        new Node(
            pool.name(),
            pool.type(),
            pool.domain(),
            pool.opset(),
            pool.inputs(),
            pool.outputs(),
            attributes);
    Window window = Window.of(changed, data, old.kernel());
    int[] cells = window.cells();
    int positions = window.positions();
    return Arrays.equals(window.output(), old.output())
        && IntStream.range(0, positions)
            .allMatch(
                position ->
                    IntStream.range(0, window.taps())
                        .anyMatch(tap -> cells[tap * positions + position] >= 0));
  }

  /**
   * Where the first and the last cell of the data lie in what the pooling reads; empty unless all
   * of the data is there.
   */
  private int[] innerBox(Node pad, Optional<Node> between) {
    int[] shape = graph.info(pad.inputs().get(0)).shape();
    double[] numbers =
        IntStream.range(0, graph.info(pad.inputs().get(0)).size()).asDoubleStream().toArray();
    TensorData moved = evaluate(pad, TensorData.ofDoubles(DataType.DOUBLE, shape, numbers));
    moved = between.isPresent() ? evaluate(between.get(), moved) : moved;
    double[] cells = moved.doubles();
    long inside = Arrays.stream(cells).filter(cell -> cell >= 0).count();
    if (inside != numbers.length) {
      return new int[0];
    }
    int first = IntStream.range(0, cells.length).filter(i -> cells[i] >= 0).findFirst().orElse(0);
    int last = IntStream.range(0, cells.length).filter(i -> cells[i] >= 0).max().orElse(0);
    int rank = moved.rank();
    int[] box = new int[2 * rank];
    int stride = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      box[axis] = first / stride % moved.shape()[axis];
      box[rank + axis] = last / stride % moved.shape()[axis];
      stride *= moved.shape()[axis];
    }
    return box;
  }

  private TensorData evaluate(Node node, TensorData data) {
    List<@Nullable TensorData> operands = new ArrayList<>();
    operands.add(data);
    node.inputs().stream().skip(1).forEach(input -> operands.add(graph.constant(input)));
    return Operators.supported()
        .find(node.domain(), node.type())
        .orElseThrow()
        .evaluate(node, Operands.of(operands))
        .get(0);
  }
}
