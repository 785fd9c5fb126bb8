package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/**
 * Scaler: (x − offset) · scale in float32, with one number for all features or one for each; in
 * float64 where x is of that type, as onnxruntime does it.
 */
final class Scaler implements Expanded {
  @Override
  public String type() {
    return "Scaler";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    double[] offset = node.required("offset", node::reals);
    double[] scale = node.required("scale", node::reals);
    if (offset.length != scale.length) {
      throw new InvalidNodeException(offset.length + " offsets and " + scale.length + " scales");
    }
    Rows.requireOneEach(expansion.info(x).shape(), "scale", scale.length);
    boolean wide = expansion.info(x).type() == DataType.DOUBLE;
    DataType type = wide ? DataType.DOUBLE : DataType.FLOAT;
    String value = wide ? x : Rows.floats(expansion, x);
    String centred =
        expansion.add("centred", "Sub", value, Rows.row(expansion, "offset", type, offset));
    String scaled =
        expansion.add("scaled", "Mul", centred, Rows.row(expansion, "scale", type, scale));
    expansion.output(0, Rows.floats(expansion, scaled));
  }
}
