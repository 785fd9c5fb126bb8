package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A sum of products of tensors with affine indices: dense layers, convolutions, sums, biases,
 * scaling and all wiring (docs/spec/primitives.md §2). Never committed: the output is a derived
 * tensor.
 */
public record Contraction(int output, List<Summand> summands) implements Primitive {
  static final int CODE = 1;

  /** Of a term, where the network is computed in float32. */
  private static final double FLOAT_ROUNDING = 0x1p-24;

  private static final int MAX_BOX_AXES = 16;
  private static final int MAX_OPERANDS = 2;

  public Contraction {
    summands = List.copyOf(summands);
  }

  @Override
  public List<Integer> inputs() {
    return summands.stream()
        .flatMap(summand -> summand.operands().stream())
        .map(Term.Operand::tensor)
        .distinct()
        .toList();
  }

  @Override
  public Contraction renumbered(IntUnaryOperator numbers) {
    return new Contraction(
        numbers.applyAsInt(output),
        summands.stream().map(summand -> summand.renumbered(numbers)).toList());
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    IntegerTensor result = tensors.tensor(output);
    long[] cells = new long[result.size()];
    for (Summand summand : summands) {
      List<long[]> operands =
          summand.operands().stream().map(operand -> values.of(operand.tensor())).toList();
      loop(summand, result.shape(), tensors).addTo(cells, summand.coefficient(), operands);
    }
    return cells;
  }

  static StridedLoop loop(Summand summand, List<Integer> shape, Tensors tensors) {
    return new StridedLoop(
        summand,
        shape,
        summand.operands().stream()
            .map(operand -> tensors.tensor(operand.tensor()).shape())
            .toList());
  }

