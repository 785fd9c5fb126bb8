package dev.vouch.circuits.operator.tree;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes of equal length that together are a table. */
final class Columns {
  private static final int MAX_TARGETS = 1 << 16;

  private final Node node;
  private final int length;

  /** A table whose rows are as many as a list of integers, which must be given, has entries. */
  Columns(Node node, String first) {
    this.node = node;
    this.length = node.required(first, node::integers).length;
  }

  int length() {
    return length;
  }

  /** How many targets a node has. */
  static int targets(Node node) {
    long targets = node.integer("n_targets", 1);
    if (targets < 1 || targets > MAX_TARGETS) {
      throw new InvalidNodeException(targets + " targets; there are 1 to " + MAX_TARGETS);
    }
    return (int) targets;
  }

  /** A column of integers that must be given. */
  int[] integers(String name) {
    return narrow(name, node.required(name, node::integers));
  }

  /** A column of integers; one of zeros where it is left out. */
  int[] integersOrZeros(String name) {
    long[] given = node.integers(name);
    return given == null || given.length == 0 ? new int[length] : narrow(name, given);
  }

  private int[] narrow(String name, long[] given) {
    requireLength(name, given.length);
    int[] narrow = new int[given.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (int) given[i];
      if (narrow[i] != given[i]) {
        throw new InvalidNodeException("attribute '" + name + "' names number " + given[i]);
      }
    }
    return narrow;
  }

  /** A column of texts that must be given. */
  List<String> texts(String name) {
    List<String> given = node.required(name, node::texts);
    requireLength(name, given.size());
    return given;
  }

  /** A column of numbers that must be given, as a list or as a tensor. */
  double[] reals(String name) {
    double[] given = reals(node, name);
    if (given == null) {
      throw new InvalidNodeException("attribute '" + name + "' is missing");
    }
    requireLength(name, given.length);
    return given;
  }

  /** Numbers as a list, or as a tensor whose name says so; null where both are left out. */
  static double @Nullable [] reals(Node node, String name) {
    TensorData tensor = node.tensor(name + "_as_tensor");
    if (tensor != null) {
      return tensor.toDoubles();
    }
    double[] given = node.reals(name);
    return given == null || given.length == 0 ? null : given;
  }

  private void requireLength(String name, int given) {
    if (given != length) {
      throw new InvalidNodeException(
          "attribute '" + name + "' has " + given + " entries, others have " + length);
    }
  }
}
