package dev.vouch.circuits.primitive;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Interval analysis of a {@link Contraction}. */
final class ContractionRange {
  private static final double LIMIT = 0x1p62;

  private ContractionRange() {}

  /**
   * The range of the result, cell by cell from the operands' ranges, and from the operand's values
   * where they are public.
   *
   * @param shape of the result
   * @param tensors the operands
   * @param known values of a public operand, else null
   * @throws RangeExceededException if a partial sum may pass ±2^62
   */
  static Interval of(
      List<Integer> shape,
      List<Summand> summands,
      Tensors tensors,
      IntFunction<long @Nullable []> known) {
    requireBounded(shape, summands, tensors);
    int size = IntegerTensor.size(shape);
    long[] lo = new long[size];
    long[] hi = new long[size];
    for (Summand summand : summands) {
      StridedLoop loop = Contraction.loop(summand, shape, tensors);
      long c = summand.coefficient();
      List<IntegerTensor> operands =
          summand.operands().stream().map(operand -> tensors.tensor(operand.tensor())).toList();
      List<long @Nullable []> values = new ArrayList<>();
      summand.operands().forEach(operand -> values.add(known.apply(operand.tensor())));
      if (operands.isEmpty()) {
        loop.addTo(lo, c, List.of());
        loop.addTo(hi, c, List.of());
      } else if (operands.size() == 1) {
        long[] least = orFill(values.get(0), operands.get(0), operands.get(0).range().lo());
        long[] most = orFill(values.get(0), operands.get(0), operands.get(0).range().hi());
        loop.addTo(c > 0 ? lo : hi, c, List.of(least));
        loop.addTo(c > 0 ? hi : lo, c, List.of(most));
      } else {
        addProducts(loop, c, operands, values, c > 0 ? lo : hi, c > 0 ? hi : lo);
      }
    }
    return new Interval(Interval.of(lo).lo(), Interval.of(hi).hi());
  }

  private static void addProducts(
      StridedLoop loop,
      long c,
      List<IntegerTensor> operands,
      List<long @Nullable []> values,
      long[] least,
      long[] most) {
    int fixed = values.get(0) != null ? 0 : 1;
    long[] factors = values.get(fixed);
    IntegerTensor free = operands.get(1 - fixed);
    if (factors == null) {
      Interval product = operands.get(0).range().times(operands.get(1).range());
      long[] one = filled(operands.get(1), 1);
      loop.addTo(least, c, List.of(filled(operands.get(0), product.lo()), one));
      loop.addTo(most, c, List.of(filled(operands.get(0), product.hi()), one));
      return;
    }
    long[] positive = Arrays.stream(factors).map(factor -> Math.max(factor, 0)).toArray();
    long[] negative = Arrays.stream(factors).map(factor -> Math.min(factor, 0)).toArray();
    long[] freeLo = orFill(values.get(1 - fixed), free, free.range().lo());
    long[] freeHi = orFill(values.get(1 - fixed), free, free.range().hi());
    loop.addTo(least, c, pair(fixed, positive, freeLo));
    loop.addTo(least, c, pair(fixed, negative, freeHi));
    loop.addTo(most, c, pair(fixed, positive, freeHi));
    loop.addTo(most, c, pair(fixed, negative, freeLo));
  }

  private static List<long[]> pair(int fixed, long[] factors, long[] free) {
    return fixed == 0 ? List.of(factors, free) : List.of(free, factors);
  }

  private static long[] orFill(long @Nullable [] values, IntegerTensor tensor, long value) {
    return values != null ? values : filled(tensor, value);
  }

  private static long[] filled(IntegerTensor tensor, long value) {
    long[] values = new long[tensor.size()];
    Arrays.fill(values, value);
    return values;
  }

  /**
   * Bounds every partial sum in any order, so that the loops above and {@link Contraction#execute}
   * cannot overflow.
   */
  private static void requireBounded(List<Integer> shape, List<Summand> summands, Tensors tensors) {
    double bound = 0;
    for (Summand summand : summands) {
      bound += term(summand, tensors) * summand.positionsPerCell();
    }
    if (bound > LIMIT) {
      bound = cellByCell(shape, summands, tensors);
    }
    if (bound > LIMIT) {
      throw new RangeExceededException(
          String.format("sums may reach 2^%.1f, beyond ±2^62", Math.log(bound) / Math.log(2)));
    }
  }

  /** Largest magnitude of one product. */
  private static double term(Summand summand, Tensors tensors) {
    double term = Math.abs((double) summand.coefficient());
    for (Term.Operand operand : summand.operands()) {
      term *= tensors.tensor(operand.tensor()).range().magnitude();
    }
    return term;
  }

  /** The bound where summands lie beside one another, as the parts of a concatenation do. */
  private static double cellByCell(List<Integer> shape, List<Summand> summands, Tensors tensors) {
    double[] bounds = new double[IntegerTensor.size(shape)];
    for (Summand summand : summands) {
      double term = term(summand, tensors);
      Contraction.loop(summand, shape, tensors)
          .forEachRun(
              (count, r, rStep, p, pStep, q, qStep) -> {
                for (int i = 0; i < count; i++) {
                  bounds[r + i * rStep] += term;
                }
              });
    }
    return Arrays.stream(bounds).max().orElse(0);
  }
}
