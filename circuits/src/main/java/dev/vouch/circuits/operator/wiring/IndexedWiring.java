package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.SliceFactors;

/** A wiring whose indices, input 1, say which cells are chosen; they may be computed. */
abstract class IndexedWiring extends StaticWiring {
  /** The result's axis that is an axis of input 0 whatever is chosen; −1 for none. */
  abstract int kept(Node node, Inference inputs, int axis);

  /** Lowers the node where the indices are computed. */
  abstract void lowerComputed(Node node, LoweringContext context);

  /** Where indices are computed, factors along the axes that none points along stay. */
  @Override
  public final void factors(Node node, Inference inputs, SliceFactors factors) {
    if (inputs.constant(1) != null) {
      super.factors(node, inputs, factors);
      return;
    }
    int[] result = shape(node, inputs);
    for (int axis = 0; axis < inputs.input(0).rank(); axis++) {
      int to = kept(node, inputs, axis);
      if (to >= 0) {
        WiringFactors.kept(inputs, axis, result, to, factors);
      }
    }
  }

  @Override
  public final void lower(Node node, LoweringContext context) {
    if (context.graph().isConstant(node.input(1))) {
      super.lower(node, context);
    } else {
      lowerComputed(node, context);
    }
  }
}
