package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.BoxPositions;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values of the tensors that the circuit alone gives their values: CONST, IOTA, and those derived
 * from nothing else. They are worked out when they are asked for. Not thread-safe.
 */
final class Constants {
  /** A value takes as much memory as so many cells. */
  private static final int CELLS_OF_A_VALUE = 8;

  /** A position of a box takes about as long as so many steps. */
  private static final int STEPS_OF_A_POSITION = 16;

  private final Circuit circuit;
  private final Budget budget;
  private final boolean[] constant;
  private final @Nullable FieldVector[] values;

  Constants(Circuit circuit, Budget budget) {
    this.circuit = circuit;
    this.budget = budget;
    this.constant = new boolean[circuit.tensors().size()];
    this.values = new FieldVector[constant.length];
    for (int i = 0; i < constant.length; i++) {
      constant[i] =
          circuit.tensors().get(i) instanceof Tensor.Derived derived
              ? operands(derived).allMatch(operand -> constant[operand])
              : circuit.tensors().get(i).kind().constant();
    }
  }

  /** The tensors that a derived one reads. */
  static Stream<Integer> operands(Tensor.Derived derived) {
    return derived.terms().stream()
        .flatMap(
            term ->
                term instanceof Term.Index index
                    ? Stream.of(index.tensor())
                    : ((Term.Box) term).operands().stream().map(Term.Operand::tensor));
  }

  boolean isConstant(int tensor) {
    return constant[tensor];
  }

  /** The cells of a constant tensor. */
  FieldVector of(int tensor) throws TooLargeException {
    if (values[tensor] != null) {
      return known(tensor);
    }
    budget.takeSteps(tensor);
    boolean[] wanted = new boolean[tensor + 1];
    wanted[tensor] = true;
    for (int i = tensor; i >= 0; i--) {
      if (wanted[i] && values[i] == null && circuit.tensors().get(i) instanceof Tensor.Derived it) {
        operands(it).forEach(operand -> wanted[operand] = true);
      }
    }
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] && values[i] == null) {
        values[i] = worked(circuit.tensors().get(i));
      }
    }
    return known(tensor);
  }

  private FieldVector known(int tensor) {
    FieldVector cells = values[tensor];
    if (cells == null) {
      throw new IllegalStateException("tensor " + tensor + " is not known yet");
    }
    return cells;
  }

  private FieldVector worked(Tensor tensor) throws TooLargeException {
    budget.takeSteps(tensor.size());
    budget.takeCells(CELLS_OF_A_VALUE * tensor.size());
    if (tensor instanceof Tensor.Const constants) {
      return FieldVector.of(constants.values());
    }
    FieldVector cells = new FieldVector((int) tensor.size());
    if (tensor instanceof Tensor.Iota iota) {
      for (int i = 0; i < cells.length(); i++) {
        cells.set(i, iota.start() + i);
      }
    } else {
      for (Term term : ((Tensor.Derived) tensor).terms()) {
        add(term, PaddedSpace.of(tensor.shape()), cells);
      }
    }
    return cells;
  }

  private void add(Term term, PaddedSpace space, FieldVector cells) throws TooLargeException {
    if (term instanceof Term.Index index) {
      budget.takeSteps((long) STEPS_OF_A_POSITION * index.resultCells().length);
      for (int i = 0; i < index.resultCells().length; i++) {
        Scalar read = known(index.tensor()).get((int) index.operandCells()[i]);
        cells.addTo((int) index.resultCells()[i], term.coefficient().times(read));
      }
      return;
    }
    Term.Box box = (Term.Box) term;
    budget.takeSteps(positions(box.box()));
    BoxPositions at = new BoxPositions(box.box());
    do {
      cells.addTo((int) at.cell(box.result(), space), product(box, at));
    } while (at.next());
  }

  /** As many steps as all positions of a box take, or more than anybody takes. */
  private static long positions(List<Integer> box) {
    long steps = STEPS_OF_A_POSITION;
    for (int length : box) {
      steps = BoxAxes.times(steps, length);
    }
    return steps;
  }

  private Scalar product(Term.Box term, BoxPositions at) {
    Scalar product = term.coefficient();
    for (Term.Operand operand : term.operands()) {
      PaddedSpace space = PaddedSpace.of(circuit.tensors().get(operand.tensor()).shape());
      long cell = at.cell(operand.map(), space);
      product = cell < 0 ? Scalar.ZERO : product.times(known(operand.tensor()).get((int) cell));
    }
    return product;
  }
}
