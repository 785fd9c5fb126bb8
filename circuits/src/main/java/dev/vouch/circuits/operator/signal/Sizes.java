package dev.vouch.circuits.operator.signal;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expansion;

/** Inputs of one number that sizes of transforms follow from, and that must be known. */
final class Sizes {
  private Sizes() {}

  /** A number from 1 up to the largest length of an axis. */
  static long number(Node node, int input, long otherwise, Expansion expansion) {
    long number = axis(node, input, otherwise, expansion);
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw new InvalidNodeException("input " + input + " is " + number);
    }
    return number;
  }

  /** Any number. */
  static long axis(Node node, int input, long otherwise, Expansion expansion) {
    if (!node.hasInput(input)) {
      return otherwise;
    }
    String value = node.requiredInput(input);
    TensorData known = expansion.constant(value);
    if (known == null) {
      expansion.info(value);
      throw new UnsupportedNodeException(
          "input " + input + " must be constant, but it depends on the model's input");
    }
    if (known.isFloating() || known.size() != 1) {
      throw new InvalidNodeException("input " + input + " must be one integer, got " + known);
    }
    return known.longs()[0];
  }
}
