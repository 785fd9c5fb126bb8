package dev.vouch.circuits.operator.tree;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.tree.Forest;
import java.util.List;
import java.util.Map;

/**
 * The node that computes the scores of a forest. Integers are compared as the float32 numbers that
 * they are cast to, as onnxruntime does it.
 */
final class Scores {
  private Scores() {}

  /** Adds it; a vector of features is one row. */
  static String add(Expansion expansion, String features, Forest forest) {
    if (forest.trees().isEmpty()) {
      throw new InvalidNodeException("there are no trees");
    }
    boolean integers = !expansion.info(features).type().isFloating();
    String rows = integers ? expansion.cast("real", features, DataType.FLOAT) : features;
    if (expansion.info(features).rank() == 1) {
      rows =
          expansion.add("row", "Reshape", rows, expansion.add("one", TensorData.ofVector(1, -1)));
    }
    return expansion.addOwn(
        "scores",
        ForestScores.TYPE,
        List.of(rows),
        Map.of(ForestScores.TREES, new Attribute.Trees(forest)));
  }
}
