package dev.vouch.circuits.operator.loss;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class LossOperators {
  public static final List<Operator> ALL =
      List.of(new NegativeLogLikelihoodLoss(), new SoftmaxCrossEntropyLoss());

  private LossOperators() {}
}
