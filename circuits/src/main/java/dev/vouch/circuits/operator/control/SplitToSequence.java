package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** SplitToSequence: parts of a tensor along an axis as a sequence; the lengths must be known. */
final class SplitToSequence implements Expanded {
  private static final int MAX_PARTS = 10_000;

  @Override
  public String type() {
    return "SplitToSequence";
  }

  @Override
  public int sinceOpset() {
    return 11;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String input = node.requiredInput(0);
    int[] shape = expansion.info(input).shape();
    int axis = Shape.axis(node.integer("axis", 0), shape.length);
    int length = shape[axis];
    Steps steps = new Steps("", expansion);
    List<String> members = new ArrayList<>();
    if (!node.hasInput(1)) {
      boolean keeps = node.flag("keepdims", true);
      for (int i = 0; i < length; i++) {
        members.add(
            keeps
                ? steps.range("part", input, axis, i, i + 1L)
                : steps.entry("part", input, axis, i));
      }
    } else {
      long from = 0;
      for (long part : lengths(node.requiredInput(1), length, expansion)) {
        members.add(steps.range("part", input, axis, from, from + part));
        from += part;
      }
    }
    expansion.output(0, members);
  }

  /** The lengths as given, or as many of one length as fit and a rest. */
  private static long[] lengths(String value, int total, Expansion expansion) {
    if (expansion.info(value).rank() > 0) {
      TensorData known = expansion.constant(value);
      if (known == null) {
        throw new UnsupportedNodeException("its lengths depend on the model's input");
      }
      if (known.isFloating()
          || Arrays.stream(known.longs()).anyMatch(length -> length < 0 || length > total)
          || Arrays.stream(known.longs()).sum() != total) {
        throw new InvalidNodeException("its lengths do not fit " + total);
      }
      return known.longs();
    }
    long each = Known.number(value, "length", expansion);
    if (each < 1) {
      throw new InvalidNodeException("its length is " + each);
    }
    if (total / each > MAX_PARTS) {
      throw new UnsupportedNodeException("it makes more than " + MAX_PARTS + " parts");
    }
    long[] lengths = new long[Math.toIntExact((total + each - 1) / each)];
    Arrays.setAll(lengths, i -> Math.min(each, total - i * each));
    return lengths;
  }
}
