package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class QuantisationOperators {
  public static final List<Operator> ALL = List.of(new DequantizeLinear());

  private QuantisationOperators() {}
}
