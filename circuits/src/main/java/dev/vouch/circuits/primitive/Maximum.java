package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Fill;
import dev.vouch.circuits.emit.Sum;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * The greatest value along the last axes of a tensor (docs/spec/primitives.md §5).
 *
 * @param axes how many of the input's last axes are reduced
 */
public record Maximum(int output, int input, int axes) implements Primitive {
  static final int CODE = 5;
  private static final int MAX_LIMB_BITS = 16;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  @Override
  public Maximum renumbered(IntUnaryOperator numbers) {
    return new Maximum(numbers.applyAsInt(output), numbers.applyAsInt(input), axes);
  }

  /** Number of cells under each maximum. */
  static int window(List<Integer> inputShape, int axes) {
    return inputShape.subList(inputShape.size() - axes, inputShape.size()).stream()
        .reduce(1, (a, b) -> a * b);
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    long[] x = values.of(input);
    int window = window(tensors.tensor(input).shape(), axes);
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
  private int distanceBits(Tensors tensors) {
    Interval range = tensors.tensor(input).range();
    return Math.max(1, 64 - Long.numberOfLeadingZeros(range.hi() - range.lo()));
  }

  @Override
  public List<LayoutOption> layouts(Tensors tensors, int limbBits) {
    List<LayoutOption> options = new ArrayList<>();
    long cells = tensors.tensor(input).size();
    int bits = distanceBits(tensors);
    for (int width = 2; width <= MAX_LIMB_BITS; width++) {
      int limbs = (bits + width - 1) / width;
      Set<LayoutTable> tables = new HashSet<>();
      tables.add(new ZeroTable(bits - (limbs - 1) * width, false));
      if (limbs > 1) {
        tables.add(new ZeroTable(width, true));
      }
      options.add(new LayoutOption(width, cells * limbs, cells * (2L * limbs - 1), tables));
    }
    return options;
  }

  /** The distance z = y − x is cut into limbs: it is ≥ 0, and 0 where all limbs are. */
  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int limbBits) {
    List<Integer> shape = tensors.tensor(input).shape();
    List<Integer> kept = tensors.tensor(output).shape();
    Interval range = tensors.tensor(input).range();
    int window = window(shape, axes);
    int y = circuit.define(output, "maximum", kept, range.lo(), range.hi());
    int z = circuit.derived("distance", shape, distance(circuit, shape, y));
    int bits = distanceBits(tensors);
    int limbs = (bits + limbBits - 1) / limbBits;
    OptionalInt zeroAbove = OptionalInt.empty(); // flag: every limb above is 0
    OptionalInt valueAbove = OptionalInt.empty(); // what the limbs above are worth
    for (int limb = limbs - 1; limb > 0; limb--) {
      int shift = limb * limbBits;
      int width = Math.min(limbBits, bits - shift);
      long mask = (1L << width) - 1;
      int digit =
          circuit.witness(
              "distance" + limb, shape, 0, mask, fill(window, v -> (v >> shift) & mask));
      int zero = zeroFlag(circuit, shape, window, limb, shift);
      Sum value = circuit.sum(shape).plus(1L << shift, digit);
      valueAbove.ifPresent(above -> value.plus(1, above));
      valueAbove = OptionalInt.of(circuit.derived("rest" + limb, value));
      lookUp(circuit, limb, width, circuit.sum(shape).plus(1, digit), zeroAbove, zero);
      zeroAbove = OptionalInt.of(zero);
    }
    int zero = zeroFlag(circuit, shape, window, 0, 0);
    Sum lowest = circuit.sum(shape).plus(1, z);
    valueAbove.ifPresent(above -> lowest.plus(-1, above));
    lookUp(circuit, 0, Math.min(limbBits, bits), lowest, zeroAbove, zero);
    circuit.range(circuit.derived("reached", kept, reached(kept, shape, zero)), 0, window);
  }

  /** The flag that a limb and all above it are 0. */
  private int zeroFlag(
      CircuitBuilder circuit, List<Integer> shape, int window, int limb, int shift) {
    return circuit.witness("zero" + limb, shape, 0, 1, fill(window, v -> v >> shift == 0 ? 1 : 0));
  }

  /** Proves that a digit is one, and that {@code zero} is its flag ({@link ZeroTable}). */
  private static void lookUp(
      CircuitBuilder circuit, int limb, int width, Sum digit, OptionalInt zeroAbove, int zero) {
    zeroAbove.ifPresent(above -> digit.plus(1L << width, above));
    List<Integer> keys = new ArrayList<>(List.of(circuit.derived("key" + limb, digit)));
    zeroAbove.ifPresent(keys::add);
    keys.add(zero);
    circuit.function("zero", 0, new ZeroTable(width, zeroAbove.isPresent()).columns(), keys);
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

  /** The maximum lies between that of the least and that of the greatest each cell can be. */
  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    long[] x = values.of(input);
    long[] y = values.of(output);
    double[] source = errors.of(input);
    int window = window(tensors.tensor(input).shape(), axes);
    double[] carried = new double[source.length / window];
    for (int i = 0; i < carried.length; i++) {
      double above = 0;
      double below = Double.POSITIVE_INFINITY;
      for (int j = i * window; j < (i + 1) * window; j++) {
        above = Math.max(above, x[j] - y[i] + source[j]);
        below = Math.min(below, y[i] - x[j] + source[j]);
      }
      carried[i] = Math.max(above, below);
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
    out.u32(input).u8(axes);
  }

  static Maximum read(int output, PrimitiveSource source) throws MalformedFormatException {
    FormatReader in = source.bytes();
    int input = source.operand(output);
    int axes = in.u8("reduced axes");
    List<Integer> shape = source.tensor(input).shape();
    if (axes < 1
        || axes > shape.size()
        || !shape.subList(0, shape.size() - axes).equals(source.tensor(output).shape())) {
      throw in.malformed(
          "the maximum over "
              + axes
              + " axes of "
              + shape
              + " is not of shape "
              + source.tensor(output).shape());
    }
    return new Maximum(output, input, axes);
  }
}
