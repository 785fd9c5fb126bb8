package dev.vouch.circuits.equalise;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.measure.Choice;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.function.SecantSlope;
import dev.vouch.circuits.operator.function.TabulatedFunction;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.SliceAxis;
import dev.vouch.circuits.quantise.SliceExtents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Looks functions of slices of unlike size up group by group, for one table has one scale: slices
 * of about the same size share a table, and where f(0) = 0 those within ±1 are x · (f(x) / x), a
 * product to which each slice brings its own digits. Not thread-safe.
 *
 * <pre>
 * groups of x's slices  →  f of each group  →  all slices in their order
 * </pre>
 */
final class FunctionGroups {
  /**
   * Results of which the largest slice is less than 2^this larger than the least keep one table.
   */
  private static final int UNLIKE = 7;

  /** Slices of one group differ by at most so many powers of two. */
  private static final int GROUP_BITS = 4;

  private static final int OPSET = 13;

  private final Graph graph;
  private final Calibration calibration;
  private final Measurements measurements;
  private final SliceSizes sizes;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, TensorData> constants;
  private final Map<String, ValueInfo> infos = new HashMap<>();
  private final Map<String, Double> magnitudes;
  private final Map<SliceAxis, SliceExtents> slices;

  private final Set<String> ofGroups = new HashSet<>();

  private FunctionGroups(Graph graph, Calibration calibration, Measurements measurements) {
    this.measurements = measurements;
    this.graph = graph;
    this.calibration = calibration;
    this.sizes = new SliceSizes(calibration);
    this.constants = new LinkedHashMap<>(graph.constants());
    this.magnitudes = new HashMap<>(calibration.magnitudes());
    this.slices = new HashMap<>(calibration.slices());
  }

  /**
   * A graph that computes the same.
   *
   * @param calibration of that graph
   * @param ofGroups results of which each has a table, and so a scale, of its own
   */
  record Grouped(Graph graph, Calibration calibration, Set<String> ofGroups) {}

  static Grouped of(Graph graph, Calibration calibration, Measurements measurements) {
    FunctionGroups groups = new FunctionGroups(graph, calibration, measurements);
    graph.inputs().forEach(input -> groups.infos.put(input, graph.info(input)));
    graph.nodes().forEach(groups::add);
    return groups.nodes.equals(graph.nodes())
        ? new Grouped(graph, calibration, Set.of())
        : new Grouped(
            new Graph(
                    graph.name(),
                    graph.inputs(),
                    graph.outputs(),
                    groups.nodes,
                    groups.constants,
                    groups.infos)
                .withRemovedNodes(graph.removedNodes()),
            calibration.with(groups.magnitudes, calibration.least(), groups.slices),
            groups.ofGroups);
  }

  private void add(Node node) {
    node.outputs().stream()
        .filter(output -> !output.isEmpty())
        .forEach(output -> infos.put(output, graph.info(output)));
    if (Operators.lowered(node).orElse(null) instanceof TabulatedFunction function
        && node.unrolledFrom().isEmpty()) {
      int[] choice =
          measurements.choice(Choice.GROUPS, node.outputs().get(0), () -> groups(node, function));
      if (choice.length > 0) {
        split(node, function, choice[0], Arrays.copyOfRange(choice, 1, choice.length));
        return;
      }
    }
    nodes.add(node);
  }

  /** The axis along which the slices of a result are most unlike; −1 if they are alike. */
  private int unlike(String result) {
    int most = UNLIKE - 1;
    int unlike = -1;
    for (int axis : SliceAxis.candidates(graph.info(result).shape())) {
      int spread = sizes.spread(new SliceAxis(result, axis));
      if (spread > most) {
        most = spread;
        unlike = axis;
      }
    }
    return unlike;
  }

  /**
   * The axis along which slices are in several groups, and their groups; nothing if they are not.
   */
  private int[] groups(Node node, TabulatedFunction function) {
    int axis = unlike(node.outputs().get(0));
    if (axis < 0) {
      return new int[0];
    }
    boolean slopes = SecantSlope.isDefined(function, node);
    double[] magnitudesOfX = sizes.of(new SliceAxis(node.input(0), axis)).magnitudes();
    int[] groups =
        Arrays.stream(magnitudesOfX)
            .mapToInt(magnitude -> group(magnitude, slopes, function.settles()))
            .toArray();
    long different = Arrays.stream(groups).distinct().count();
    return different == 0 || (different == 1 && !(slopes && groups[0] == 0))
        ? new int[0]
        : IntStream.concat(IntStream.of(axis), Arrays.stream(groups)).toArray();
  }

