package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class FunctionOperators {
  public static final List<Operator> ALL =
      List.of(
          new Abs(),
          new Clip(),
          new Erf(),
          new Exp(),
          new Log(),
          new Neg(),
          new Reciprocal(),
          new Sign(),
          new Sqrt());

  private FunctionOperators() {}
}
