package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Fill;
import dev.vouch.circuits.emit.Sum;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The node that each row of numbers reaches in each tree (docs/spec/primitives.md §10):
 *
 * <pre>
 * n_0 = roots[k],  b_i = [x[r, features[n_i]] &gt; thresholds[n_i]],  n_{i+1} = left[n_i] + b_i,  y[r, k] = n_depth
 * </pre>
 *
 * @param input x of shape [rows, numbers], affine
 * @param features of shape [nodes]: which number of a row a node looks at
 * @param thresholds of shape [nodes]
 * @param left of shape [nodes]: the left child; the right one stands behind it
 * @param depth levels that every tree is descended
 * @param roots a node for each tree
 */
@SuppressWarnings("ArrayRecordComponent")
public record Descent(
    int output, int input, int features, int thresholds, int left, int depth, int[] roots)
    implements Primitive {
  static final int CODE = 10;

  /** Most levels of a tree. */
  public static final int MAX_DEPTH = 64;

  @Override
  public List<Integer> inputs() {
    return List.of(input, features, thresholds, left);
  }

  @Override
  public Descent renumbered(IntUnaryOperator numbers) {
    return new Descent(
        numbers.applyAsInt(output),
        numbers.applyAsInt(input),
        numbers.applyAsInt(features),
        numbers.applyAsInt(thresholds),
        numbers.applyAsInt(left),
        depth,
        roots);
  }

  /** What is done at one level of one tree for one row. */
  @FunctionalInterface
  private interface Visit {
    /**
     * A step.
     *
     * @param cell [row, tree, level], row-major
     * @param node where the descent is
     * @param value that the node looks at
     * @param side 1 if it is greater than the threshold, else 0
     */
    void at(int cell, int node, long value, int side);
  }

  /** Walks all trees for all rows; what a node names outside the tensors counts as the nearest. */
  private long[] walk(Tensors tensors, Values values, Visit visit) {
    long[] x = values.of(input);
    long[] feature = values.of(features);
    long[] threshold = values.of(thresholds);
    long[] child = values.of(left);
    Interval numbers = new Interval(0, numbers(tensors) - 1L);
    Interval nodes = new Interval(0, child.length - 1L);
    int rows = tensors.tensor(input).shape().get(0);
    long[] reached = new long[rows * roots.length];
    int cell = 0;
    for (int row = 0; row < rows; row++) {
      for (int tree = 0; tree < roots.length; tree++) {
        int node = roots[tree];
        for (int level = 0; level < depth; level++) {
          long value = x[row * numbers(tensors) + (int) numbers.clamp(feature[node])];
          int side = value > threshold[node] ? 1 : 0;
          visit.at(cell++, node, value, side);
          long next = child[node] + side;
          node = (int) nodes.clamp(next);
          reached[row * roots.length + tree] = next;
        }
      }
    }
    return reached;
  }

  private int numbers(Tensors tensors) {
    return tensors.tensor(input).shape().get(1);
  }

  private List<Integer> steps(Tensors tensors) {
    return List.of(tensors.tensor(input).shape().get(0), roots.length, depth);
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    return walk(tensors, values, (cell, node, value, side) -> {});
  }

  private Fill fill(Tensors tensors, Step step) {
    int cells = IntegerTensor.size(steps(tensors));
    return values -> {
      long[] filled = new long[cells];
      long[] threshold = values.of(thresholds);
      walk(
          tensors,
          values,
          (cell, node, value, side) ->
              filled[cell] = step.of(node, value, value - threshold[node], side));
      return filled;
    };
  }

  /** A number of a step, given how far the value is above the threshold. */
  @FunctionalInterface
  private interface Step {
    long of(int node, long value, long above, int side);
  }

  /** What the nodes of a column say at each step. */
  private Fill named(Tensors tensors, int column) {
    int cells = IntegerTensor.size(steps(tensors));
    return values -> {
      long[] said = values.of(column);
      long[] filled = new long[cells];
      walk(tensors, values, (cell, node, value, side) -> filled[cell] = said[node]);
      return filled;
    };
  }

  private SideProof sides(Tensors tensors) {
    return new SideProof(tensors.tensor(input).range(), tensors.tensor(thresholds).range());
  }

  @Override
  public List<LayoutOption> layouts(Tensors tensors, int limbBits) {
    return sides(tensors).layouts(IntegerTensor.size(steps(tensors)), limbBits);
  }

  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int topBits) {
    List<Integer> steps = steps(tensors);
    int feature = column(tensors, circuit, "feature", features);
    int threshold = column(tensors, circuit, "threshold", thresholds);
    int child = column(tensors, circuit, "left", left);
    Interval range = tensors.tensor(input).range();
    int value =
        circuit.witness(
            "number", steps, range.lo(), range.hi(), fill(tensors, (at, x, above, b) -> x));
    int side = circuit.witness("side", steps, 0, 1, fill(tensors, (at, x, above, b) -> b));
    int node = circuit.derived("node", steps, nodeTerms(circuit, steps, child, side));
    circuit.rows(
        "nodes",
        0,
        List.of(circuit.tensor(features), circuit.tensor(thresholds), circuit.tensor(left)),
        List.of(node, feature, threshold, child));
    readNumbers(tensors, circuit, steps, feature, value);
    Sum above = circuit.sum(steps).plus(1, value).plus(-1, threshold);
    sides(tensors)
        .prove(
            circuit, above, side, topBits, of -> fill(tensors, (at, x, d, b) -> of.applyAsLong(d)));
    circuit.bind(
        output,
        circuit.derived("reached", tensors.tensor(output).shape(), last(steps, child, side)));
  }

  private int column(Tensors tensors, CircuitBuilder circuit, String name, int column) {
    Interval range = tensors.tensor(column).range();
    return circuit.witness(name, steps(tensors), range.lo(), range.hi(), named(tensors, column));
  }

  /** roots[k] at level 0, then the child that the level above has chosen. */
  private List<Term> nodeTerms(CircuitBuilder circuit, List<Integer> steps, int child, int side) {
    long[] first = Arrays.stream(roots).asLongStream().toArray();
    int root = circuit.constant("roots", List.of(roots.length), first);
    List<IndexEntry> start =
        List.of(IndexEntry.axis(0), IndexEntry.axis(1), IndexEntry.constant(0));
    List<Term> terms = new ArrayList<>();
    terms.add(
        new Term.Box(
            Scalar.of(1),
            steps.subList(0, 2),
            start,
            List.of(new Term.Operand(root, List.of(IndexEntry.axis(1))))));
    List<IndexEntry> above =
        List.of(
            IndexEntry.axis(0),
            IndexEntry.axis(1),
            new IndexEntry(-1, List.of(new IndexEntry.Part(2, 1))));
    for (int part : List.of(child, side)) {
      terms.add(new Term.Box(Scalar.of(1), steps, axes(3), List.of(new Term.Operand(part, above))));
    }
    return terms;
  }

  /** The child that the last level has chosen. */
  private List<Term> last(List<Integer> steps, int child, int side) {
    List<IndexEntry> bottom =
        List.of(IndexEntry.axis(0), IndexEntry.axis(1), IndexEntry.constant(depth - 1));
    List<Term> terms = new ArrayList<>();
    for (int part : List.of(child, side)) {
      terms.add(
          new Term.Box(
              Scalar.of(1), steps.subList(0, 2), axes(2), List.of(new Term.Operand(part, bottom))));
    }
    return terms;
  }

  /** value = x[row, feature], in a table that says of each cell which row's it is. */
  private void readNumbers(
      Tensors tensors, CircuitBuilder circuit, List<Integer> steps, int feature, int value) {
    List<Integer> shape = tensors.tensor(input).shape();
    int rows = circuit.counting("rows", shape.get(0), 0);
    Term.Operand row = new Term.Operand(rows, List.of(IndexEntry.axis(0)));
    int own =
        circuit.derived(
            "row", shape, List.of(new Term.Box(Scalar.of(1), shape, axes(2), List.of(row))));
    int asked =
        circuit.derived(
            "step row", steps, List.of(new Term.Box(Scalar.of(1), steps, axes(3), List.of(row))));
    List<Term> place = new ArrayList<>();
    place.add(new Term.Box(Scalar.of(shape.get(1)), steps, axes(3), List.of(row)));
    place.add(
        new Term.Box(Scalar.of(1), steps, axes(3), List.of(new Term.Operand(feature, axes(3)))));
    circuit.rows(
        "numbers",
        0,
        List.of(own, circuit.tensor(input)),
        List.of(circuit.derived("place", steps, place), asked, value));
  }

  private static List<IndexEntry> axes(int count) {
    return IntStream.range(0, count).mapToObj(IndexEntry::axis).toList();
  }

  @Override
  public NetworkOutput networkOutput() {
    return NetworkOutput.IMPOSSIBLE;
  }

  @Override
  public List<Domain> domains() {
    return List.of();
  }

  @Override
  public Optional<Published> published(Tensors tensors) {
    return Optional.empty();
  }

  @Override
  public long macs() {
    return 0;
  }

  /**
   * Exact where the numbers are; else another node, of any number, where a decision is in doubt.
   */
  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    double[] source = errors.of(input);
    long[] x = values.of(input);
    long[] feature = values.of(features);
    long[] threshold = values.of(thresholds);
    int numbers = numbers(tensors);
    int rows = tensors.tensor(input).shape().get(0);
    double[] carried = new double[rows * roots.length];
    if (Arrays.stream(source).allMatch(error -> error == 0)) {
      return carried;
    }
    double anyNode = errors.ofStep(tensors.tensor(left).size());
    walk(
        tensors,
        values,
        (cell, node, value, side) -> {
          int row = cell / (roots.length * depth);
          int read = row * numbers + (int) new Interval(0, numbers - 1L).clamp(feature[node]);
          double above = (double) x[read] - threshold[node];
          // thresholds were rounded down to integers: the truth may be less than one step above
          boolean turns = side == 1 ? above - source[read] < 1 : above + source[read] > 0;
          if (source[read] > 0 && turns) {
            carried[cell / depth] = anyNode;
          }
        });
    return carried;
  }

  @Override
  public Optional<Saturation> saturation(Tensors tensors) {
    return Optional.empty();
  }

  @Override
  public int code() {
    return CODE;
  }

  @Override
  public void write(FormatWriter out) {
    out.u32(input).u32(features).u32(thresholds).u32(left).u8(depth);
    for (int root : roots) {
      out.u32(root);
    }
  }

  static Descent read(int output, PrimitiveSource source) throws MalformedFormatException {
    FormatReader in = source.bytes();
    int input = source.operand(output);
    List<Integer> numbers = source.tensor(input).shape();
    List<Integer> reached = source.tensor(output).shape();
    if (numbers.size() != 2 || reached.size() != 2 || !numbers.get(0).equals(reached.get(0))) {
      throw in.malformed("descents of " + numbers + " reach " + reached);
    }
    int[] columns = new int[3];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = source.operand(output);
      if (source.tensor(columns[i]).shape().size() != 1) {
        throw in.malformed("nodes of shape " + source.tensor(columns[i]).shape());
      }
      source.requireSameShape(columns[0], columns[i]);
    }
    int depth = in.u8("depth", MAX_DEPTH);
    if (depth == 0) {
      throw in.malformed("trees of depth 0");
    }
    int count = reached.get(1);
    if (count > in.remaining() / Integer.BYTES) {
      throw in.malformed(count + " roots, but only " + in.remaining() + " bytes are left");
    }
    source.work(IntegerTensor.size(reached), depth);
    int[] roots = new int[count];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = in.u31("root");
      if (roots[i] >= source.tensor(columns[0]).size()) {
        throw in.malformed("root " + roots[i] + " of " + source.tensor(columns[0]).size());
      }
    }
    return new Descent(output, input, columns[0], columns[1], columns[2], depth, roots);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Descent that
        && output == that.output
        && inputs().equals(that.inputs())
        && depth == that.depth
        && Arrays.equals(roots, that.roots);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(roots) * 31 + output;
  }
}
