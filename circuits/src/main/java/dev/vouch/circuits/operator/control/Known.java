package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expansion;

/** Inputs that decide what is computed, and must be known before any input arrives. */
final class Known {
  private Known() {}

  /** A condition. */
  static boolean flag(Node node, int input, String meaning, Expansion expansion) {
    return flag(node.requiredInput(input), meaning, expansion);
  }

  /** A condition. */
  static boolean flag(String value, String meaning, Expansion expansion) {
    return number(value, meaning, expansion) != 0;
  }

  /** A number: a tensor of one cell. */
  static long number(String value, String meaning, Expansion expansion) {
    TensorData known = expansion.constant(value);
    if (known == null) {
      expansion.info(value);
      throw new UnsupportedNodeException(
          "its "
              + meaning
              + " '"
              + value
              + "' depends on the model's input, and what is computed would depend on it;"
              + " fix the inputs that decide it (--fix NAME=VALUE), or export the model without it");
    }
    if (known.size() != 1 || known.isFloating()) {
      throw new InvalidNodeException("its " + meaning + " is " + known);
    }
    return known.longs()[0];
  }
}
