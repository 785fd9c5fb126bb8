package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Steps;
import org.jspecify.annotations.Nullable;

/** GRU, whose weights hold the gates z (update), r (reset) and h (hidden) one after the other. */
final class Gru extends Recurrent {
  @Override
  public String type() {
    return "GRU";
  }

  @Override
  int gates() {
    return 3;
  }

  @Override
  String[] activations() {
    return new String[] {"Sigmoid", "Tanh"};
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
    return new GruCell(
        node.flag("linear_before_reset", false),
        layer.hiddenSize(),
        activations.get(2 * direction),
        activations.get(2 * direction + 1),
        steps,
        recurrence,
        stateBias);
  }
}
