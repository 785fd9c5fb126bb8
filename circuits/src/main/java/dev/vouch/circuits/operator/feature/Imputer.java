package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;
import java.util.Map;

/**
 * Imputer: another number in place of the one that stands for a missing value, NaN among them; one
 * for all features or one for each.
 */
final class Imputer implements Expanded {
  @Override
  public String type() {
    return "Imputer";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    DataType type = expansion.info(x).type();
    String missing;
    TensorData imputed;
    if (type.isFloating()) {
      double replaced = node.real("replaced_value_float", 0);
      double[] values = node.required("imputed_value_floats", node::reals);
      imputed = TensorData.ofDoubles(type, new int[] {values.length}, values);
      missing =
          Double.isFinite(replaced)
              ? equal(expansion, x, expansion.number("replaced", type, replaced))
              : special(expansion, x, replaced);
    } else {
      long[] values = node.required("imputed_value_int64s", node::integers);
      imputed = TensorData.ofLongs(type, new int[] {values.length}, values);
      long replaced = node.integer("replaced_value_int64", 0);
      missing =
          equal(
              expansion,
              x,
              expansion.add("replaced", TensorData.ofLongs(type, new int[0], replaced)));
    }
    if (imputed.size() == 0) {
      throw new InvalidNodeException("there are no numbers to impute");
    }
    Rows.requireOneEach(expansion.info(x).shape(), "imputed_value", imputed.size());
    String values = expansion.add("imputed", imputed);
    expansion.output(0, expansion.add("result", "Where", missing, values, x));
  }

  private static String special(Expansion expansion, String x, double replaced) {
    if (Double.isNaN(replaced)) {
      return expansion.add("missing", "IsNaN", x);
    }
    String other = replaced > 0 ? "detect_negative" : "detect_positive";
    return expansion.add("missing", "IsInf", List.of(x), Map.of(other, new Attribute.Integer(0)));
  }

  private static String equal(Expansion expansion, String x, String replaced) {
    return expansion.add("missing", "Equal", x, replaced);
  }
}