  private void split(Node node, TabulatedFunction function, int axis, int... groupOfSlice) {
    boolean slopes = SecantSlope.isDefined(function, node);
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int slice = 0; slice < groupOfSlice.length; slice++) {
      groups.computeIfAbsent(groupOfSlice[slice], missing -> new ArrayList<>()).add(slice);
    }
    String output = node.outputs().get(0);
    if (groups.size() == 1) {
      apply(node, function, node.input(0), output, true);
      return;
    }
    List<String> parts = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    groups.forEach(
        (group, members) -> {
          int[] some = members.stream().mapToInt(Integer::intValue).toArray();
          String x = graph.unused(node.input(0) + ".of" + group + "." + output);
          String y = graph.unused(output + ".of" + group);
          gather(node.input(0), x, axis, some);
          keep(output, y, axis, some);
          apply(node, function, x, y, group == 0 && slopes);
          parts.add(y);
          ofGroups.add(y);
          order.addAll(members);
        });
    String joined = graph.unused(output + ".joined");
    Map<String, Attribute> along = Map.of("axis", new Attribute.Integer(axis));
    nodes.add(new Node(joined, "Concat", "", OPSET, parts, List.of(joined), along));
    int[] joinedOrder = order.stream().mapToInt(Integer::intValue).toArray();
    keep(output, joined, axis, joinedOrder);
    int[] places = new int[joinedOrder.length];
    IntStream.range(0, places.length).forEach(i -> places[joinedOrder[i]] = i);
    gather(joined, output, axis, places);
  }

  /** 0 for slices within ±1, above that one number for each few powers of two. */
  private static int group(double magnitude, boolean slopes, boolean settles) {
    int bits = magnitude <= 1 ? 0 : (Math.getExponent(magnitude) / GROUP_BITS) + 1;
    int bounded = settles ? Math.min(bits, 1) : bits;
    return slopes ? bounded : Math.max(bounded, 1);
  }

  private void apply(Node node, TabulatedFunction function, String x, String y, boolean slope) {
    if (!slope) {
      nodes.add(node.with(List.of(x), List.of(y)));
      return;
    }
    String slopes = graph.unused(y + ".slope");
    infos.put(slopes, info(x));
    double reach = magnitudes.getOrDefault(x, 1.0);
    magnitudes.put(slopes, SecantSlope.magnitude(function, node, reach));
    nodes.add(SecantSlope.node(node, x, slopes));
    double kink = SecantSlope.kink(function, node);
    String factor = kink == 1 ? x : bent(x, y, kink);
    nodes.add(new Node(y, "Mul", "", OPSET, List.of(factor, slopes), List.of(y), Map.of()));
  }

  /** x, its negative values times a factor. */
  private String bent(String x, String y, double factor) {
    String bent = graph.unused(y + ".bent");
    infos.put(bent, info(x));
    double most = Math.max(1, Math.abs(factor));
    magnitudes.put(bent, magnitudes.getOrDefault(x, 1.0) * most);
    for (int axis : SliceAxis.candidates(info(bent).shape())) {
      SliceExtents extents = slices.get(new SliceAxis(x, axis));
      if (extents != null) {
        slices.put(new SliceAxis(bent, axis), extents.times(most));
      }
    }
    Map<String, Attribute> alpha = Map.of("alpha", new Attribute.Real(factor));
    nodes.add(new Node(bent, "LeakyRelu", "", OPSET, List.of(x), List.of(bent), alpha));
    return bent;
  }

  private void gather(String from, String to, int axis, int[] some) {
    String indices = graph.unused(to + ".slices");
    long[] numbers = Arrays.stream(some).asLongStream().toArray();
    constants.put(indices, TensorData.ofLongs(DataType.INT64, new int[] {some.length}, numbers));
    infos.put(indices, new ValueInfo(DataType.INT64, new int[] {some.length}));
    Map<String, Attribute> along = Map.of("axis", new Attribute.Integer(axis));
    nodes.add(
        new Node(to + ".gather", "Gather", "", OPSET, List.of(from, indices), List.of(to), along));
    if (!graph.has(to)) {
      keep(from, to, axis, some);
    }
  }

  /** What is known of some slices of a value, in an order, as of a value of their own. */
  private void keep(String from, String to, int axis, int[] some) {
    int[] shape = graph.info(from).shape().clone();
    shape[axis] = some.length;
    infos.put(to, graph.info(from).withShape(shape));
    SliceExtents seen = calibration.slices(new SliceAxis(from, axis));
    if (seen.count() == 0) {
      return; // there is no calibration
    }
    SliceExtents extents = seen.select(some);
    slices.put(new SliceAxis(to, axis), extents);
    magnitudes.put(to, Arrays.stream(extents.magnitudes()).max().orElse(0));
  }

  private ValueInfo info(String value) {
    return Objects.requireNonNull(infos.get(value));
  }
}
