package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;
import java.util.Map;

/**
 * ArrayFeatureExtractor: columns along the last axis, in the order of the indices; a vector is one
 * row. The same as Gather, whose indices may be computed, too.
 */
final class ArrayFeatureExtractor implements Expanded {
  private static final Map<String, Attribute> LAST_AXIS = Map.of("axis", new Attribute.Integer(-1));

  @Override
  public String type() {
    return "ArrayFeatureExtractor";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String data = node.input(0);
    String indices = node.input(1);
    if (expansion.info(data).rank() == 0) {
      throw new InvalidNodeException("a scalar has no columns");
    }
    if (expansion.info(indices).type().isFloating()) {
      throw new InvalidNodeException("indices must be integers, got " + expansion.info(indices));
    }
    String list =
        expansion.add("list", "Reshape", indices, expansion.add("length", TensorData.ofVector(-1)));
    String columns = expansion.add("columns", "Gather", List.of(data, list), LAST_AXIS);
    if (expansion.info(data).rank() == 1) {
      columns =
          expansion.add(
              "row", "Reshape", columns, expansion.add("shape", TensorData.ofVector(1, -1)));
    }
    expansion.output(0, columns);
  }
}
