package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class ActivationOperators {
  public static final List<Operator> ALL =
      List.of(
          new Affine(),
          new Celu(),
          new Elu(),
          new Gelu(),
          new HardSigmoid(),
          new HardSwish(),
          new LeakyRelu(),
          new Mish(),
          new PRelu(),
          new ParametricSoftplus(),
          new Relu(),
          new ScaledTanh(),
          new Selu(),
          new Shrink(),
          new Sigmoid(),
          new Softplus(),
          new Softsign(),
          new Swish(),
          new Tanh(),
          new ThresholdedRelu());

  private ActivationOperators() {}
}
