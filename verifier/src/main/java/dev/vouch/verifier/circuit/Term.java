package dev.vouch.verifier.circuit;

import dev.vouch.verifier.field.Scalar;
import java.util.List;

/** One summand of a derived tensor (protocol.md §2). */
public sealed interface Term {
  /** Non-zero factor of the whole term. */
  Scalar coefficient();

  /**
   * coefficient · product of 0, 1 or 2 operands, summed over a box of index axes.
   *
   * @param box length of each box axis
   * @param result index map of the result, one entry per axis of the tensor
   * @param operands 0, 1 or 2 operands; the first is A, the second B (§6)
   */
  record Box(Scalar coefficient, List<Integer> box, List<IndexEntry> result, List<Operand> operands)
      implements Term {
    public Box {
      box = List.copyOf(box);
      result = List.copyOf(result);
      operands = List.copyOf(operands);
    }
  }

  /**
   * A static index table: result[resultCells[i]] += coefficient · operand[operandCells[i]].
   *
   * @param tensor index of the operand
   * @param resultCells row-major cell numbers, ascending
   * @param operandCells row-major cell numbers
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Index(Scalar coefficient, int tensor, long[] resultCells, long[] operandCells)
      implements Term {}

  /**
   * An operand read through an index map; cells outside its shape are 0.
   *
   * @param tensor index of the tensor, smaller than the derived tensor's own
   * @param map one entry per axis of that tensor
   */
  record Operand(int tensor, List<IndexEntry> map) {
    public Operand {
      map = List.copyOf(map);
    }
  }
}
