package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Fill;
import dev.vouch.circuits.emit.Limbs;
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
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Any monotone function of few results, by the numbers at which it rises (docs/spec/primitives.md
 * §12), for each slice its own:
 *
 * <pre>y[…] = lowest + #{q : x[…] ≥ thresholds[s·steps + q]}</pre>
 *
 * @param input x
 * @param lowest least result
 * @param steps how often each slice's function rises
 * @param inner cells of x that lie side by side in one slice; whole axes
 * @param domain where x lies; whoever builds the program knows that it does, or that it has no
 *     result elsewhere: there is no witness then
 * @param thresholds of slice after slice, none decreasing within a slice, each in the domain or one
 *     beyond its end
 */
@SuppressWarnings("ArrayRecordComponent")
public record StepFunction(
    int output, int input, long lowest, int steps, int inner, Interval domain, long[] thresholds)
    implements Primitive {
  static final int CODE = 12;

  /** Most thresholds of all slices. */
  public static final int MAX_THRESHOLDS = 1 << 20;

  /** The part of a constant that tells slices apart stays an integer of a program. */
  private static final int MAX_OFFSET_BITS = 61;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  @Override
  public StepFunction renumbered(IntUnaryOperator numbers) {
    return new StepFunction(
        numbers.applyAsInt(output),
        numbers.applyAsInt(input),
        lowest,
        steps,
        inner,
        domain,
        thresholds);
  }

  private int slices() {
    return thresholds.length / steps;
  }

  private int slice(int cell) {
    return cell / inner % slices();
  }

  /** How often the function has risen at x. */
  private int risen(int cell, long x) {
    int from = slice(cell) * steps;
    int low = 0;
    int high = steps;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (thresholds[from + middle] <= x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The least x beyond q steps of a slice. */
  private long threshold(int slice, int q) {
    return q == 0 ? domain.lo() : q > steps ? domain.hi() + 1 : thresholds[slice * steps + q - 1];
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    long[] y = values.of(input).clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = lowest + risen(i, domain.clamp(y[i]));
    }
    return y;
  }

  /** Bits of the longest way from an x to an end of its step. */
  private int distanceBits() {
    long widest = 1;
    for (int slice = 0; slice < slices(); slice++) {
      for (int q = 0; q <= steps; q++) {
        widest = Math.max(widest, threshold(slice, q + 1) - threshold(slice, q) - 1);
      }
    }
    return Long.SIZE - Long.numberOfLeadingZeros(widest);
  }

  /** Where each step of each slice starts, and where its last one ends; slices apart. */
  private long[] starts(long apart) {
    long[] starts = new long[slices() * (steps + 2)];
    for (int row = 0; row < starts.length; row++) {
      int slice = row / (steps + 2);
      starts[row] = threshold(slice, row % (steps + 2)) + slice * apart;
    }
    return starts;
  }

  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int layout) {
    IntegerTensor tensor = tensors.tensor(output);
    List<Integer> shape = tensor.shape();
    Limbs limbs = Limbs.whole(distanceBits(), circuit.limbBits());
    int y = circuit.define(output, "value", shape, tensor.range().lo(), tensor.range().hi());
    long apart = slices() == 1 ? 0 : apart(tensors.tensor(input).range(), limbs);
    OptionalInt slice =
        slices() == 1
            ? OptionalInt.empty()
            : OptionalInt.of(circuit.derived("slice", shape, slices(circuit, shape)));
    long[] starts = starts(apart);
    for (boolean end : new boolean[] {false, true}) {
      String name = end ? "end" : "start";
      Sum row = circuit.sum(shape).plus(1, y).plus((end ? 1 : 0) - lowest);
      Sum threshold = circuit.sum(shape).plus(1, circuit.tensor(input)).plus(end ? 1 : 0);
      slice.ifPresent(number -> row.plus(steps + 2L, number));
      slice.ifPresent(number -> threshold.plus(apart, number));
      threshold.plusNumber(end ? 1 : -1, limbs, 0, digits(circuit, name, shape, limbs, end));
      circuit.function(
          "steps",
          0,
          List.of(starts),
          List.of(circuit.derived(name + " row", row), circuit.derived(name, threshold)));
    }
  }

  /**
   * What the starts of one slice's steps are apart from the next one's: more than they can vary.
   */
  private long apart(Interval range, Limbs limbs) {
    Interval all =
        new Interval(Math.min(range.lo(), domain.lo()), Math.max(range.hi(), domain.hi()));
    long reach = all.hi() - all.lo() + 1 + (1L << limbs.bits());
    int bits = Long.SIZE - Long.numberOfLeadingZeros(reach);
    int sliceBits = Integer.SIZE - Integer.numberOfLeadingZeros(slices());
    if (bits + sliceBits > MAX_OFFSET_BITS) {
      throw new IllegalStateException(slices() + " slices of " + bits + " bits");
    }
    return 1L << bits;
  }

  /** The number of each cell's slice: its place along the axes whose cells slices are. */
  private List<Term> slices(CircuitBuilder circuit, List<Integer> shape) {
    int numbers = circuit.counting("slices", slices(), 0);
    int axis = shape.size() - 1;
    for (int cells = 1; cells < inner; axis--) {
      cells *= shape.get(axis);
    }
    List<IndexEntry.Part> parts = new ArrayList<>();
    for (int stride = 1; stride < slices(); axis--) {
      if (shape.get(axis) > 1) {
        parts.add(0, new IndexEntry.Part(axis, stride));
      }
      stride *= shape.get(axis);
    }
    List<IndexEntry> cell = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      cell.add(IndexEntry.axis(i));
    }
    Term.Operand number = new Term.Operand(numbers, List.of(new IndexEntry(0, parts)));
    return List.of(new Term.Box(Scalar.of(1), shape, cell, List.of(number)));
  }

  /** Digits of how far each x is from the start of its step, or from its last number. */
  private List<Integer> digits(
      CircuitBuilder circuit, String name, List<Integer> shape, Limbs limbs, boolean end) {
    List<Integer> digits = new ArrayList<>();
    for (int limb = 0; limb < limbs.count(); limb++) {
      int place = limb;
      long half = 1L << (limbs.width(limb) - 1);
      Fill fill =
          values -> {
            long[] cells = values.of(input).clone();
            for (int i = 0; i < cells.length; i++) {
              cells[i] = limbs.digit(distance(i, domain.clamp(cells[i]), end), place);
            }
            return cells;
          };
      digits.add(circuit.witness(name + limb, shape, -half, half - 1, fill));
      circuit.digit(digits.get(limb), limbs, limb);
    }
    return digits;
  }

  private long distance(int cell, long x, boolean end) {
    int risen = risen(cell, x);
    int slice = slice(cell);
    return end ? threshold(slice, risen + 1) - 1 - x : x - threshold(slice, risen);
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
    return List.of(new Domain(input, domain, "where the function is defined"));
  }

  /** The thresholds are facts of the circuit, which holds them in full. */
  @Override
  public Optional<Published> published(Tensors tensors) {
    return Optional.empty();
  }

  @Override
  public long macs() {
    return 0;
  }

  /** Exact where x is; else the steps within its error. */
  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    // thresholds were rounded up to integers: the truth crosses one even within a step
    long[] x = values.of(input);
    double[] doubt = errors.of(input);
    double[] carried = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      long reach = (long) Math.ceil(Math.min(doubt[i], Interval.LIMIT));
      int here = risen(i, domain.clamp(x[i]));
      int most = risen(i, domain.clamp(x[i] + reach));
      int least = risen(i, domain.clamp(x[i] - reach));
      int jump = Math.max(most - here, here - least);
      carried[i] = errors.ofStep(jump);
    }
    return carried;
  }

  /** The first and the last result reach as far as x does, by definition. */
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
    out.u32(input).svar(lowest).u32(inner).u32(steps);
    out.u64(domain.lo()).u64(domain.hi()).u32(thresholds.length);
    long before = 0;
    for (long threshold : thresholds) {
      out.svar(threshold - before);
      before = threshold;
    }
  }

  static StepFunction read(int output, PrimitiveSource source) throws MalformedFormatException {
    FormatReader in = source.bytes();
    int input = source.operand(output);
    source.requireSameShape(input, output);
    long lowest = in.svar("least result");
    int inner = in.u31("cells side by side");
    int steps = in.u31("steps");
    Interval domain = source.interval();
    int count = in.count("thresholds", 1);
    Interval results = source.tensor(output).range();
    if (steps == 0
        || count == 0
        || count > MAX_THRESHOLDS
        || count % steps != 0
        || results.lo() != lowest
        || results.hi() - lowest != steps
        || !sliced(source.tensor(input).shape(), inner, count / steps)) {
      throw in.malformed(count + " thresholds of " + steps + " steps from " + lowest);
    }
    long[] thresholds = new long[count];
    long value = 0;
    for (int i = 0; i < count; i++) {
      value += in.svar("threshold");
      long least = i % steps == 0 ? domain.lo() : thresholds[i - 1];
      if (value < least || value > domain.hi() + 1) {
        throw in.malformed("threshold " + value + " where x is in " + domain);
      }
      thresholds[i] = value;
    }
    return new StepFunction(output, input, lowest, steps, inner, domain, thresholds);
  }

  /**
   * Whether the slices of a tensor are the cells of some of its axes, and {@code inner} of others.
   */
  private static boolean sliced(List<Integer> shape, int inner, int slices) {
    int axis = shape.size() - 1;
    long cells = 1;
    for (; axis >= 0 && cells < inner; axis--) {
      cells *= shape.get(axis);
    }
    long numbers = 1;
    for (; axis >= 0 && numbers < slices; axis--) {
      numbers *= shape.get(axis);
    }
    return cells == inner && numbers == slices;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StepFunction that
        && output == that.output
        && input == that.input
        && lowest == that.lowest
        && steps == that.steps
        && inner == that.inner
        && domain.equals(that.domain)
        && Arrays.equals(thresholds, that.thresholds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(thresholds) * 31 + output;
  }
}
