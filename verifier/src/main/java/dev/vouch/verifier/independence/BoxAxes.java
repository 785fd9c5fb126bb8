package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The axes of a term's box by what they move: the result and one operand, the result alone, or the
 * operand alone; those that move neither are left out. Immutable.
 *
 * @param shared axes that move both
 * @param ofResult axes that move the result alone
 * @param ofOperand axes that move the operand alone, by the axis of the operand that they move
 * @param resultFirst row-major number of the result's cell where all axes are 0
 */
record BoxAxes(
    List<Axis> shared, List<Axis> ofResult, List<List<Axis>> ofOperand, long resultFirst) {
  /** More steps than anybody takes. */
  private static final long ENDLESS = 1L << 60;

  /**
   * An axis of the box.
   *
   * @param result how far an index moves the number of the result's cell
   * @param operandAxis the operand's axis that it moves, or −1
   * @param operand how far it moves the index on that axis
   */
  record Axis(int length, long result, int operandAxis, long operand) {}

  /**
   * Sorts the axes.
   *
   * @param resultShape of the term's result
   */
  static BoxAxes of(Term.Box term, List<Integer> resultShape, Term.Operand operand) {
    long[] result = new long[term.box().size()];
    long first = 0;
    long stride = 1;
    for (int axis = resultShape.size() - 1; axis >= 0; axis--) {
      IndexEntry entry = term.result().get(axis);
      first += stride * entry.offset();
      for (IndexEntry.Part part : entry.parts()) {
        result[part.boxAxis()] = stride * part.coefficient();
      }
      stride *= resultShape.get(axis);
    }
    int[] operandAxis = new int[result.length];
    long[] moved = new long[result.length];
    Arrays.fill(operandAxis, -1);
    List<List<Axis>> ofOperand = new ArrayList<>();
    for (int axis = 0; axis < operand.map().size(); axis++) {
      for (IndexEntry.Part part : operand.map().get(axis).parts()) {
        operandAxis[part.boxAxis()] = axis;
        moved[part.boxAxis()] = part.coefficient();
      }
      ofOperand.add(new ArrayList<>());
    }
    List<Axis> shared = new ArrayList<>();
    List<Axis> ofResult = new ArrayList<>();
    for (int i = 0; i < result.length; i++) {
      Axis axis = new Axis(term.box().get(i), result[i], operandAxis[i], moved[i]);
      if (result[i] != 0) {
        (operandAxis[i] >= 0 ? shared : ofResult).add(axis);
      } else if (operandAxis[i] >= 0) {
        ofOperand.get(operandAxis[i]).add(axis);
      }
    }
    return new BoxAxes(shared, ofResult, ofOperand, first);
  }

  /** How many indices of the shared axes there are, times those of the others, one kind by one. */
  long steps() {
    long operands = 1;
    for (List<Axis> axes : ofOperand) {
      operands = times(operands, positions(axes));
    }
    return times(positions(shared), positions(ofResult) + operands);
  }

  private static long positions(List<Axis> axes) {
    long positions = 1;
    for (Axis axis : axes) {
      positions = times(positions, axis.length());
    }
    return positions;
  }

  /** The product of positive numbers, or a large number instead of a larger one. */
  static long times(long a, long b) {
    return a > ENDLESS / b ? ENDLESS : a * b;
  }
}
