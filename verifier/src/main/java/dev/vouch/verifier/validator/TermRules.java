package dev.vouch.verifier.validator;

import static dev.vouch.verifier.validator.InvalidCircuitException.require;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.layout.Depth;
import java.util.List;

/**
 * Of each term LENGTH, REFERENCE, COEFFICIENT, INDEX_MAP, INDEX_BOUND, RESULT_INDEX, DEGREE,
 * INDEX_TABLE (protocol.md §2; §11, rule 31).
 */
final class TermRules {
  private final Circuit circuit;
  private final Depth depth;
  private final String name;
  private final List<Integer> shape;
  private final int self;

  private TermRules(Circuit circuit, Depth depth, int self) {
    this.circuit = circuit;
    this.depth = depth;
    this.self = self;
    this.name = circuit.tensors().get(self).name();
    this.shape = circuit.tensors().get(self).shape();
  }

  static void check(Circuit circuit) throws InvalidCircuitException {
    Depth depth = new Depth(circuit.tensors().size());
    for (int i = 0; i < circuit.tensors().size(); i++) {
      if (circuit.tensors().get(i) instanceof Tensor.Derived derived) {
        TermRules rules = new TermRules(circuit, depth, i);
        for (Term term : derived.terms()) {
          rules.check(term);
        }
        depth.add(i, derived);
      }
    }
  }

  private void check(Term term) throws InvalidCircuitException {
    if (term instanceof Term.Box box) {
      check(box);
    } else if (term instanceof Term.Index index) {
      check(index);
    }
  }

  private void check(Term.Box term) throws InvalidCircuitException {
    require(
        term.box().size() <= Limits.MAX_BOX_AXES,
        CircuitRule.LENGTH,
        "tensor %s has a box of %d axes",
        name,
        term.box().size());
    for (int length : term.box()) {
      require(length >= 1, CircuitRule.LENGTH, "tensor %s has a box %s", name, term.box());
    }
    for (Term.Operand operand : term.operands()) {
      earlier(operand.tensor());
    }
    coefficient(term);
    coefficients(term.result());
    for (Term.Operand operand : term.operands()) {
      coefficients(operand.map());
    }
    map(term.result(), shape.size(), term.box());
    for (int axis = 0; axis < shape.size(); axis++) {
      int parts = term.result().get(axis).parts().size();
      require(
          parts <= 1,
          CircuitRule.INDEX_MAP,
          "axis %d of tensor %s depends on %d box axes",
          axis,
          name,
          parts);
    }
    for (Term.Operand operand : term.operands()) {
      map(operand.map(), circuit.tensors().get(operand.tensor()).shape().size(), term.box());
    }
    bounded(term.result(), term.box());
    for (Term.Operand operand : term.operands()) {
      bounded(operand.map(), term.box());
    }
    for (int axis = 0; axis < shape.size(); axis++) {
      IndexEntry entry = term.result().get(axis);
      boolean inside = least(entry, term.box()) >= 0 && most(entry, term.box()) < shape.get(axis);
      require(inside, CircuitRule.RESULT_INDEX, "axis %d of tensor %s", axis, name);
    }
    degree(term);
  }

  private void degree(Term.Box term) throws InvalidCircuitException {
    int operands = term.operands().size();
    require(
        operands <= 2, CircuitRule.DEGREE, "tensor %s has a term of %d operands", name, operands);
    for (Term.Operand operand : term.operands()) {
      boolean affine = operands < 2 || depth.affine(operand.tensor());
      require(
          affine,
          CircuitRule.DEGREE,
          "tensor %s multiplies %s",
          name,
          circuit.tensors().get(operand.tensor()).name());
    }
  }

