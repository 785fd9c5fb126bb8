package dev.vouch.circuits.operator.pooling;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class PoolingOperators {
  public static final List<Operator> ALL =
      List.of(
          new AveragePool(),
          new GlobalAveragePool(),
          new LpPool("GlobalLpPool"),
          new GlobalMaxPool(),
          new LpPool("LpPool"),
          new MaxPool(),
          new MaxUnpool());

  private PoolingOperators() {}
}
