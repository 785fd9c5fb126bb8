package dev.vouch.circuits.operator.rounding;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class RoundingOperators {
  public static final List<Operator> ALL =
      List.of(new Ceil(), new Floor(), new IsInf(), new IsNaN(), new Round());

  private RoundingOperators() {}
}
