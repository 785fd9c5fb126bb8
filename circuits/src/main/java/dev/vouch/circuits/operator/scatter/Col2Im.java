package dev.vouch.circuits.operator.scatter;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.index.ScatterRecipe;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Lengths;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Window;
import java.util.Arrays;
import java.util.List;

/**
 * Col2Im: blocks of pixels, one a column, are put where a window over the image would have read
 * them; pixels of several blocks are summed.
 */
final class Col2Im implements Lowered {
  @Override
  public String type() {
    return "Col2Im";
  }

  private static Window window(Node node, Inference inputs) {
    long[] image = inputs.constantIntegers(1, "image_shape");
    long[] block = inputs.constantIntegers(2, "block_shape");
    if (image == null || block == null) {
      throw new InvalidNodeException("image_shape and block_shape must be given");
    }
    Window window = Window.of(node, Lengths.of(image), Lengths.of(block));
    int[] data = inputs.input(0).shape();
    if (data.length != 3 || data[2] != window.positions() || data[1] % window.taps() != 0) {
      throw new InvalidNodeException(
          "data "
              + Arrays.toString(data)
              + " for "
              + window.positions()
              + " blocks of "
              + window.taps()
              + " pixels");
    }
    return window;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    Window window = window(node, inputs);
    int[] data = inputs.input(0).shape();
    int[] shape = new int[2 + window.input().length];
    shape[0] = data[0];
    shape[1] = data[1] / window.taps();
    System.arraycopy(window.input(), 0, shape, 2, window.input().length);
    return List.of(inputs.input(0).withShape(shape));
  }

  /** The pixel that each cell of the data is added to; −1 for padding. */
  private static int[] targets(Node node, Inference inputs) {
    int[] cells = window(node, inputs).cells();
    int pixels = Shape.size(window(node, inputs).input());
    int[] targets = new int[inputs.input(0).size()];
    for (int i = 0; i < targets.length; i++) {
      int pixel = cells[i % cells.length];
      targets[i] = pixel < 0 ? -1 : i / cells.length * pixels + pixel;
    }
    return targets;
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    int[] targets = targets(node, inputs.asInference());
    double[] result = new double[info.size()];
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] >= 0) {
        result[targets[i]] += inputs.get(0).doubleAt(i);
      }
    }
    return List.of(Casting.ofComputed(info.type(), info.shape(), result));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    int[] targets = targets(node, context.graph().inference(node));
    context
        .wires()
        .bind(output, ScatterRecipe.summed(context, output, node.inputs().get(0), targets));
  }
}
