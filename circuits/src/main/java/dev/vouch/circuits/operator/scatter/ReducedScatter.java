package dev.vouch.circuits.operator.scatter;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Indices.Tuples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Updates that meet cells of the data at computed places by products or extremes, written as nodes
 * whose values are calibrated. With one row an update and one column a place:
 *
 * <pre>
 * hit       rows of the identity that the indices choose
 * products  data · ReduceProd over rows (hit ? update : 1)
 * extremes  Max(data, ReduceMax over rows (hit ? update : data))
 * </pre>
 */
final class ReducedScatter {
  /** Version of ai.onnx in whose forms the nodes are written. */
  private static final int OPSET = 13;

  private final Node node;
  private final String reduction;
  private final List<Node> steps = new ArrayList<>();

  private ReducedScatter(Node node) {
    this.node = node;
    this.reduction = node.text("reduction", "none");
  }

  /** As nodes, of updates whose indices point along one axis. */
  static List<Node> alongAxis(Node node, int axis, ValueInfo data, int... indices) {
    ReducedScatter scatter = new ReducedScatter(node);
    int rank = data.rank();
    long[] order =
        LongStream.concat(
                IntStream.range(0, rank).filter(other -> other != axis).asLongStream(),
                LongStream.of(axis))
            .toArray();
    long[] inverse = new long[rank];
    for (int i = 0; i < rank; i++) {
      inverse[(int) order[i]] = i;
    }
    String hit = scatter.hit(node.input(1), data.shape()[axis]);
    String last = scatter.transpose("last", node.input(0), order);
    String columns = scatter.unsqueeze("columns", last, axis);
    String rows = scatter.unsqueeze("rows", node.input(2), indices.length);
    String reduced = scatter.reduced(data.type(), hit, rows, columns, last, axis);
    scatter.finish("Transpose", List.of(reduced), Map.of("perm", new Attribute.Integers(inverse)));
    return scatter.steps;
  }

  /** As nodes, of updates whose tuples of indices point along the first axes. */
  static List<Node> atTuples(Node node, Tuples tuples, ValueInfo data) {
    ReducedScatter scatter = new ReducedScatter(node);
    int[] box = tuples.box(data.shape());
    int places = Shape.size(box);
    String list = scatter.reshape("tuples", node.input(1), tuples.count(), tuples.length());
    String place = "";
    int cells = places;
    for (int i = 0; i < box.length; i++) {
      cells /= box[i];
      // From the end where it is negative, and no index beyond the axis.
      String at =
          scatter.gather("index" + i, list, 1, TensorData.ofLongs(DataType.INT64, new int[0], i));
      int stride = cells;
      long[] starts = LongStream.range(0, box[i]).map(index -> index * stride).toArray();
      String start =
          scatter.step(
              "start" + i,
              "Gather",
              List.of(scatter.known("starts" + i, TensorData.ofVector(starts)), at),
              Map.of());
      place =
          place.isEmpty()
              ? start
              : scatter.step("place" + i, "Add", List.of(place, start), Map.of());
    }
    String hit = scatter.unsqueeze("cells", scatter.hit(place, places), 2);
    String cellsOf = scatter.reshape("data", node.input(0), places, tuples.slice());
    String rows = scatter.reshape("rows", node.input(2), tuples.count(), 1, tuples.slice());
    String columns = scatter.unsqueeze("columns", cellsOf, 0);
    String reduced = scatter.reduced(data.type(), hit, rows, columns, cellsOf, 0);
    long[] shape = IntStream.of(data.shape()).asLongStream().toArray();
    String wanted = scatter.known("shape", TensorData.ofVector(shape));
    scatter.finish("Reshape", List.of(reduced, wanted), Map.of());
    return scatter.steps;
  }

  /** The data with what all rows make of each column, the rows' axis dropped. */
  private String reduced(
      DataType type, String hit, String rows, String columns, String data, int axis) {
    boolean product = reduction.equals("mul");
    String other = product ? known("one", number(type, 1)) : columns;
    String all = step("updates", "Where", List.of(hit, rows, other), Map.of());
    Attribute dropped = new Attribute.Integer(0);
    Map<String, Attribute> along =
        Map.of("axes", new Attribute.Integers(axis), "keepdims", dropped);
    String kind = product ? "Prod" : reduction.equals("max") ? "Max" : "Min";
    String reduced = step("reduced", "Reduce" + kind, List.of(all), along);
    return step("result", product ? "Mul" : kind, List.of(data, reduced), Map.of());
  }

  private static TensorData number(DataType type, long value) {
    return type.isFloating()
        ? TensorData.ofDoubles(type, new int[0], value)
        : TensorData.ofLongs(type, new int[0], value);
  }

  /** A further last axis with true at the index; an index beyond the axis is refused. */
  private String hit(String indices, int length) {
    long[] identity = new long[length * length];
    IntStream.range(0, length).forEach(i -> identity[i * (length + 1)] = 1);
    TensorData rows = TensorData.ofLongs(DataType.BOOL, new int[] {length, length}, identity);
    return step("hit", "Gather", List.of(known("identity", rows), indices), Map.of());
  }

  private String gather(String part, String value, int axis, TensorData at) {
    return step(
        part,
        "Gather",
        List.of(value, known(part + "/at", at)),
        Map.of("axis", new Attribute.Integer(axis)));
  }

  private String transpose(String part, String value, long... order) {
    return step(part, "Transpose", List.of(value), Map.of("perm", new Attribute.Integers(order)));
  }

  private String unsqueeze(String part, String value, long axis) {
    return step(
        part,
        "Unsqueeze",
        List.of(value, known(part + "/axis", TensorData.ofVector(axis))),
        Map.of());
  }

  private String reshape(String part, String value, long... shape) {
    return step(
        part,
        "Reshape",
        List.of(value, known(part + "/shape", TensorData.ofVector(shape))),
        Map.of());
  }

  private String known(String part, TensorData value) {
    return step(part, "Constant", List.of(), Map.of("value", new Attribute.Tensor(value)));
  }

  private String step(
      String part, String type, List<String> inputs, Map<String, Attribute> attributes) {
    String output = node.outputs().get(0) + "/" + part;
    steps.add(
        new Node(node.name() + "/" + part, type, "", OPSET, inputs, List.of(output), attributes));
    return output;
  }

  private void finish(String type, List<String> inputs, Map<String, Attribute> attributes) {
    steps.add(new Node(node.name(), type, "", OPSET, inputs, node.outputs(), attributes));
  }
}
