package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import java.util.List;

/**
 * Joins the cells of a box term's result with those of one of its operands. At one index of the box
 * axes that move both, every result cell over the axes of the result alone is computed from every
 * operand cell inside its shape over the axes of the operand alone. All of these are of one set if
 * there is such an operand cell; otherwise none is joined. So each is joined with the first of the
 * result cells: the sets are those of all multiplications, which are not gone through. Not
 * thread-safe.
 */
final class BoxCells {
  private final CellSets sets;
  private final BoxAxes axes;
  private final int resultStart;
  private final int operandStart;
  private final int[] lengths;

  /** The operand's index along each of its axes at the current index of the shared ones. */
  private final long[] at;

  /** Whether an operand cell was inside there. */
  private boolean inside;

  /**
   * Of one operand of a term.
   *
   * @param resultStart number of the result's first cell
   * @param operandStart number of the operand's first cell
   */
  BoxCells(
      CellSets sets,
      BoxAxes axes,
      int resultStart,
      Term.Operand operand,
      List<Integer> operandShape,
      int operandStart) {
    this.sets = sets;
    this.axes = axes;
    this.resultStart = resultStart;
    this.operandStart = operandStart;
    this.lengths = operandShape.stream().mapToInt(Integer::intValue).toArray();
    this.at = operand.map().stream().mapToLong(IndexEntry::offset).toArray();
  }

  void join() {
    shared(0, axes.resultFirst());
  }

  /** Goes through the shared axes from one of them on. */
  private void shared(int next, long result) {
    if (next == axes.shared().size()) {
      int first = resultStart + (int) result;
      inside = false;
      operandAxis(0, 0, first);
      if (inside) {
        result(0, first, first);
      }
      return;
    }
    BoxAxes.Axis axis = axes.shared().get(next);
    long before = at[axis.operandAxis()];
    for (int i = 0; i < axis.length(); i++) {
      shared(next + 1, result + i * axis.result());
      at[axis.operandAxis()] += axis.operand();
    }
    at[axis.operandAxis()] = before;
  }

  /** Goes through the operand's cells: its axes from one on, below a cell of those before. */
  private void operandAxis(int axis, long cell, int result) {
    if (axis == lengths.length) {
      inside = true;
      sets.join(result, operandStart + (int) cell);
    } else {
      operandIndex(axis, 0, at[axis], cell, result);
    }
  }

  /** Goes through the indices of one axis of the operand. */
  private void operandIndex(int axis, int next, long index, long cell, int result) {
    List<BoxAxes.Axis> moving = axes.ofOperand().get(axis);
    if (next == moving.size()) {
      if (index >= 0 && index < lengths[axis]) {
        operandAxis(axis + 1, cell * lengths[axis] + index, result);
      }
      return;
    }
    BoxAxes.Axis box = moving.get(next);
    for (int i = 0; i < box.length(); i++) {
      operandIndex(axis, next + 1, index + i * box.operand(), cell, result);
    }
  }

  /** Goes through the axes of the result alone. */
  private void result(int next, long cell, int first) {
    if (next == axes.ofResult().size()) {
      sets.join(first, (int) cell);
      return;
    }
    BoxAxes.Axis axis = axes.ofResult().get(next);
    for (int i = 0; i < axis.length(); i++) {
      result(next + 1, cell + i * axis.result(), first);
    }
  }
}
