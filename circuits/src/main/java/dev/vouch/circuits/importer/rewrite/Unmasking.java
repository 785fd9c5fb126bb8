package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Follows a value back through sums, choices and changes of layout to the constants that mask its
 * cells or are large, and writes those nodes anew without them. The old nodes stay for other
 * readers. Not thread-safe.
 */
final class Unmasking {
  /**
   * Beyond this magnitude a number in a sum before a Softmax only masks: in float32, whose steps
   * are 8 there, it leaves nothing of a score. Rows of such numbers are uniform.
   */
  static final double LIMIT = 0x1p26;

  /** Beyond this magnitude a number that is chosen instead of a score only masks. */
  private static final double CHOSEN_LIMIT = 1e6;

  /** Beyond this magnitude a number makes the scale of a sum too coarse for its other operands. */
  private static final double LARGE = 1e3;

  /** Beyond this magnitude the steps of an input of 16 bits are felt in a Softmax. */
  static final double LARGE_INPUT = 16;

  /** What is left of a computed mask's factor: enough to mask, little enough to compute with. */
  private static final double SUFFICIENT = 0x1p20;

  /** A cell to which less than this is added is masked, where such a factor adds it. */
  private static final double MASKING = -SUFFICIENT / 2;

  private static final int MAX_DEPTH = 64;
  private static final int OPSET = 17;

  private final GraphEdit edit;
  private final Graph graph;
  private final ToDoubleFunction<String> magnitudes;
  private final Map<Visit, Optional<Unmasked>> known = new HashMap<>();

  /** The node of the model that adds an offset. */
  private final Map<String, String> addedBy = new HashMap<>();

  /** A value that is asked for, in a sum or by itself. */
  private record Visit(String value, boolean summand) {}

  /**
   * How a value was reached.
   *
   * @param shared whether its node also has other readers, so that the new one needs another name
   * @param summand whether it is a term of a sum
   */
  private record Path(boolean shared, boolean summand, int depth) {
    Path term() {
      return new Path(shared, true, depth);
    }
  }

  /**
   * For a graph of which inputs are known.
   *
   * @param magnitudes how large inputs become, by name; 0 where that is not known
   */
  Unmasking(GraphEdit edit, ToDoubleFunction<String> magnitudes) {
    this.edit = edit;
    this.graph = edit.graph();
    this.magnitudes = magnitudes;
  }

  /** The value without its mask, or nothing if it has none. */
  Optional<Unmasked> of(String value) {
    return of(value, new Path(false, false, 0));
  }

  private Optional<Unmasked> of(String value, Path path) {
    Visit visit = new Visit(value, path.summand());
    Optional<Unmasked> before = known.get(visit);
    if (before != null) {
      return before;
    }
    Optional<Unmasked> found =
        edit.constant(value) != null ? ofConstant(value) : ofComputed(value, path);
    known.put(visit, found);
    return found;
  }

  private Optional<Unmasked> ofConstant(String name) {
    TensorData constant = edit.constant(name);
    if (constant == null || !all(name, v -> v <= LIMIT) || all(name, v -> v >= -LARGE)) {
      return Optional.empty();
    }
    List<String> offsets = new ArrayList<>();
    if (!all(name, v -> v >= -LARGE || v < -LIMIT)) {
      offsets.add(part(name, ".offset", v -> v < -LARGE && v >= -LIMIT ? v : 0));
    }
    List<String> kept = new ArrayList<>();
    if (!all(name, v -> v >= -LIMIT)) {
      kept.add(part(name, ".kept", v -> v < -LIMIT ? 0 : 1));
    }
    String rest = part(name, ".unmasked", v -> v < -LARGE ? 0 : v);
    return Optional.of(new Unmasked(rest, offsets, kept));
  }

  private String part(String name, String suffix, DoubleUnaryOperator ofValue) {
    TensorData constant = Objects.requireNonNull(edit.constant(name));
    return edit.constant(name + suffix, constant.map(ofValue, v -> v));
  }

