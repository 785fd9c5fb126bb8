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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * y[…, v] = [x[…] = v] for 0 ≤ v &lt; count: a position as a row of zeros and a one
 * (docs/spec/primitives.md §9). Whether x is such a position depends on the data; there is no
 * witness otherwise. The input is affine.
 *
 * @param count length of the last axis, which the input lacks
 */
public record OneHot(int output, int input, int count) implements Primitive {
  static final int CODE = 9;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  @Override
  public OneHot renumbered(IntUnaryOperator numbers) {
    return new OneHot(numbers.applyAsInt(output), numbers.applyAsInt(input), count);
  }

  private Interval positions() {
    return new Interval(0, count - 1L);
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    long[] x = values.of(input);
    long[] y = new long[Math.multiplyExact(x.length, count)];
    for (int i = 0; i < x.length; i++) {
      if (positions().contains(x[i])) {
        y[i * count + (int) x[i]] = 1;
      }
    }
    return y;
  }

  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int layout) {
    List<Integer> shape = tensors.tensor(output).shape();
    List<Integer> rows = shape.subList(0, shape.size() - 1);
    int x = circuit.tensor(input);
    int y = circuit.define(output, "flags", shape, 0, 1);
    int places = circuit.counting("places", count, 0);
    List<IndexEntry> cells = axes(0, shape.size());
    List<IndexEntry> row = axes(0, rows.size());
    List<IndexEntry> place = axes(rows.size(), shape.size());
    int distance =
        circuit.derived(
            "distance",
            shape,
            List.of(term(1, shape, cells, x, row), term(-1, shape, cells, places, place)));
    circuit.zero(circuit.derived("elsewhere", circuit.sum(shape).plusProduct(1, y, distance)));
    List<Term> total = new ArrayList<>();
    total.add(term(1, shape, row, y, cells));
    total.add(new Term.Box(Scalar.of(-1), rows, row, List.of()));
    circuit.zero(circuit.derived("others", rows, total));
  }

  private static List<IndexEntry> axes(int from, int to) {
    return IntStream.range(from, to).mapToObj(IndexEntry::axis).toList();
  }

  private static Term term(
      long coefficient,
      List<Integer> box,
      List<IndexEntry> result,
      int operand,
      List<IndexEntry> map) {
    return new Term.Box(
        Scalar.of(coefficient), box, result, List.of(new Term.Operand(operand, map)));
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
    return List.of(Domain.ofData(input, positions(), "for a position"));
  }

  @Override
  public Optional<Published> published(Tensors tensors) {
    return Optional.empty();
  }

  @Override
  public long macs() {
    return 0;
  }

  /** The one may stand wherever the position can be, and then not where it does. */
  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    long[] x = values.of(input);
    double[] source = errors.of(input);
    double[] carried = new double[Math.multiplyExact(x.length, count)];
    for (int i = 0; i < x.length; i++) {
      long reach = (long) Math.min(count, Math.floor(source[i]));
      if (reach > 0) {
        int from = (int) positions().clamp(x[i] - reach);
        int to = (int) positions().clamp(x[i] + reach);
        Arrays.fill(carried, i * count + from, i * count + to + 1, errors.ofStep(1));
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
    out.u32(input);
  }

  static OneHot read(int output, PrimitiveSource source) throws MalformedFormatException {
    FormatReader in = source.bytes();
    int input = source.operand(output);
    List<Integer> shape = source.tensor(output).shape();
    IntegerTensor from = source.tensor(input);
    if (shape.isEmpty() || !from.shape().equals(shape.subList(0, shape.size() - 1))) {
      throw in.malformed("positions " + from.shape() + " as rows of " + shape);
    }
    return new OneHot(output, input, shape.get(shape.size() - 1));
  }
}
