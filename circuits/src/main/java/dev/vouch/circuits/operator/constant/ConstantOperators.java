package dev.vouch.circuits.operator.constant;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class ConstantOperators {
  public static final List<Operator> ALL =
      List.of(
          new Constant(),
          new ConstantOfShape(),
          new EyeLike(),
          new NonZero(),
          new Range(),
          new ShapeOf(),
          new Size());

  private ConstantOperators() {}
}
