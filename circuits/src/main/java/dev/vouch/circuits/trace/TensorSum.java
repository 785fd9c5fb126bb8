package dev.vouch.circuits.trace;

import dev.vouch.circuits.primitive.StridedLoop;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of one derived tensor, as exact integers. Sums are taken modulo 2^64; only where their
 * operands are so large that a sum could leave 64 bits, a floating-point sum beside them tells
 * whether it did. Such cells become {@link Long#MIN_VALUE} or {@link Long#MAX_VALUE}, by sign: no
 * assertion of a circuit allows them.
 */
final class TensorSum {
  private static final double LIMIT = 0x1p62;
  private static final double ROUNDING = 0x1p-52;

  private final Circuit circuit;
  private final List<Summed> terms = new ArrayList<>();
  private final List<Integer> shape;
  private double bound;
  private double additions;

  /** A term and the cells that it reads. */
  private record Summed(Term term, long coefficient, List<long[]> operands) {}

  /**
   * A sum of terms.
   *
   * @param values cells of the tensors before the derived one
   */
  TensorSum(Circuit circuit, Tensor.Derived tensor, long[][] values) {
    this.circuit = circuit;
    this.shape = tensor.shape();
    for (Term term : tensor.terms()) {
      Summed summed = new Summed(term, integer(term.coefficient()), operands(term, values));
      double size = Math.abs((double) summed.coefficient());
      for (long[] operand : summed.operands()) {
        size *= magnitude(operand);
      }
      double count =
          term instanceof Term.Box box
              ? summand(box, summed.coefficient()).positionsPerCell()
              : ((Term.Index) term).resultCells().length;
      bound += size * count;
      additions += count;
      terms.add(summed);
    }
  }

  private static List<long[]> operands(Term term, long[][] values) {
    return term instanceof Term.Box box
        ? box.operands().stream().map(operand -> values[operand.tensor()]).toList()
        : List.of(values[((Term.Index) term).tensor()]);
  }

  private static Summand summand(Term.Box term, long coefficient) {
    return new Summand(coefficient, term.box(), term.result(), term.operands());
  }

  private static double magnitude(long[] cells) {
    double most = 0;
    for (long cell : cells) {
      most = Math.max(most, Math.abs((double) cell));
    }
    return most;
  }

  /** A coefficient, of which a compiler emits none beyond ±2^63. */
  private static long integer(Scalar coefficient) {
    long positive = lowest(coefficient);
    if (Scalar.of(positive).equals(coefficient)) {
      return positive;
    }
    long negative = -lowest(coefficient.negate());
    if (Scalar.of(negative).equals(coefficient)) {
      return negative;
    }
    throw new IllegalArgumentException("a coefficient of the circuit passes ±2^63");
  }

  /** The scalar modulo 2^64. */
  private static long lowest(Scalar scalar) {
    return ByteBuffer.wrap(scalar.toBytes()).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /** The cells. */
  long[] cells() {
    long[] sums = new long[Math.toIntExact(size())];
    for (Summed summed : terms) {
      if (summed.term() instanceof Term.Box box) {
        loop(box, summed.coefficient()).addTo(sums, summed.coefficient(), summed.operands());
      } else {
        Term.Index index = (Term.Index) summed.term();
        long[] operand = summed.operands().get(0);
        for (int i = 0; i < index.resultCells().length; i++) {
          sums[(int) index.resultCells()[i]] +=
              summed.coefficient() * operand[(int) index.operandCells()[i]];
        }
      }
    }
    if (bound >= LIMIT) {
      saturate(sums);
    }
    return sums;
  }

  private long size() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  private StridedLoop loop(Term.Box term, long coefficient) {
    List<List<Integer>> shapes =
        term.operands().stream()
            .map(operand -> circuit.tensors().get(operand.tensor()).shape())
            .toList();
    return new StridedLoop(summand(term, coefficient), shape, shapes);
  }

  private void saturate(long[] sums) {
    double[] approximate = new double[sums.length];
    terms.forEach(summed -> approximate(summed, approximate));
    // Each addition and multiplication rounds by at most bound · 2^-53.
    double error = bound * ROUNDING * (additions + 3);
    for (int cell = 0; cell < sums.length; cell++) {
      if (Math.abs(approximate[cell]) + error >= LIMIT) {
        sums[cell] = approximate[cell] < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
    }
  }

  private void approximate(Summed summed, double[] sums) {
    double c = summed.coefficient();
    if (summed.term() instanceof Term.Index index) {
      long[] operand = summed.operands().get(0);
      for (int i = 0; i < index.resultCells().length; i++) {
        sums[(int) index.resultCells()[i]] += c * operand[(int) index.operandCells()[i]];
      }
      return;
    }
    long[] one = {1};
    boolean first = !summed.operands().isEmpty();
    boolean second = summed.operands().size() == 2;
    long[] a = first ? summed.operands().get(0) : one;
    long[] b = second ? summed.operands().get(1) : one;
    loop((Term.Box) summed.term(), summed.coefficient())
        .forEachRun(
            (count, r, rStep, p, pStep, q, qStep) -> {
              for (int i = 0; i < count; i++) {
                sums[r + i * rStep] += c * a[p + i * pStep] * b[q + i * qStep];
              }
            });
  }
}
