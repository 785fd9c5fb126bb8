package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Values;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code output[i] = input[cells[i]]} with a static index table; −1 gives 0
 * (docs/spec/primitives.md §2). For reshapes whose axes have no common refinement with the input's,
 * and irregular gathers; the input is affine. Dense covectors make it dearer than a {@link
 * Contraction}.
 */
@SuppressWarnings("ArrayRecordComponent")
public record Rearrangement(int output, int input, int[] cells) implements Primitive {
  static final int CODE = 2;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  @Override
  public Rearrangement renumbered(IntUnaryOperator numbers) {
    return new Rearrangement(numbers.applyAsInt(output), numbers.applyAsInt(input), cells);
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    long[] source = values.of(input);
    return Arrays.stream(cells).mapToLong(cell -> cell < 0 ? 0 : source[cell]).toArray();
  }

  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int layout) {
    long[] results = LongStream.range(0, cells.length).filter(i -> cells[(int) i] >= 0).toArray();
    long[] operands =
        Arrays.stream(cells).filter(cell -> cell >= 0).mapToLong(cell -> cell).toArray();
    Term term = new Term.Index(Scalar.of(1), circuit.tensor(input), results, operands);
    circuit.bind(
        output, circuit.derived("rearranged", tensors.tensor(output).shape(), List.of(term)));
  }

  @Override
  public List<LayoutOption> layouts(Tensors tensors, int limbBits) {
    return LayoutOption.NO_CHOICE;
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

  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    double[] source = errors.of(input);
    return Arrays.stream(cells).mapToDouble(cell -> cell < 0 ? 0 : source[cell]).toArray();
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
    out.u32(input);
    int before = 0;
    for (int cell : cells) {
      out.svar((long) cell - before);
      before = cell;
    }
  }

  static Rearrangement read(int output, PrimitiveSource source) throws MalformedFormatException {
    FormatReader in = source.bytes();
    int input = source.operand(output);
    int size = source.tensor(output).size();
    if (size > in.remaining()) {
      throw in.malformed(
          "an index table of "
              + size
              + " cells announced, but only "
              + in.remaining()
              + " bytes are left");
    }
    int[] cells = new int[size];
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += in.svar("cell");
      if (before < -1 || before >= source.tensor(input).size()) {
        throw in.malformed("cell " + before + " is outside the input");
      }
      cells[i] = (int) before;
    }
    return new Rearrangement(output, input, cells);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rearrangement that
        && output == that.output
        && input == that.input
        && Arrays.equals(cells, that.cells);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells) * 31 + output;
  }
}
