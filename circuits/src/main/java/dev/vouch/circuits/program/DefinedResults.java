package dev.vouch.circuits.program;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.primitive.Domain;
import dev.vouch.circuits.primitive.Primitive;
import java.util.List;

/** Finds results of a run that have no value, as that of a division by zero. */
final class DefinedResults {
  private DefinedResults() {}

  /**
   * Looks through the operands whose declared ranges reach beyond what their functions are defined
   * for.
   *
   * @throws UndefinedResultException naming the nodes and the first cell
   */
  static void require(Execution execution) {
    List<Primitive> primitives = execution.program().primitives();
    for (int i = 0; i < primitives.size(); i++) {
      for (Domain domain : primitives.get(i).domains()) {
        IntegerTensor operand = execution.program().tensor(domain.tensor());
        if (!domain.allowed().contains(operand.range())) {
          require(execution, i, domain, operand);
        }
      }
    }
  }

  private static void require(
      Execution execution, int primitive, Domain domain, IntegerTensor operand) {
    long[] cells = execution.of(domain.tensor());
    for (int cell = 0; cell < cells.length; cell++) {
      if (!domain.allowed().contains(cells[cell])) {
        int[] shape = operand.shape().stream().mapToInt(Integer::intValue).toArray();
        throw new UndefinedResultException(
            execution, execution.program().origin(primitive), Shape.index(cell, shape).toString());
      }
    }
  }
}
