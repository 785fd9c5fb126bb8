package dev.vouch.circuits.operator.attention;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * CausalConvWithState: each channel of [batch, channels, length] convolved with a kernel of its own
 * over the positions up to each one; those before the first are the state, or 0. The last positions
 * are the state to go on with.
 */
final class CausalConvWithState implements Expanded {
  private static final int BIAS = 2;
  private static final int STATE = 3;

  @Override
  public String type() {
    return "CausalConvWithState";
  }

  @Override
  public int sinceOpset() {
    return 27;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.requiredInput(0);
    String kernel = node.requiredInput(1);
    ValueInfo info = expansion.info(x);
    int[] kernelShape = expansion.info(kernel).shape();
    if (info.rank() != 3 || kernelShape.length != 3 || kernelShape[2] < 1) {
      throw new InvalidNodeException("its input is " + info);
    }
    int before = kernelShape[2] - 1;
    Steps steps = new Steps("", expansion);
    String padded = x;
    if (node.hasInput(STATE)) {
      padded = steps.concat("positions", List.of(node.requiredInput(STATE), x), 2);
    } else if (before > 0) {
      padded = steps.add("positions", "Pad", x, steps.integers("pads", 0, 0, before, 0, 0, 0));
    }
    List<String> inputs = new ArrayList<>(List.of(padded, kernel));
    if (node.hasInput(BIAS)) {
      inputs.add(node.requiredInput(BIAS));
    }
    Map<String, Attribute> grouped = Map.of("group", new Attribute.Integer(info.shape()[1]));
    String result = expansion.add("convolved", "Conv", inputs, grouped);
    String activation = node.text("activation", "none");
    expansion.output(
        0,
        switch (activation) {
          case "none" -> result;
          case "silu", "swish" ->
              steps.add("activated", "Mul", result, steps.add("gate", "Sigmoid", result));
          default -> throw new InvalidNodeException("activation '" + activation + "' is not known");
        });
    if (node.hasOutput(1)) {
      int length = expansion.info(padded).shape()[2];
      expansion.output(
          1,
          before == 0
              ? steps.known("state", empty(info))
              : steps.range("state", padded, 2, (long) length - before, length));
    }
  }

  private static TensorData empty(ValueInfo info) {
    return TensorData.ofDoubles(
        info.type(), new int[] {info.shape()[0], info.shape()[1], 0}, new double[0]);
  }
}
