package dev.vouch.circuits.operator.ordering;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class OrderingOperators {
  public static final List<Operator> ALL = List.of(new TopK());

  private OrderingOperators() {}
}
