package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class ElementwiseOperators {
  public static final List<Operator> ALL =
      List.of(
          new Add(),
          new Cast(),
          new CastLike(),
          new Div(),
          new Max(),
          new Mean(),
          new Min(),
          new Mod(),
          new Mul(),
          new Pow(),
          new Sub(),
          new Sum());

  private ElementwiseOperators() {}
}
