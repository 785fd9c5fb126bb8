package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;

/** SpaceToDepth: square blocks of pixels become the outer part of the channels of one pixel. */
final class SpaceToDepth extends StaticWiring {
  @Override
  public String type() {
    return "SpaceToDepth";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] from = BlockGrid.requireImages(inputs.input(0).shape());
    int side = BlockGrid.side(node);
    if (from[2] % side != 0 || from[3] % side != 0) {
      throw new InvalidNodeException(
          "height and width of " + Arrays.toString(from) + " are no multiples of " + side);
    }
    int channels = Math.multiplyExact(from[1], Math.multiplyExact(side, side));
    return new int[] {from[0], channels, from[2] / side, from[3] / side};
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    int side = BlockGrid.side(node);
    int[] blocks = {from[0], from[1], from[2] / side, side, from[3] / side, side};
    return BlockGrid.permuted(blocks, 0, 3, 5, 1, 2, 4);
  }
}
