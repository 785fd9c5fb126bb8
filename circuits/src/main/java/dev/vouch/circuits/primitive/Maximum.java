package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Fill;
import dev.vouch.circuits.emit.Sum;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramReader;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * The greatest value along the last axes of a tensor (docs/spec/primitives.md §5).
 *
 * @param axes how many of the input's last axes are reduced
 */
public record Maximum(int output, int input, int axes) implements Primitive {
  public static final int CODE = 5;
  private static final int MAX_LIMB_BITS = 16;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  /** Number of cells under each maximum. */
  static int window(List<Integer> inputShape, int axes) {
    return inputShape.subList(inputShape.size() - axes, inputShape.size()).stream()
        .reduce(1, (a, b) -> a * b);
  }

  @Override
  public long[] execute(IntegerProgram program, Values values) {
    long[] x = values.of(input);
    int window = window(program.tensor(input).shape(), axes);
    long[] y = new long[x.length / window];
    for (int i = 0; i < y.length; i++) {
      long most = x[i * window];
      for (int j = 1; j < window; j++) {
        most = Math.max(most, x[i * window + j]);
      }
      y[i] = most;
    }
    return y;
  }

  /** Bits of the distance between the maximum and a cell. */
  private int distanceBits(IntegerProgram program) {
    Interval range = program.tensor(input).range();
    return Math.max(1, 64 - Long.numberOfLeadingZeros(range.hi() - range.lo()));
  }

  @Override
  public List<LayoutOption> layouts(IntegerProgram program, int limbBits) {
    List<LayoutOption> options = new ArrayList<>();
    long cells = program.tensor(input).size();
    int bits = distanceBits(program);
    for (int width = 2; width <= MAX_LIMB_BITS; width++) {
      int limbs = (bits + width - 1) / width;
      Map<Object, Long> tables = new HashMap<>();
      int top = bits - (limbs - 1) * width;
      tables.put("zero " + top, 1L << top);
      if (limbs > 1) {
        tables.put("zero joined " + width, 2L << width);
      }
      options.add(new LayoutOption(width, cells * limbs, cells * (2L * limbs - 1), tables));
    }
    return options;
  }

  @Override
  public void constrain(IntegerProgram program, CircuitBuilder circuit, int limbBits) {
    List<Integer> shape = program.tensor(input).shape();
    Interval range = program.tensor(input).range();
    int window = window(shape, axes);
    int y =
        circuit.define(output, "maximum", program.tensor(output).shape(), range.lo(), range.hi());
    // distance z = y − x ≥ 0, repeated along the reduced axes
    int z = circuit.derived("distance", shape, distance(circuit, shape, y));
    int bits = distanceBits(program);
    int limbs = (bits + limbBits - 1) / limbBits;
    int flag = -1;
    int rest = -1;
    for (int limb = limbs - 1; limb >= 0; limb--) {
      int width = Math.min(limbBits, bits - limb * limbBits);
      int shift = limb * limbBits;
      int size = 1 << width;
      int digit =
          limb == 0
              ? -1
              : circuit.witness(
                  "distance" + limb,
                  shape,
                  0,
                  size - 1,
                  fill(window, v -> (v >> shift) & (size - 1)));
      int zero =
          circuit.witness("zero" + limb, shape, 0, 1, fill(window, v -> v >> shift == 0 ? 1 : 0));
      // The lowest limb is what the others leave of z; below the highest, the argument also carries
      // the flag of the limbs above.
      Sum key = circuit.sum(shape);
      if (limb == 0) {
        key.plus(1, z);
        if (rest >= 0) {
          key.plus(-1, rest);
        }
      } else {
        key.plus(1, digit);
        Sum sum = circuit.sum(shape).plus(1L << shift, digit);
        rest = circuit.derived("rest" + limb, rest < 0 ? sum : sum.plus(1, rest));
      }
      if (flag < 0) {
        circuit.function(
            "zero", 0, zeroColumns(size, false), List.of(circuit.derived("key" + limb, key), zero));
      } else {
        int joined = circuit.derived("key" + limb, key.plus(size, flag));
        circuit.function("zero", 0, zeroColumns(size, true), List.of(joined, flag, zero));
      }
      flag = zero;
    }
    circuit.range(
        circuit.derived(
            "reached",
            program.tensor(output).shape(),
            reached(program.tensor(output).shape(), shape, flag)),
        0,
        window);
  }

  /**
   * Columns of the table of one limb: for the argument d the flag d = 0; below the highest limb,
   * for the argument d + size · (flag above) the flag above, and whether d = 0 and all above are 0.
   */
  private static List<long[]> zeroColumns(int size, boolean joined) {
    long[] above = new long[joined ? 2 * size : size];
    long[] zero = new long[above.length];
    Arrays.fill(above, joined ? size : 0, above.length, 1);
    zero[joined ? size : 0] = 1;
    return joined ? List.of(above, zero) : List.of(zero);
  }

  private List<Term> distance(CircuitBuilder circuit, List<Integer> shape, int y) {
    int kept = shape.size() - axes;
    List<IndexEntry> all = IntStream.range(0, shape.size()).mapToObj(IndexEntry::axis).toList();
    return List.of(
        new Term.Box(Scalar.of(1), shape, all, List.of(new Term.Operand(y, all.subList(0, kept)))),
        new Term.Box(
            Scalar.of(-1), shape, all, List.of(new Term.Operand(circuit.tensor(input), all))));
  }

  /** Number of cells at distance 0, minus 1. */
  private List<Term> reached(List<Integer> kept, List<Integer> shape, int flag) {
    List<IndexEntry> all = IntStream.range(0, shape.size()).mapToObj(IndexEntry::axis).toList();
    List<IndexEntry> result = all.subList(0, kept.size());
    return List.of(
        new Term.Box(Scalar.of(1), shape, result, List.of(new Term.Operand(flag, all))),
        new Term.Box(Scalar.of(-1), kept, result, List.of()));
  }

  private Fill fill(int window, LongUnaryOperator ofDistance) {
    return values -> {
      long[] x = values.of(input);
      long[] y = values.of(output);
      long[] result = new long[x.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = ofDistance.applyAsLong(y[i / window] - x[i]);
      }
      return result;
    };
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
    out.u32(input).u8(axes);
  }

  public static Maximum read(FormatReader in, int output, ProgramReader program)
      throws MalformedFormatException {
    int input = program.operand(in, output);
    int axes = in.u8("reduced axes");
    List<Integer> shape = program.shape(input);
    if (axes < 1
        || axes > shape.size()
        || !shape.subList(0, shape.size() - axes).equals(program.shape(output))) {
      throw in.malformed(
          "the maximum over "
              + axes
              + " axes of "
              + shape
              + " is not of shape "
              + program.shape(output));
    }
    return new Maximum(output, input, axes);
  }
}
