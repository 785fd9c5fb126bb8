package dev.vouch.circuits.program;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.primitive.Domain;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.quantise.InvalidInputException;
import java.util.List;

/** Finds results of a run that have no value, as that of a division by zero. */
final class DefinedResults {
  private DefinedResults() {}

  /**
   * Looks through the operands of the functions that are not defined everywhere.
   *
   * @throws InvalidInputException naming the nodes and the first cell
   */
  static void require(Execution execution) {
    List<Primitive> primitives = execution.program().primitives();
    for (int i = 0; i < primitives.size(); i++) {
      if (primitives.get(i).partial()) {
        for (Domain domain : primitives.get(i).domains()) {
          require(execution, i, domain);
        }
      }
    }
  }

  private static void require(Execution execution, int primitive, Domain domain) {
    long[] cells = execution.of(domain.tensor());
    for (int cell = 0; cell < cells.length; cell++) {
      if (!domain.allowed().contains(cells[cell])) {
        IntegerTensor tensor = execution.program().tensor(domain.tensor());
        int[] shape = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
        throw new InvalidInputException(
            "the result of "
                + execution.program().origin(primitive)
                + " is not defined for this input: a value is out of range "
                + domain.what()
                + " at "
                + Shape.index(cell, shape)
                + "; a divisor must not be 0");
      }
    }
  }
}
