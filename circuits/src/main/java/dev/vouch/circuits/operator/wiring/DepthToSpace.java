package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;

/**
 * DepthToSpace: each pixel's channels become a square block of pixels. The block is the outer part
 * of the channels in mode DCR, the only one before opset 11, and the inner part in mode CRD.
 */
final class DepthToSpace extends StaticWiring {
  @Override
  public String type() {
    return "DepthToSpace";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] from = BlockGrid.requireImages(inputs.input(0).shape());
    int side = BlockGrid.side(node);
    if (from[1] % Math.multiplyExact(side, side) != 0) {
      throw new InvalidNodeException(
          "the channels of " + Arrays.toString(from) + " are no multiple of " + side + "²");
    }
    return new int[] {
      from[0],
      from[1] / (side * side),
      Math.multiplyExact(from[2], side),
      Math.multiplyExact(from[3], side)
    };
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    int side = BlockGrid.side(node);
    int channels = shape(node, inputs)[1];
    return switch (node.text("mode", "DCR")) {
      case "DCR" ->
          BlockGrid.permuted(
              new int[] {from[0], side, side, channels, from[2], from[3]}, 0, 3, 4, 1, 5, 2);
      case "CRD" ->
          BlockGrid.permuted(
              new int[] {from[0], channels, side, side, from[2], from[3]}, 0, 1, 4, 2, 5, 3);
      default -> throw new InvalidNodeException("mode '" + node.text("mode", "") + "'");
    };
  }
}