  /**
   * The range of the result, cell by cell from the operands' ranges, and from the operand's values
   * where they are public.
   *
   * @param shape of the result
   * @param tensors the operands
   * @param known values of a public operand, else null
   * @throws RangeExceededException if a partial sum may pass ±2^62
   */
  public static Interval range(
      List<Integer> shape,
      List<Summand> summands,
      Tensors tensors,
      IntFunction<long @Nullable []> known) {
    return ContractionRange.of(shape, summands, tensors, known);
  }

  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int layout) {
    List<Term> terms = new ArrayList<>();
    for (Summand summand : summands) {
      List<Term.Operand> operands =
          summand.operands().stream()
              .map(operand -> new Term.Operand(circuit.tensor(operand.tensor()), operand.map()))
              .toList();
      terms.add(
          new Term.Box(
              Scalar.of(summand.coefficient()), summand.box(), summand.result(), operands));
    }
    circuit.bind(output, circuit.derived("sum", tensors.tensor(output).shape(), terms));
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

  /**
   * The powers of two by which slices of one tensor are scaled; other coefficients follow from the
   * architecture and from scales that tensors show.
   */
  @Override
  public Optional<Published> published(Tensors tensors) {
    long[] coefficients = summands.stream().mapToLong(Summand::coefficient).toArray();
    boolean ofSlices =
        summands.stream().allMatch(summand -> summand.operands().size() == 1)
            && summands.stream()
                    .map(summand -> summand.operands().get(0).tensor())
                    .distinct()
                    .count()
                == 1
            && Arrays.stream(coefficients).distinct().count() > 1;
    return ofSlices
        ? Optional.of(
            new Published(
                "scaling of slices",
                Map.of(
                    "least", Arrays.stream(coefficients).min().orElseThrow(),
                    "most", Arrays.stream(coefficients).max().orElseThrow())))
        : Optional.empty();
  }

  @Override
  public long macs() {
    return summands.stream()
        .filter(summand -> summand.operands().size() == 2)
        .mapToLong(Summand::positions)
        .sum();
  }

  /** What the errors of the operands make in each term, and what its rounding as float32 does. */
  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    IntegerTensor result = tensors.tensor(output);
    double[] carried = new double[result.size()];
    for (Products products : products()) {
      StridedLoop loop = loop(products.one(), result.shape(), tensors);
      products.addError(carried, loop, values, errors, errors.ofCoefficients(output));
    }
    if (errors.independent()) {
      Arrays.setAll(carried, cell -> Math.sqrt(carried[cell]));
    }
    return carried;
  }

  /** Summands of equal products together: what operands are off by is the same in each. */
  private List<Products> products() {
    Map<Summand, Products> products = new LinkedHashMap<>();
    for (Summand summand : summands) {
      Summand one = new Summand(1, summand.box(), summand.result(), summand.operands());
      double c = summand.coefficient();
      products.merge(one, new Products(one, c, Math.abs(c)), Products::plus);
    }
    return List.copyOf(products.values());
  }

  /**
   * Summands that differ in their coefficients only.
   *
   * @param net sum of the coefficients
   * @param gross sum of their magnitudes
   */
  private record Products(Summand one, double net, double gross) {
    Products plus(Products other) {
      return new Products(one, net + other.net, gross + other.gross);
    }

    /**
     * |net|·(|a|·δb + |b|·δa + δa·δb) + gross·δc·|a|·|b|; a missing operand is an exact 1. What
     * values are compared with was computed in float32, and exactly where operands are exact.
     */
    void addError(
        double[] carried, StridedLoop loop, Values values, Errors errors, double ofCoefficients) {
      List<Term.Operand> operands = one.operands();
      for (int i = 0; i < operands.size() && operands.size() == 2; i++) {
        Errors.Shares shares = errors.sharesOf(operands.get(i).tensor());
        if (shares != null && loop.takesRows(i, shares.length())) {
          addErrorOfShares(carried, loop, values, errors, ofCoefficients, i, shares);
          return;
        }
      }
      long[] unit = {1};
      double[] none = {0};
      long[] a = operands.isEmpty() ? unit : values.of(operands.get(0).tensor());
      double[] aErrors = operands.isEmpty() ? none : errors.of(operands.get(0).tensor());
      boolean product = operands.size() == 2;
      long[] b = product ? values.of(operands.get(1).tensor()) : unit;
      double[] bErrors = product ? errors.of(operands.get(1).tensor()) : none;
      double factor = Math.abs(net);
      double exact = gross * ofCoefficients;
      double rounded = gross * (ofCoefficients + FLOAT_ROUNDING);
      boolean independent = errors.independent();
      loop.forEachRun(
          (count, r, rStep, p, pStep, q, qStep) -> {
            for (int i = 0; i < count; i++) {
              double x = Math.abs((double) a[p + i * pStep]);
              double xError = aErrors[p + i * pStep];
              double y = Math.abs((double) b[q + i * qStep]);
              double yError = bErrors[q + i * qStep];
              double ofTerm = xError + yError > 0 ? rounded : exact;
              double error = factor * (x * yError + y * xError + xError * yError) + ofTerm * x * y;
              carried[r + i * rStep] += independent ? error * error : error;
            }
          });
    }

    /**
     * Where a sum takes m whole rows of shares a: with c, the mean of the other operand b weighted
     * by them,
     *
     * <pre>
     * Σ δa·b = Σ δa·(b − c) + c·(Σ a − m·whole)
     * </pre>
     */
    private void addErrorOfShares(
        double[] carried,
        StridedLoop loop,
        Values values,
        Errors errors,
        double ofCoefficients,
        int place,
        Errors.Shares shares) {
      boolean first = place == 0;
      int aTensor = one.operands().get(place).tensor();
      int bTensor = one.operands().get(1 - place).tensor();
      long[] a = values.of(aTensor);
      long[] b = values.of(bTensor);
      double[] sums = new double[carried.length];
      double[] means = new double[carried.length];
      double[] rows = new double[carried.length];
      loop.forEachRun(
          (count, r, rStep, p, pStep, q, qStep) -> {
            for (int i = 0; i < count; i++) {
              double share = a[first ? p + i * pStep : q + i * qStep];
              int cell = r + i * rStep;
              sums[cell] += share;
              means[cell] += share * b[first ? q + i * qStep : p + i * pStep];
              rows[cell] += 1.0 / shares.length();
            }
          });
      Arrays.setAll(means, cell -> sums[cell] == 0 ? 0 : means[cell] / sums[cell]);
      double[] aErrors = errors.of(aTensor);
      double[] bErrors = errors.of(bTensor);
      double factor = Math.abs(net);
      double rounded = gross * (ofCoefficients + FLOAT_ROUNDING);
      boolean independent = errors.independent();
      loop.forEachRun(
          (count, r, rStep, p, pStep, q, qStep) -> {
            for (int i = 0; i < count; i++) {
              int shareCell = first ? p + i * pStep : q + i * qStep;
              int otherCell = first ? q + i * qStep : p + i * pStep;
              int cell = r + i * rStep;
              double share = Math.abs((double) a[shareCell]);
              double shareError = aErrors[shareCell];
              double otherError = bErrors[otherCell];
              double distance = Math.abs(b[otherCell] - means[cell]);
              double error =
                  factor * (share * otherError + distance * shareError + shareError * otherError)
                      + rounded * share * Math.abs((double) b[otherCell]);
              carried[cell] += independent ? error * error : error;
            }
          });
      for (int cell = 0; cell < carried.length; cell++) {
        double ofWhole = Math.abs(sums[cell] - rows[cell] * shares.whole());
        double error = factor * Math.abs(means[cell]) * ofWhole;
        carried[cell] += independent ? error * error : error;
      }
    }
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
    out.u32(summands.size());
    for (Summand summand : summands) {
      out.svar(summand.coefficient()).u8(summand.box().size());
      summand.box().forEach(out::u32);
      IndexMap.write(out, summand.result());
      out.u8(summand.operands().size());
      for (Term.Operand operand : summand.operands()) {
        out.u32(operand.tensor());
        IndexMap.write(out, operand.map());
      }
    }
  }

  static Contraction read(int output, PrimitiveSource source) throws MalformedFormatException {
    FormatReader in = source.bytes();
    int count = in.count("summands", 3);
    List<Summand> summands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long coefficient = in.svar("coefficient");
      if (coefficient == 0) {
        throw in.malformed("a coefficient is 0");
      }
      int axes = in.u8("box axes", MAX_BOX_AXES);
      List<Integer> box = new ArrayList<>();
      long positions = 1;
      for (int axis = 0; axis < axes; axis++) {
        int length = source.length();
        positions = source.work(positions, length);
        box.add(length);
      }
      List<IndexEntry> result = IndexMap.read(in, source.tensor(output).shape(), box, true);
      int operandCount = in.u8("operands", MAX_OPERANDS);
      List<Term.Operand> operands = new ArrayList<>();
      for (int operand = 0; operand < operandCount; operand++) {
        int tensor = source.operand(output);
        List<IndexEntry> map = IndexMap.read(in, source.tensor(tensor).shape(), box, false);
        operands.add(new Term.Operand(tensor, map));
      }
      summands.add(new Summand(coefficient, box, result, operands));
    }
    return new Contraction(output, summands);
  }
}
