package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class ControlOperators {
  public static final List<Operator> ALL = List.of(new If());

  private ControlOperators() {}
}