  private void check(Term.Index term) throws InvalidCircuitException {
    earlier(term.tensor());
    coefficient(term);
    Tensor operand = circuit.tensors().get(term.tensor());
    require(
        depth.affine(term.tensor()),
        CircuitRule.DEGREE,
        "tensor %s indexes %s",
        name,
        operand.name());
    long[] resultCells = term.resultCells();
    long[] operandCells = term.operandCells();
    require(
        resultCells.length == operandCells.length,
        CircuitRule.INDEX_TABLE,
        "tensor %s: %d and %d cells",
        name,
        resultCells.length,
        operandCells.length);
    long resultSize = PaddedSpace.of(shape).cells();
    long operandSize = PaddedSpace.of(operand.shape()).cells();
    for (int i = 0; i < resultCells.length; i++) {
      boolean inside =
          resultCells[i] >= 0
              && resultCells[i] < resultSize
              && operandCells[i] >= 0
              && operandCells[i] < operandSize;
      if (!inside) {
        throw new InvalidCircuitException(
            CircuitRule.INDEX_TABLE, "tensor " + name + ", pair " + i);
      }
      boolean ascending =
          i == 0
              || resultCells[i - 1] < resultCells[i]
              || (resultCells[i - 1] == resultCells[i] && operandCells[i - 1] <= operandCells[i]);
      if (!ascending) {
        throw new InvalidCircuitException(
            CircuitRule.INDEX_TABLE, "tensor " + name + ", pair " + i);
      }
    }
  }

  private void earlier(int tensor) throws InvalidCircuitException {
    require(
        tensor >= 0 && tensor < self,
        CircuitRule.REFERENCE,
        "tensor %s (number %d) uses tensor number %d",
        name,
        self,
        tensor);
  }

  private void coefficient(Term term) throws InvalidCircuitException {
    require(!term.coefficient().isZero(), CircuitRule.COEFFICIENT, "tensor %s", name);
  }

  private void coefficients(List<IndexEntry> map) throws InvalidCircuitException {
    for (IndexEntry entry : map) {
      for (IndexEntry.Part part : entry.parts()) {
        require(
            part.coefficient() != 0,
            CircuitRule.COEFFICIENT,
            "tensor %s: an index coefficient of 0",
            name);
      }
    }
  }

  private void map(List<IndexEntry> map, int rank, List<Integer> box)
      throws InvalidCircuitException {
    require(
        map.size() == rank,
        CircuitRule.INDEX_MAP,
        "tensor %s: a map of %d entries for %d axes",
        name,
        map.size(),
        rank);
    int seen = 0;
    for (IndexEntry entry : map) {
      int before = -1;
      for (IndexEntry.Part part : entry.parts()) {
        int axis = part.boxAxis();
        require(
            axis > before && axis < box.size(),
            CircuitRule.INDEX_MAP,
            "tensor %s: box axis %d after %d, of %d",
            name,
            axis,
            before,
            box.size());
        require(
            (seen >> axis & 1) == 0,
            CircuitRule.INDEX_MAP,
            "tensor %s: box axis %d stands in two entries",
            name,
            axis);
        seen |= 1 << axis;
        before = axis;
      }
    }
  }

  private void bounded(List<IndexEntry> map, List<Integer> box) throws InvalidCircuitException {
    for (IndexEntry entry : map) {
      boolean small = least(entry, box) > -Limits.MAX_INDEX && most(entry, box) < Limits.MAX_INDEX;
      require(small, CircuitRule.INDEX_BOUND, "tensor %s", name);
    }
  }

  /**
   * The least value of an index over the box, or a value below −2^40 if the arithmetic overflows.
   */
  private static long least(IndexEntry entry, List<Integer> box) {
    return extreme(entry, box, -1);
  }

  /**
   * The greatest value of an index over the box, or a value above 2^40 if the arithmetic overflows.
   */
  private static long most(IndexEntry entry, List<Integer> box) {
    return extreme(entry, box, 1);
  }

  private static long extreme(IndexEntry entry, List<Integer> box, int direction) {
    try {
      long value = entry.offset();
      for (IndexEntry.Part part : entry.parts()) {
        long end = Math.multiplyExact(part.coefficient(), (long) box.get(part.boxAxis()) - 1);
        value = Math.addExact(value, Long.signum(end) == direction ? end : 0);
      }
      return value;
    } catch (ArithmeticException e) {
      return direction * Long.MAX_VALUE;
    }
  }
}