  private Optional<Unmasked> ofComputed(String value, Path reader) {
    Node node = graph.producer(value);
    if (node == null) {
      return ofInput(value, reader);
    }
    if (!node.domain().isEmpty() || reader.depth() == MAX_DEPTH) {
      return Optional.empty();
    }
    boolean shared =
        reader.shared() || graph.consumers(value).size() > 1 || graph.outputs().contains(value);
    Path path = new Path(shared, reader.summand(), reader.depth() + 1);
    return switch (node.type()) {
      case "Add" -> sum(node, node.inputs().get(1), path.term());
      case "Sub" -> difference(node, path.term());
      case "Max", "Clip" -> bounded(node, path);
      case "Where" -> choice(node, path);
      case "Mul", "Div" -> product(node, path);
      case "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Expand", "Slice" ->
          layout(node, path);
      case "Cast" ->
          graph.info(node.inputs().get(0)).type().isFloating()
                  && graph.info(value).type().isFloating()
              ? through(node, 0, path)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** A large input that is a term of a sum is an offset, and masks where it is beyond the limit. */
  private Optional<Unmasked> ofInput(String input, Path path) {
    double magnitude = magnitudes.applyAsDouble(input);
    if (!path.summand() || !graph.info(input).type().isFloating() || magnitude <= LARGE_INPUT) {
      return Optional.empty();
    }
    List<String> kept = magnitude > LIMIT ? List.of(above(input, -LIMIT)) : List.of();
    return Optional.of(new Unmasked(zero(input), List.of(input), kept));
  }

  /** Where a value is above a number. */
  private String above(String value, double least) {
    String bound = edit.constant(value + ".least", TensorData.ofScalar(least));
    Node greater = new Node(value, "Greater", "", OPSET, List.of(), List.of(), Map.of());
    return edit.add(greater, value, value + ".kept", List.of(value, bound));
  }

  /** 0 throughout, in the shape of a value. */
  private String zero(String value) {
    int[] shape = edit.info(value).shape();
    double[] zeros = new double[edit.info(value).size()];
    return edit.constant(value + ".zero", TensorData.ofDoubles(DataType.FLOAT, shape, zeros));
  }

  /** left + right; one that is 0 throughout is left out. */
  private Optional<Unmasked> sum(Node node, String right, Path path) {
    String left = node.inputs().get(0);
    Optional<Unmasked> a = of(left, path);
    Optional<Unmasked> b = of(right, path);
    if (a.isEmpty() && b.isEmpty()) {
      return Optional.empty();
    }
    String x = a.map(Unmasked::value).orElse(left);
    String y = b.map(Unmasked::value).orElse(right);
    List<String> offsets = Stream.concat(offsets(a), offsets(b)).toList();
    offsets.forEach(offset -> addedBy.putIfAbsent(offset, node.name()));
    List<String> kept = Stream.concat(kept(a), kept(b)).distinct().toList();
    String value =
        addsNothing(y, x, node)
            ? x
            : addsNothing(x, y, node) ? y : again(plain("Add", node), List.of(x, y), path);
    return Optional.of(new Unmasked(value, offsets, kept));
  }

  private boolean addsNothing(String zero, String value, Node sum) {
    return all(zero, v -> v == 0)
        && Arrays.equals(edit.info(value).shape(), graph.info(sum.outputs().get(0)).shape());
  }

  /** x − c as x + (−c) where −c masks. */
  private Optional<Unmasked> difference(Node node, Path path) {
    String name = node.inputs().get(1);
    TensorData constant = edit.constant(name);
    if (constant == null || !constant.isFloating() || all(name, v -> v <= LARGE)) {
      return through(node, 0, path);
    }
    return sum(node, edit.constant(name + ".negated", constant.map(v -> -v, v -> v)), path);
  }

  /** A lower bound that only masks reach bounds nothing. */
  private Optional<Unmasked> bounded(Node node, Path path) {
    if (node.inputs().size() != 2 || (node.type().equals("Clip") && !node.hasInput(1))) {
      return Optional.empty();
    }
    int bound = masks(node.inputs().get(0), path) ? 0 : 1;
    String x = node.inputs().get(1 - bound);
    if (!masks(node.inputs().get(bound), path)
        || !graph.info(x).equals(graph.info(node.outputs().get(0)))) {
      return Optional.empty();
    }
    return Optional.of(of(x, path).orElse(new Unmasked(x, List.of(), List.of())));
  }

  /** Where one side only masks, the condition is the mask. */
  private Optional<Unmasked> choice(Node node, Path path) {
    String condition = node.inputs().get(0);
    String x = node.inputs().get(1);
    String y = node.inputs().get(2);
    if (masks(y, path) && !masks(x, path)) {
      return Optional.of(chosen(node, x, condition, path));
    }
    if (masks(x, path) && !masks(y, path)) {
      String no =
          edit.constant(condition + ".no", TensorData.ofLongs(DataType.INT64, new int[0], 0));
      String yes =
          edit.constant(condition + ".yes", TensorData.ofLongs(DataType.INT64, new int[0], 1));
      String kept = edit.add(node, node.name(), condition + ".kept", List.of(condition, no, yes));
      return Optional.of(chosen(node, y, kept, path));
    }
    Optional<Unmasked> a = of(x, path);
    Optional<Unmasked> b = of(y, path);
    if ((a.isEmpty() && b.isEmpty())
        || Stream.of(offsets(a), offsets(b), kept(a), kept(b)).anyMatch(all -> all.count() > 1)) {
      return Optional.empty();
    }
    String value =
        again(
            node,
            List.of(condition, a.map(Unmasked::value).orElse(x), b.map(Unmasked::value).orElse(y)),
            path);
    List<String> offsets = either(node, ".offset", 0, offsets(a).toList(), offsets(b).toList());
    List<String> kept = either(node, ".kept", 1, kept(a).toList(), kept(b).toList());
    return Optional.of(new Unmasked(value, offsets, kept));
  }

  /** What the condition chooses of two lists of at most one value, if there is any. */
  private List<String> either(
      Node node, String suffix, double missing, List<String> ofX, List<String> ofY) {
    if (ofX.isEmpty() && ofY.isEmpty()) {
      return List.of();
    }
    String condition = node.inputs().get(0);
    String none = edit.constant(condition + ".none", TensorData.ofScalar(missing));
    List<String> inputs =
        List.of(condition, ofX.isEmpty() ? none : ofX.get(0), ofY.isEmpty() ? none : ofY.get(0));
    return List.of(edit.add(node, node.name() + suffix, condition + suffix, inputs));
  }

  private Unmasked chosen(Node node, String x, String kept, Path path) {
    Optional<Unmasked> unmasked = of(x, path);
    String value = expanded(unmasked.map(Unmasked::value).orElse(x), node.outputs().get(0));
    return new Unmasked(
        value,
        offsets(unmasked).toList(),
        Stream.concat(kept(unmasked), Stream.of(kept)).distinct().toList());
  }

  /**
   * Times a positive number a mask stays one. In a sum, a computed value times a number beyond the
   * limit masks where that is negative; then a smaller number does as well.
   */
  private Optional<Unmasked> product(Node node, Path path) {
    boolean second = edit.constant(node.inputs().get(1)) != null;
    String factor = node.inputs().get(second ? 1 : 0);
    if (all(factor, v -> v > 0 && v <= LIMIT)) {
      return second || node.type().equals("Mul")
          ? through(node, second ? 0 : 1, path).map(found -> withOffsets(found, node, factor))
          : Optional.empty();
    }
    if (!node.type().equals("Mul") || !path.summand() || !all(factor, v -> Math.abs(v) > LARGE)) {
      return Optional.empty();
    }
    String x = node.inputs().get(second ? 0 : 1);
    String sufficient =
        part(factor, ".sufficient", v -> Math.abs(v) > LIMIT ? Math.copySign(SUFFICIENT, v) : v);
    String offset = again(node, List.of(x, sufficient), path);
    List<String> kept =
        all(factor, v -> Math.abs(v) > LIMIT) ? List.of(above(offset, MASKING)) : List.of();
    return Optional.of(new Unmasked(zero(offset), List.of(offset), kept));
  }

  /** A node that computes each cell from the same cell of one input. */
  private Optional<Unmasked> through(Node node, int input, Path path) {
    return of(node.inputs().get(input), path)
        .map(
            unmasked -> {
              List<String> inputs = new ArrayList<>(node.inputs());
              inputs.set(input, unmasked.value());
              return new Unmasked(again(node, inputs, path), unmasked.offsets(), unmasked.kept());
            });
  }

  private Unmasked withOffsets(Unmasked found, Node product, String factor) {
    return new Unmasked(
        found.value(),
        found.offsets().stream()
            .map(
                offset ->
                    inPlaceOf(
                        offset,
                        edit.add(
                            product, product.name(), offset + ".scaled", List.of(offset, factor))))
            .toList(),
        found.kept());
  }

  /** A node that moves cells: the mask's cells move along. */
  private Optional<Unmasked> layout(Node node, Path path) {
    String source = node.inputs().get(0);
    return through(node, 0, path)
        .map(
            moved ->
                new Unmasked(
                    moved.value(),
                    moved.offsets().stream()
                        .map(offset -> inPlaceOf(offset, moved(node, offset, source)))
                        .toList(),
                    moved.kept().stream().map(kept -> moved(node, kept, source)).toList()));
  }

  private String moved(Node node, String kept, String source) {
    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(0, expanded(kept, source));
    return edit.add(node, node.name(), kept + ".moved", inputs);
  }

  /** A value broadcast to the shape of another. */
  private String expanded(String value, String like) {
    int[] shape = graph.info(like).shape();
    if (Arrays.equals(edit.info(value).shape(), shape)) {
      return value;
    }
    String lengths =
        edit.constant(
            value + ".shape", TensorData.ofVector(Arrays.stream(shape).asLongStream().toArray()));
    Node expand = new Node(value, "Expand", "", OPSET, List.of(), List.of(), Map.of());
    return edit.add(expand, value, value + ".expanded", List.of(value, lengths));
  }

  /** The node on other inputs. */
  private String again(Node node, List<String> inputs, Path path) {
    String suffix = path.shared() ? ".unmasked" : "";
    return edit.add(node, node.name() + suffix, node.outputs().get(0) + ".unmasked", inputs);
  }

  /** value + offset, before the node that reads the unmasked value. */
  String sum(Node reader, String value, String offset) {
    String name = addedBy.getOrDefault(offset, reader.name()) + ".offset";
    return edit.add(plain("Add", reader), name, offset + ".added", List.of(value, offset));
  }

  private String inPlaceOf(String offset, String other) {
    addedBy.put(other, addedBy.getOrDefault(offset, other));
    return other;
  }

  private static Node plain(String type, Node node) {
    return new Node(node.name(), type, "", node.opset(), node.inputs(), node.outputs(), Map.of());
  }

  private static Stream<String> kept(Optional<Unmasked> unmasked) {
    return unmasked.stream().flatMap(found -> found.kept().stream());
  }

  private static Stream<String> offsets(Optional<Unmasked> unmasked) {
    return unmasked.stream().flatMap(found -> found.offsets().stream());
  }

  private boolean masks(String value, Path path) {
    return all(value, v -> v < -(path.summand() ? LIMIT : CHOSEN_LIMIT));
  }

  /** Whether a value is a constant of real numbers that all have a property. */
  private boolean all(String value, DoublePredicate property) {
    TensorData constant = edit.constant(value);
    return constant != null
        && constant.isFloating()
        && DoubleStream.of(constant.doubles()).allMatch(property);
  }
}
