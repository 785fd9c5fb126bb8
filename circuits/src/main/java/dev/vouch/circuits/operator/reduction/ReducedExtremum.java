package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.lowering.Extrema;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;

/** The greatest or the least value along axes. */
abstract class ReducedExtremum extends Reduction implements Lowered {
  /** 1 for the greatest, −1 for the least. */
  abstract int sign();

  @Override
  public void lower(Node node, Lowering lowering) {
    String output = node.outputs().get(0);
    Wire x = lowering.wire(node.inputs().get(0));
    boolean[] reduced = reduced(node, lowering.inference(node));
    Wire extremum = Extrema.along(lowering, output, x, reduced, sign());
    lowering.bind(output, lowering.reshape(extremum, lowering.shape(output)));
  }
}
