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
 * Normalizer: each row divided by its greatest value ({@code MAX}, the sign included), by Σ |x|
 * ({@code L1}) or by √Σ x² ({@code L2}); unchanged where that is 0.
 */
final class Normalizer implements Expanded {
  @Override
  public String type() {
    return "Normalizer";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = Rows.floats(expansion, node.input(0));
    int rank = expansion.info(x).rank();
    if (rank != 1 && rank != 2) {
      throw new InvalidNodeException("features with " + rank + " axes");
    }
    String norm = node.text("norm", "MAX");
    expansion.output(
        0,
        switch (norm) {
          case "MAX" -> byGreatest(expansion, x);
          case "L1" -> byNorm(expansion, x, 1);
          case "L2" -> byNorm(expansion, x, 2);
          default -> throw new InvalidNodeException("unknown norm " + norm);
        });
  }

  private static String byNorm(Expansion expansion, String x, int p) {
    return expansion.add(
        "normalised",
        "LpNormalization",
        List.of(x),
        Map.of("axis", new Attribute.Integer(-1), "p", new Attribute.Integer(p)));
  }

  private static String byGreatest(Expansion expansion, String x) {
    String axis = expansion.add("axis", TensorData.ofVector(-1));
    String greatest = expansion.add("greatest", "ReduceMax", x, axis);
    String zero = expansion.number("zero", DataType.FLOAT, 0);
    String none = expansion.add("none", "Equal", greatest, zero);
    String one = expansion.cast("one", none, DataType.FLOAT);
    String divisor = expansion.add("divisor", "Add", greatest, one);
    return expansion.add("normalised", "Div", x, divisor);
  }
}
