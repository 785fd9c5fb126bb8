package dev.vouch.circuits.operator.bitwise;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class BitwiseOperators {
  public static final List<Operator> ALL =
      List.of(
          new BitShift(), new BitwiseAnd(), new BitwiseNot(), new BitwiseOr(), new BitwiseXor());

  private BitwiseOperators() {}
}
