package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class RecurrentOperators {
  public static final List<Operator> ALL = List.of(new Gru(), new Lstm(), new Rnn());

  private RecurrentOperators() {}
}
