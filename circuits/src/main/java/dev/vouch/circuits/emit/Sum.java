package dev.vouch.circuits.emit;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Terms of a derived tensor all of whose operands have its own shape: Σ coefficient · operand(s) +
 * constant, cell by cell.
 */
public final class Sum {
  private final List<Integer> shape;
  private final List<IndexEntry> identity;
  private final List<Term> terms = new ArrayList<>();
  private long constant;

  Sum(List<Integer> shape) {
    this.shape = List.copyOf(shape);
    this.identity = IntStream.range(0, shape.size()).mapToObj(IndexEntry::axis).toList();
  }

  /** Adds coefficient · tensor. */
  public Sum plus(long coefficient, int tensor) {
    return term(coefficient, List.of(tensor));
  }

  /** Adds coefficient · left · right. */
  public Sum plusProduct(long coefficient, int left, int right) {
    return term(coefficient, List.of(left, right));
  }

  /** Adds a constant to every cell. */
  public Sum plus(long value) {
    constant = Math.addExact(constant, value);
    return this;
  }

  /**
   * Adds factor · Σ_{i ≥ first} 2^offset(i) · (digit_i + centre(i)); {@code digits.get(i − first)}
   * is the tensor of digit i.
   */
  public Sum plusNumber(long factor, Limbs limbs, int first, List<Integer> digits) {
    for (int i = first; i < limbs.count(); i++) {
      plus(Math.multiplyExact(factor, 1L << limbs.offset(i)), digits.get(i - first));
    }
    return plus(Math.multiplyExact(factor, limbs.centres(first)));
  }

  private Sum term(long coefficient, List<Integer> operands) {
    if (coefficient != 0) {
      List<Term.Operand> read =
          operands.stream().map(tensor -> new Term.Operand(tensor, identity)).toList();
      terms.add(new Term.Box(Scalar.of(coefficient), shape, identity, read));
    }
    return this;
  }

  /** The shape of every operand and of the result. */
  public List<Integer> shape() {
    return shape;
  }

  List<Term> terms() {
    List<Term> all = new ArrayList<>(terms);
    if (constant != 0) {
      all.add(new Term.Box(Scalar.of(constant), shape, identity, List.of()));
    }
    return all;
  }
}
