package dev.vouch.circuits.operator.trigonometry;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class TrigonometricOperators {
  public static final List<Operator> ALL =
      List.of(
          new Acos(),
          new Acosh(),
          new Asin(),
          new Asinh(),
          new Atan(),
          new Atanh(),
          new Cos(),
          new Cosh(),
          new Sin(),
          new Sinh(),
          new Tan());

  private TrigonometricOperators() {}
}
