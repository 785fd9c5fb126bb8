package dev.vouch.verifier.covector;

import dev.vouch.verifier.circuit.BoxPositions;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What terms mean, cell by cell (protocol.md §2): slow and plain, to compare with. */
public final class PlainMeaning {
  private PlainMeaning() {}

  /** All tensors' cells from those of committed and PUBLIC sources, by tensor. */
  public static List<FieldVector> evaluate(Circuit circuit, Map<Integer, long[]> sources) {
    List<FieldVector> cells = new ArrayList<>();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      PaddedSpace space = PaddedSpace.of(tensor.shape());
      FieldVector out = new FieldVector((int) space.cells());
      if (tensor instanceof Tensor.Derived derived) {
        for (Term term : derived.terms()) {
          add(circuit, term, space, cells, out);
        }
      } else if (tensor instanceof Tensor.Iota iota) {
        for (int j = 0; j < out.length(); j++) {
          out.set(j, iota.start() + j);
        }
      } else {
        out =
            FieldVector.of(
                tensor instanceof Tensor.Const constants ? constants.values() : sources.get(i));
      }
      cells.add(out);
    }
    return cells;
  }

  /** The cells of one term's result. */
  public static FieldVector term(
      Circuit circuit, Term term, PaddedSpace result, List<FieldVector> cells) {
    FieldVector out = new FieldVector((int) result.cells());
    add(circuit, term, result, cells, out);
    return out;
  }

  private static void add(
      Circuit circuit, Term term, PaddedSpace result, List<FieldVector> cells, FieldVector out) {
    if (term instanceof Term.Index index) {
      for (int i = 0; i < index.resultCells().length; i++) {
        out.addTo(
            (int) index.resultCells()[i],
            term.coefficient().times(cells.get(index.tensor()).get((int) index.operandCells()[i])));
      }
      return;
    }
    Term.Box box = (Term.Box) term;
    BoxPositions positions = new BoxPositions(box.box());
    do {
      Scalar value = term.coefficient();
      for (Term.Operand operand : box.operands()) {
        PaddedSpace space = PaddedSpace.of(circuit.tensors().get(operand.tensor()).shape());
        long cell = positions.cell(operand.map(), space);
        value = cell < 0 ? Scalar.ZERO : value.times(cells.get(operand.tensor()).get((int) cell));
      }
      out.addTo((int) positions.cell(box.result(), result), value);
    } while (positions.next());
  }
}
