package dev.vouch.circuits.operator.signal;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.List;
import java.util.Map;

/**
 * STFT of [batch, length, 1 or 2]: the Fourier transforms of windowed frames, [batch, frames,
 * frequencies, 2]. It is a convolution with constant weights, a step of the frames being its
 * stride.
 */
final class Stft implements Expanded {
  private static final int WINDOW = 2;

  @Override
  public String type() {
    return "STFT";
  }

  @Override
  public int sinceOpset() {
    return 17;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.requiredInput(0);
    ValueInfo info = expansion.info(x);
    int[] shape = info.shape();
    if (!info.type().isFloating() || shape.length < 2 || shape.length > 3) {
      throw new InvalidNodeException("its input is " + info);
    }
    Steps steps = new Steps("", expansion);
    int parts = shape.length == 3 ? shape[2] : 1;
    long step = Sizes.number(node, 1, 0, expansion);
    int windowLength =
        node.hasInput(WINDOW) ? expansion.info(node.requiredInput(WINDOW)).size() : shape[1];
    int length = (int) Sizes.number(node, 3, windowLength, expansion);
    if (parts < 1
        || parts > 2
        || length > shape[1]
        || (node.hasInput(WINDOW) && windowLength != length)) {
      throw new InvalidNodeException(
          "frames of " + length + " values do not fit the window or the signal " + info);
    }
    int kept = Fourier.frequencies(length, node.flag("onesided", true) && parts == 1);
    TensorData matrix = Fourier.matrix(info.type(), length, length, parts, kept, false);

    // The kernel [2 · kept, parts, length] of a convolution over [batch, parts, length].
    String rows =
        steps.reshape("matrix/rows", steps.known("matrix", matrix), length, parts, 2L * kept);
    String kernel = steps.transpose("kernel", rows, 2, 1, 0);
    if (node.hasInput(WINDOW)) {
      kernel = steps.add("kernel/windowed", "Mul", kernel, node.requiredInput(WINDOW));
    }
    String signal = steps.reshape("signal", x, shape[0], shape[1], parts);
    Map<String, Attribute> strides = Map.of("strides", new Attribute.Integers(step));
    String turned = steps.transpose("signal/turned", signal, 0, 2, 1);
    String frames = expansion.add("frames", "Conv", List.of(turned, kernel), strides);
    long count = 1 + (shape[1] - length) / step;
    String last = steps.transpose("frames/turned", frames, 0, 2, 1);
    expansion.output(0, steps.reshape("Y", last, shape[0], count, kept, 2));
  }
}
