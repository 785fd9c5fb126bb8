package dev.vouch.circuits.operator.normalisation;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;

/**
 * LayerNormalization: scale · (x − mean) / √(variance + epsilon) + bias, mean and variance over all
 * axes from {@code axis} on. Further outputs are the mean and 1 / √(variance + epsilon).
 */
final class LayerNormalization implements Expanded {
  private static final double DEFAULT_EPSILON = 1e-5;

  @Override
  public String type() {
    return "LayerNormalization";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    ValueInfo data = expansion.info(x);
    int axis = Shape.axis(node.integer("axis", -1), data.rank());
    requireFitting(node, expansion, Arrays.copyOfRange(data.shape(), axis, data.rank()));
    Statistics statistics = Statistics.from(expansion, axis, data.rank());
    String mean = statistics.mean("mean", x);
    String centred = statistics.binary("centred", "Sub", x, mean);
    String inverse =
        statistics.inverseRoot(
            "inverse",
            statistics.meanSquare("variance", centred),
            node.real("epsilon", DEFAULT_EPSILON));
    String normal = statistics.binary("normal", "Mul", centred, inverse);
    String result = statistics.binary("scaled", "Mul", normal, node.input(1));
    if (node.hasInput(2)) {
      result = statistics.binary("result", "Add", result, node.input(2));
    }
    expansion.output(0, result);
    if (node.hasOutput(1)) {
      expansion.output(1, mean);
    }
    if (node.hasOutput(2)) {
      expansion.output(2, inverse);
    }
  }

  /** Refuses parameters that do not broadcast to the axes that are normalised. */
  static void requireFitting(Node node, Expansion expansion, int... normalised) {
    for (int i = 1; i < node.inputs().size(); i++) {
      if (node.hasInput(i)) {
        ValueInfo parameter = expansion.info(node.inputs().get(i));
        if (!Arrays.equals(Shape.broadcast(parameter.shape(), normalised), normalised)) {
          throw new InvalidNodeException(
              "input "
                  + i
                  + " is "
                  + parameter
                  + ", which does not fit "
                  + Arrays.toString(normalised));
        }
      }
    }
  }
}
