package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Steps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * LSTM, whose weights hold the gates i (input), o (output), f (forget) and c (cell) one after the
 * other; input 7 are the peepholes of i, o and f, [directions, 3 · hiddenSize]. {@code clip} bounds
 * the sums of the gates, and as in onnxruntime not the argument of h.
 */
final class Lstm extends Recurrent {
  private static final int PEEPHOLES = 7;

  @Override
  public String type() {
    return "LSTM";
  }

  @Override
  int gates() {
    return 4;
  }

  @Override
  String[] activations() {
    return new String[] {"Sigmoid", "Tanh", "Tanh"};
  }

  @Override
  Cell cell(
      Node node,
      Layer layer,
      int direction,
      Activations activations,
      Steps steps,
      String recurrence,
      @Nullable String stateBias) {
    Activations.Function f = activations.get(3 * direction);
    Activations.Function g = activations.get(3 * direction + 1);
    Activations.Function h = activations.get(3 * direction + 2).withoutClip();
    boolean coupled = node.flag("input_forget", false);
    if (node.hasInput(PEEPHOLES)) {
      String peepholes = node.input(PEEPHOLES);
      int[] shape = steps.expansion().info(peepholes).shape();
      if (!Arrays.equals(shape, new int[] {layer.directions(), 3 * layer.hiddenSize()})) {
        throw new InvalidNodeException("the peepholes have the shape " + Arrays.toString(shape));
      }
      String own = steps.entry("P", peepholes, 0, direction);
      return new LstmCell(f, g, h, coupled, recurrence, steps.split("P", own, 0, 3));
    }
    return f.isPlain("sigmoid") && g.isPlain("tanh")
        ? new SigmoidLstmCell(f, h, coupled, layer.hiddenSize(), steps, recurrence)
        : new LstmCell(f, g, h, coupled, recurrence, null);
  }
}
