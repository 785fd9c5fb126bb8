package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * FeatureVectorizer: the columns of all inputs side by side, in float32. An input that has more
 * columns than are declared for it loses the last ones; one that has fewer is followed by zeros.
 */
final class FeatureVectorizer implements Expanded {
  private static final Map<String, Attribute> COLUMNS = Map.of("axis", new Attribute.Integer(1));

  @Override
  public String type() {
    return "FeatureVectorizer";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    long[] widths = node.required("inputdimensions", node::integers);
    if (widths.length != node.inputs().size()) {
      throw new InvalidNodeException(
          widths.length + " numbers of columns for " + node.inputs().size() + " inputs");
    }
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String rows = Rows.of(expansion, node.input(i));
      columns.add(ofWidth(expansion, rows, Math.toIntExact(widths[i])));
    }
    expansion.output(0, expansion.add("columns", "Concat", columns, COLUMNS));
  }

  private static String ofWidth(Expansion expansion, String rows, int width) {
    int given = expansion.info(rows).shape()[1];
    if (given == width) {
      return rows;
    }
    if (width < 1) {
      throw new InvalidNodeException(width + " columns of an input");
    }
    if (given < width) {
      String pads = expansion.add("pads", TensorData.ofVector(0, 0, 0, width - given));
      return expansion.add("padded", "Pad", rows, pads);
    }
    String from = expansion.add("from", TensorData.ofVector(0));
    String to = expansion.add("to", TensorData.ofVector(width));
    return expansion.add(
        "first", "Slice", rows, from, to, expansion.add("axis", TensorData.ofVector(1)));
  }
}
