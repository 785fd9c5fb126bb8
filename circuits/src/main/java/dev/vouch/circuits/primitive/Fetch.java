package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
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
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * y[…] = table[k[…] − start], or rows of a table that has two axes (docs/spec/primitives.md §11):
 * the table may be hidden.
 *
 * @param index k
 * @param table of shape [rows] or [rows, width], affine; its width at most {@link #MAX_WIDTH}
 * @param start the index of its first row; whoever builds the program knows that k stays within:
 *     there is no witness otherwise
 */
public record Fetch(int output, int index, int table, long start) implements Primitive {
  static final int CODE = 11;

  /** Most numbers of a row: a lookup has 255 keys. */
  public static final int MAX_WIDTH = 254;

  @Override
  public List<Integer> inputs() {
    return List.of(index, table);
  }

  @Override
  public Fetch renumbered(IntUnaryOperator numbers) {
    return new Fetch(
        numbers.applyAsInt(output), numbers.applyAsInt(index), numbers.applyAsInt(table), start);
  }

  /** The shape of the result. */
  public static List<Integer> shape(List<Integer> index, List<Integer> table) {
    List<Integer> shape = new ArrayList<>(index);
    shape.addAll(table.subList(1, table.size()));
    return shape;
  }

  private Interval arguments(Tensors tensors) {
    return new Interval(start, start + rows(tensors) - 1);
  }

  private int rows(Tensors tensors) {
    return tensors.tensor(table).shape().get(0);
  }

  private int width(Tensors tensors) {
    return tensors.tensor(table).size() / rows(tensors);
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    long[] k = values.of(index);
    long[] from = values.of(table);
    Interval arguments = arguments(tensors);
    int width = width(tensors);
    long[] y = new long[Math.multiplyExact(k.length, width)];
    for (int i = 0; i < k.length; i++) {
      int row = (int) (arguments.clamp(k[i]) - start);
      System.arraycopy(from, row * width, y, i * width, width);
    }
    return y;
  }

  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int layout) {
    IntegerTensor result = tensors.tensor(output);
    Interval range = result.range();
    int y = circuit.define(output, "value", result.shape(), range.lo(), range.hi());
    int stored = circuit.tensor(table);
    List<Integer> values = new ArrayList<>();
    List<Integer> keys = new ArrayList<>(List.of(circuit.tensor(index)));
    List<Integer> cells = tensors.tensor(index).shape();
    if (tensors.tensor(table).shape().size() == 1) {
      values.add(stored);
      keys.add(y);
    } else {
      for (int column = 0; column < width(tensors); column++) {
        values.add(column(circuit, "table" + column, List.of(rows(tensors)), stored, column));
        keys.add(column(circuit, "value" + column, cells, y, column));
      }
    }
    circuit.rows("table", start, values, keys);
  }

  /** One number of each row. */
  private static int column(
      CircuitBuilder circuit, String name, List<Integer> shape, int tensor, int column) {
    List<IndexEntry> all = IntStream.range(0, shape.size()).mapToObj(IndexEntry::axis).toList();
    List<IndexEntry> read = new ArrayList<>(all);
    read.add(IndexEntry.constant(column));
    Term.Operand operand = new Term.Operand(tensor, read);
    return circuit.derived(
        name, shape, List.of(new Term.Box(Scalar.of(1), shape, all, List.of(operand))));
  }

  @Override
  public List<LayoutOption> layouts(Tensors tensors, int limbBits) {
    return LayoutOption.NO_CHOICE;
  }

  @Override
  public NetworkOutput networkOutput() {
    return NetworkOutput.POSSIBLE;
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

  /** The row's own error, and what other rows hold that the index may mean. */
  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    long[] k = values.of(index);
    long[] from = values.of(table);
    double[] doubt = errors.of(index);
    double[] source = errors.of(table);
    Interval arguments = arguments(tensors);
    int width = width(tensors);
    double[] carried = new double[Math.multiplyExact(k.length, width)];
    for (int i = 0; i < k.length; i++) {
      int row = (int) (arguments.clamp(k[i]) - start);
      long reach = (long) Math.min(from.length, Math.floor(doubt[i]));
      int first = (int) (arguments.clamp(k[i] - reach) - start);
      int last = (int) (arguments.clamp(k[i] + reach) - start);
      for (int column = 0; column < width; column++) {
        double most = 0;
        for (int other = first; other <= last; other++) {
          int cell = other * width + column;
          most =
              Math.max(
                  most, Math.abs((double) from[cell] - from[row * width + column]) + source[cell]);
        }
        carried[i * width + column] = most;
      }
    }
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
    out.u32(index).u32(table).svar(start);
  }

  static Fetch read(int output, PrimitiveSource source) throws MalformedFormatException {
    FormatReader in = source.bytes();
    int index = source.operand(output);
    int table = source.operand(output);
    List<Integer> stored = source.tensor(table).shape();
    if (stored.isEmpty() || stored.size() > 2 || stored.get(stored.size() - 1) > maxLast(stored)) {
      throw in.malformed("a table of shape " + stored);
    }
    List<Integer> shape = shape(source.tensor(index).shape(), stored);
    if (!shape.equals(source.tensor(output).shape())) {
      throw in.malformed("rows of " + stored + " have the shape " + source.tensor(output).shape());
    }
    long start = in.svar("first index");
    if (Math.abs(start) > Interval.LIMIT - stored.get(0)) {
      throw in.malformed("a table from " + start);
    }
    return new Fetch(output, index, table, start);
  }

  private static int maxLast(List<Integer> stored) {
    return stored.size() == 2 ? MAX_WIDTH : Integer.MAX_VALUE;
  }
}
