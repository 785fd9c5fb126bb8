package dev.vouch.circuits.operator.logic;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class LogicOperators {
  public static final List<Operator> ALL =
      List.of(
          new And(),
          new Equal(),
          new Greater(),
          new GreaterOrEqual(),
          new Less(),
          new LessOrEqual(),
          new Not(),
          new Or(),
          new Where(),
          new Xor());

  private LogicOperators() {}
}
