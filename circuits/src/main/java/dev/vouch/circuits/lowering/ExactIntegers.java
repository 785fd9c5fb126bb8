package dev.vouch.circuits.lowering;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.primitive.Requantisation;
import java.util.HashSet;
import java.util.Set;

/** The values of integers and booleans: they are never rounded. */
final class ExactIntegers {
  private final Lowering lowering;
  private final Set<Integer> tensors = new HashSet<>();

  ExactIntegers(Lowering lowering) {
    this.lowering = lowering;
  }

  /**
   * Whether the wire stands for integers. A real number that was an integer, and then was divided
   * by 2^k, lies in the same tensor at a finer scale.
   */
  boolean contains(Wire wire) {
    return wire.scaleExponent() <= 0 && tensors.contains(wire.tensor());
  }

  /** From now on the value is one of integers. */
  Wire add(Wire wire) {
    tensors.add(wire.tensor());
    return wire;
  }

  /** The same value at scale 0. */
  Wire whole(Wire wire) {
    if (wire.scaleExponent() == 0) {
      return wire;
    }
    IntegerTensor tensor = lowering.program().tensor(wire.tensor());
    if (wire.scaleExponent() > 0) {
      Interval range = Requantisation.range(tensor.range(), wire.scaleExponent());
      return add(lowering.requantise(wire, 0, range, tensor.name()));
    }
    String labels = Lowering.labels(wire.view().rank());
    return add(
        lowering
            .einsum(tensor.name(), labels)
            .add(Lowering.refinement(wire.scaleExponent(), 0), lowering.term(wire, labels))
            .build(0));
  }

  /** The same integers as an operand of products. */
  Wire affine(Wire wire) {
    if (lowering.program().affine(wire.tensor())) {
      return wire;
    }
    IntegerTensor tensor = lowering.program().tensor(wire.tensor());
    return add(
        lowering
            .program()
            .completing(
                wire.tensor(),
                () ->
                    lowering.requantise(
                        wire, wire.scaleExponent(), tensor.range(), tensor.name())));
  }
}
