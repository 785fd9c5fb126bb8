package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramReader;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.Arrays;
import java.util.List;
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
  public static final int CODE = 6;

  /** Most rows of a table. */
  public static final int MAX_ROWS = 1 << 18;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  @Override
  public long[] execute(IntegerProgram program, Values values) {
    Interval known = new Interval(start, start + table.length - 1);
    return Arrays.stream(values.of(input))
        .map(x -> table[(int) (known.clamp(x) - start)])
        .toArray();
  }

  @Override
  public void constrain(IntegerProgram program, CircuitBuilder circuit, int layout) {
    IntegerTensor tensor = program.tensor(output);
    int y =
        circuit.define(output, "value", tensor.shape(), tensor.range().lo(), tensor.range().hi());
    circuit.function("function", start, List.of(table), List.of(circuit.tensor(input), y));
  }

  @Override
  public boolean committable() {
    return true;
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

  public static Tabulation read(FormatReader in, int output, ProgramReader program)
      throws MalformedFormatException {
    int input = program.operand(in, output);
    program.requireSameShape(in, input, output);
    long start = in.svar("start of the table");
    int rows = in.count("table rows", 1);
    if (rows < 1 || rows > MAX_ROWS || Math.abs(start) > Interval.LIMIT - rows) {
      throw in.malformed("a table of " + rows + " rows from " + start);
    }
    long[] table = new long[rows];
    long value = 0;
    for (int i = 0; i < rows; i++) {
      value += in.svar("table value");
      if (!program.range(output).contains(value)) {
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
