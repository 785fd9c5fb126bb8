package dev.vouch.circuits.operator.linear;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class LinearOperators {
  public static final List<Operator> ALL =
      List.of(
          new BatchNormalization(),
          new Conv(),
          new ConvTranspose(),
          new Einsum(),
          new Gemm(),
          new MatMul());

  private LinearOperators() {}
}
