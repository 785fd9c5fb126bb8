package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.operator.Expansion;

/** Values of a table that stand for categories. */
final class Categories {
  private Categories() {}

  /**
   * Which of the known categories each cell is, along a new last axis: 1 where it is that one, else
   * 0.
   *
   * @param categories a vector of x's type
   */
  static String hits(Expansion expansion, String x, TensorData categories, DataType type) {
    String last = expansion.add("last", TensorData.ofVector(-1));
    String cells = expansion.add("cells", "Unsqueeze", x, last);
    String equal = expansion.add("equal", "Equal", cells, expansion.add("categories", categories));
    return expansion.cast("hits", equal, type);
  }
}
