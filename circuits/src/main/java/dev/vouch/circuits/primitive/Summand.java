package dev.vouch.circuits.primitive;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * One term of a {@link Contraction}: coefficient · product of 0, 1 or 2 operands, summed over a box
 * of index axes (protocol.md §2).
 *
 * @param box length of each box axis
 * @param result index map of the result
 * @param operands program tensors and how they are indexed; a cell outside its tensor is 0
 */
public record Summand(
    long coefficient, List<Integer> box, List<IndexEntry> result, List<Term.Operand> operands) {
  public Summand {
    box = List.copyOf(box);
    result = List.copyOf(result);
    operands = List.copyOf(operands);
  }

  /** The same product of other tensors. */
  Summand renumbered(IntUnaryOperator numbers) {
    return new Summand(
        coefficient,
        box,
        result,
        operands.stream()
            .map(operand -> new Term.Operand(numbers.applyAsInt(operand.tensor()), operand.map()))
            .toList());
  }

  /** Number of positions of the box. */
  long positions() {
    return box.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  /** How many positions of the box fall on one cell of the result. */
  public double positionsPerCell() {
    double positions = box.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    for (IndexEntry entry : result) {
      for (IndexEntry.Part part : entry.parts()) {
        positions /= box.get(part.boxAxis());
      }
    }
    return positions;
  }
}
