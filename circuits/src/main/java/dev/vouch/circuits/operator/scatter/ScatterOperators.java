package dev.vouch.circuits.operator.scatter;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class ScatterOperators {
  public static final List<Operator> ALL =
      List.of(
          new Col2Im(),
          new ScatterElements("Scatter"),
          new ScatterElements("ScatterElements"),
          new ScatterND());

  private ScatterOperators() {}
}
