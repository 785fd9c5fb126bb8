package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * y = table[x − start]: any function on a bounded number of integers (docs/spec/primitives.md §6).
 *
 * @param start least x the table knows
 * @param table values for start, start + 1, …; whoever builds the program knows that x stays
 *     within: there is no witness otherwise
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tabulation(int output, int input, long start, long[] table) implements Primitive {
  static final int CODE = 6;

  /** Most rows of a table. */
  private static final int MAX_ROWS = 1 << 18;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  @Override
  public Tabulation renumbered(IntUnaryOperator numbers) {
    return new Tabulation(numbers.applyAsInt(output), numbers.applyAsInt(input), start, table);
  }

  private Interval arguments() {
    return new Interval(start, start + table.length - 1);
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    Interval arguments = arguments();
    return Arrays.stream(values.of(input))
        .map(x -> table[(int) (arguments.clamp(x) - start)])
        .toArray();
  }

  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int layout) {
    IntegerTensor tensor = tensors.tensor(output);
    int y =
        circuit.define(output, "value", tensor.shape(), tensor.range().lo(), tensor.range().hi());
    circuit.function("function", start, List.of(table), List.of(circuit.tensor(input), y));
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
    return List.of(new Domain(input, arguments(), "in the table"));
  }

  /** The table is a fact of the circuit, which holds it in full. */
  @Override
  public Optional<Published> published(Tensors tensors) {
    return Optional.empty();
  }

  @Override
  public long macs() {
    return 0;
  }

  /** Entries are rounded, and the function changes within the argument's error. */
  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    long[] x = values.of(input);
    double[] xErrors = errors.of(input);
    TableChange change = new TableChange(table);
    double[] carried = new double[x.length];
    for (int i = 0; i < carried.length; i++) {
      int row = (int) (arguments().clamp(x[i]) - start);
      carried[i] = change.within(row, xErrors[i]) + errors.ofRounding();
    }
    return carried;
  }

  /**
   * Where the function leaves the range, the table is filled with the range's ends. Of a root it is
   * the operand that tells: numbers below 0 have the root of 0.
   */
  @Override
  public Optional<Saturation> saturation(Tensors tensors) {
    Interval range = tensors.tensor(output).range();
    if (isRoot()) {
      int full = table.length;
      while (table[full - 1] == range.hi()) {
        full--;
      }
      return Optional.of(new Saturation(input, 0, start + full - 1));
    }
    return Optional.of(new Saturation(output, range.lo() + 1, range.hi() - 1));
  }

  /** Whether it is 0 up to operand 0, and rises from there. */
  private boolean isRoot() {
    if (start >= 0 || start + table.length <= 1) {
      return false;
    }
    for (int i = 0; i < table.length; i++) {
      if (start + i <= 0 ? table[i] != 0 : table[i] < table[i - 1]) {
        return false;
      }
    }
    return table[table.length - 1] > 0;
  }

  @Override
  public int code() {
    return CODE;
  }

  @Override
  public void write(FormatWriter out) {
    out.u32(input).svar(start).u32(table.length);
    long before = 0;
    for (long value : table) {
      out.svar(value - before);
      before = value;
    }
  }

  static Tabulation read(int output, PrimitiveSource source) throws MalformedFormatException {
    FormatReader in = source.bytes();
    int input = source.operand(output);
    source.requireSameShape(input, output);
    long start = in.svar("start of the table");
    int rows = in.count("table rows", 1);
    if (rows < 1 || rows > MAX_ROWS || Math.abs(start) > Interval.LIMIT - rows) {
      throw in.malformed("a table of " + rows + " rows from " + start);
    }
    long[] table = new long[rows];
    long value = 0;
    for (int i = 0; i < rows; i++) {
      value += in.svar("table value");
      if (!source.tensor(output).range().contains(value)) {
        throw in.malformed("a table value lies outside the declared range");
      }
      table[i] = value;
    }
    return new Tabulation(output, input, start, table);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tabulation that
        && output == that.output
        && input == that.input
        && start == that.start
        && Arrays.equals(table, that.table);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(table) * 31 + output;
  }
}
