package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;

/**
 * Sizes of a recurrent layer.
 *
 * @param steps length of the sequences
 * @param batch how many sequences there are
 * @param inputSize features of an input
 * @param hiddenSize features of a state
 * @param directions 1 or 2
 * @param reverse whether the first direction runs from the end to the start
 * @param batchFirst whether the batch is the first axis of all tensors (layout 1)
 */
record Layer(
    int steps,
    int batch,
    int inputSize,
    int hiddenSize,
    int directions,
    boolean reverse,
    boolean batchFirst) {
  /**
   * Reads the sizes of a node.
   *
   * @param gates how many gates the kind of layer has
   * @throws InvalidNodeException if the shapes of the inputs do not fit together
   */
  static Layer of(Node node, int gates, Expansion expansion) {
    int[] x = shape(node, 0, expansion);
    int[] w = shape(node, 1, expansion);
    int[] r = shape(node, 2, expansion);
    String direction = node.text("direction", "forward");
    int directions =
        switch (direction) {
          case "forward", "reverse" -> 1;
          case "bidirectional" -> 2;
          default -> throw new InvalidNodeException("direction '" + direction + "' is not known");
        };
    if (x.length != 3 || r.length != 3) {
      throw new InvalidNodeException("X and R must have three axes");
    }
    boolean batchFirst = node.flag("layout", false);
    int hidden = r[2];
    require("W", w, directions, gates * hidden, x[2]);
    require("R", r, directions, gates * hidden, hidden);
    if (node.integer("hidden_size", hidden) != hidden) {
      throw new InvalidNodeException("hidden_size is not the last length of R, " + hidden);
    }
    Layer layer =
        new Layer(
            x[batchFirst ? 1 : 0],
            x[batchFirst ? 0 : 1],
            x[2],
            hidden,
            directions,
            direction.equals("reverse"),
            batchFirst);
    if (node.hasInput(3)) {
      require("B", shape(node, 3, expansion), directions, 2 * gates * hidden);
    }
    for (int state = 5; state <= 6; state++) {
      if (node.hasInput(state)) {
        int[] shape = shape(node, state, expansion);
        if (batchFirst) {
          require("the initial state", shape, layer.batch, directions, hidden);
        } else {
          require("the initial state", shape, directions, layer.batch, hidden);
        }
      }
    }
    if (layer.steps == 0 || layer.batch == 0 || hidden == 0) {
      throw new InvalidNodeException("it has no steps or no cells");
    }
    return layer;
  }

  private static int[] shape(Node node, int input, Expansion expansion) {
    if (!node.hasInput(input)) {
      throw new InvalidNodeException("input " + input + " is missing");
    }
    ValueInfo info = expansion.info(node.inputs().get(input));
    if (!info.type().isFloating()) {
      throw new InvalidNodeException("input " + input + " must be of a floating type, got " + info);
    }
    return info.shape();
  }

  private static void require(String what, int[] shape, int... wanted) {
    if (!Arrays.equals(shape, wanted)) {
      throw new InvalidNodeException(
          what
              + " must have the shape "
              + Arrays.toString(wanted)
              + ", got "
              + Arrays.toString(shape));
    }
  }

  /** Whether a direction runs from the end to the start. */
  boolean runsBackwards(int direction) {
    return reverse || direction == 1;
  }
}
