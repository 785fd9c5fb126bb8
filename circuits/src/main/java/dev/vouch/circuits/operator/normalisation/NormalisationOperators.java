package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class NormalisationOperators {
  public static final List<Operator> ALL =
      List.of(
          new GroupNormalization(),
          new Hardmax(),
          new InstanceNormalization(),
          new LayerNormalization(),
          new LogSoftmax(),
          new LpNormalization(),
          new Lrn(),
          new MeanVarianceNormalization(),
          new RmsNormalization(),
          new Softmax());

  private NormalisationOperators() {}
}
