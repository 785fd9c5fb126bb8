package dev.vouch.circuits.operator.activation;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;
import java.util.List;

/**
 * PRelu: x where x ≥ 0, otherwise slope · x, as x + (1 − slope) · max(−x, 0), which leaves x as it
 * is where it is not negative. The slope broadcasts to x; before opset 7 one axis of it belongs to
 * the channels, which are axis 1.
 */
final class PRelu extends Expanded {
  private static final int FIRST_WITH_NUMPY_BROADCASTING = 7;

  @Override
  public String type() {
    return "PRelu";
  }

  @Override
  public List<Node> rewritten(Node node, Inference inputs) {
    ValueInfo data = inputs.input(0);
    ValueInfo slopes = inputs.input(1);
    Expansion steps = new Expansion(node);
    String x = node.inputs().get(0);
    String slope = node.inputs().get(1);
    boolean ofChannels =
        node.opset() < FIRST_WITH_NUMPY_BROADCASTING && slopes.rank() == 1 && data.rank() > 2;
    if (ofChannels && slopes.size() > 1) {
      long[] shape = new long[data.rank() - 1];
      Arrays.fill(shape, 1);
      shape[0] = slopes.size();
      slopes = slopes.withShape(Arrays.stream(shape).mapToInt(Math::toIntExact).toArray());
      slope =
          steps.add("slope", "Reshape", slope, steps.constant("shape", TensorData.ofVector(shape)));
    }
    if (!Arrays.equals(Shape.broadcast(data.shape(), slopes.shape()), data.shape())) {
      throw new InvalidNodeException("slopes " + slopes + " do not broadcast to " + data);
    }
    String negative = steps.add("negative", "Relu", steps.add("opposite", "Neg", x));
    String missing = steps.add("missing", "Sub", steps.number("one", data.type(), 1), slope);
    return steps.result("Add", x, steps.add("less", "Mul", negative, missing)).nodes();
  }
}
