package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Steps;
import org.jspecify.annotations.Nullable;

/** RNN: H = f(X Wᵀ + H' Rᵀ + Wb + Rb), H' being the state before. */
final class Rnn extends Recurrent {
  @Override
  public String type() {
    return "RNN";
  }

  @Override
  int gates() {
    return 1;
  }

  @Override
  String[] activations() {
    return new String[] {"Tanh"};
  }

  @Override
  Cell cell(
      Node node,
      Layer layer,
      int direction,
      Activations activations,
      Steps steps,
      String recurrence,
      @Nullable String stateBias) {
    Activations.Function f = activations.get(direction);
    return (step, x, before) -> {
      String sum =
          before.hidden() == null
              ? x
              : step.add("sum", "Add", x, step.add("state", "MatMul", before.hidden(), recurrence));
      return new Cell.State(Activations.apply(step, "H", f, sum), null);
    };
  }
}
