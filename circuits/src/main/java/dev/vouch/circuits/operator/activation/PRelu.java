package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;

/**
 * PRelu: x where x ≥ 0, otherwise slope · x, as x + (1 − slope) · max(−x, 0), which leaves x as it
 * is where it is not negative. The slope broadcasts to x; before opset 7 one axis of it belongs to
 * the channels, which are axis 1.
 */
final class PRelu implements Expanded {
  private static final int FIRST_WITH_NUMPY_BROADCASTING = 7;

  @Override
  public String type() {
    return "PRelu";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    ValueInfo data = expansion.info(x);
    String slope = slope(node, expansion);
    ValueInfo slopes = expansion.info(slope);
    if (!Arrays.equals(Shape.broadcast(data.shape(), slopes.shape()), data.shape())) {
      throw new InvalidNodeException("slopes " + slopes + " do not broadcast to " + data);
    }
    String negative = expansion.add("negative", "Relu", expansion.add("opposite", "Neg", x));
    String one = expansion.number("one", data.type(), 1);
    String missing = expansion.add("missing", "Sub", one, slope);
    String less = expansion.add("less", "Mul", negative, missing);
    expansion.output(0, expansion.add("rectified", "Add", x, less));
  }

  /** The slopes as they broadcast to x. */
  private static String slope(Node node, Expansion expansion) {
    String slope = node.input(1);
    int rank = expansion.info(node.input(0)).rank();
    ValueInfo given = expansion.info(slope);
    if (node.opset() >= FIRST_WITH_NUMPY_BROADCASTING || given.rank() != 1 || rank < 3) {
      return slope;
    }
    long[] shape = new long[rank - 1];
    Arrays.fill(shape, 1);
    shape[0] = given.size();
    return expansion.add(
        "slope", "Reshape", slope, expansion.add("shape", TensorData.ofVector(shape)));
  }
}
