package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;

/** RMSNormalization: scale · x / √(mean of x² + epsilon), over all axes from {@code axis} on. */
final class RmsNormalization implements Expanded {
  private static final double DEFAULT_EPSILON = 1e-5;
  private static final int FIRST_OPSET = 23;

  @Override
  public String type() {
    return "RMSNormalization";
  }

  @Override
  public int sinceOpset() {
    return FIRST_OPSET;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    ValueInfo data = expansion.info(x);
    int axis = Shape.axis(node.integer("axis", -1), data.rank());
    LayerNormalization.requireFitting(
        node, expansion, Arrays.copyOfRange(data.shape(), axis, data.rank()));
    Statistics statistics = Statistics.from(expansion, axis, data.rank());
    String inverse =
        statistics.inverseRoot(
            "inverse", statistics.meanSquare("mean", x), node.real("epsilon", DEFAULT_EPSILON));
    String normal = statistics.binary("normal", "Mul", x, inverse);
    expansion.output(0, statistics.binary("result", "Mul", normal, node.input(1)));
  }
}
