package dev.vouch.circuits.operator.attention;

import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * RotaryEmbedding: pairs of features of a head are turned by angles that follow from the position.
 * With cosines c and sines s, (a, b) becomes (c · a − s · b, s · a + c · b); a pair are the
 * features i and i + half, or interleaved 2i and 2i + 1. Features from {@code rotary_embedding_dim}
 * on stay as they are.
 */
final class RotaryEmbedding implements Expanded {
  private static final int POSITIONS = 3;

  @Override
  public String type() {
    return "RotaryEmbedding";
  }

  @Override
  public int sinceOpset() {
    return 23;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    Steps steps = new Steps("", expansion);
    String input = node.requiredInput(0);
    boolean joined = expansion.info(input).rank() == 3;
    String x = Heads.apart(steps, "X", input, node.integer("num_heads", 0));
    int[] shape = expansion.info(x).shape();
    int size = shape[3];
    long given = node.integer("rotary_embedding_dim", 0);
    long turned = given == 0 ? size : given;
    if (turned < 2 || turned > size || turned % 2 != 0) {
      throw new InvalidNodeException("it cannot turn " + turned + " of " + size + " features");
    }
    boolean interleaved = node.flag("interleaved", false);
    String first = features(steps, "first", x, interleaved, 0, turned);
    String second = features(steps, "second", x, interleaved, 1, turned);
    String cos = angles(steps, "cos", node, 1, shape, turned / 2);
    String sin = angles(steps, "sin", node, 2, shape, turned / 2);
    String real =
        steps.add(
            "real",
            "Sub",
            steps.add("real/cos", "Mul", first, cos),
            steps.add("real/sin", "Mul", second, sin));
    String imaginary =
        steps.add(
            "imaginary",
            "Add",
            steps.add("imaginary/sin", "Mul", first, sin),
            steps.add("imaginary/cos", "Mul", second, cos));
    List<String> parts = new ArrayList<>();
    if (interleaved) {
      parts.add(interleaved(steps, real, imaginary, shape, turned));
    } else {
      parts.addAll(List.of(real, imaginary));
    }
    if (turned < size) {
      parts.add(steps.range("rest", x, 3, turned, size));
    }
    String result = steps.concat("turned", parts, 3);
    expansion.output(0, joined ? Heads.joined(steps, "Y", result) : result);
  }

  /** The first or second features of all pairs. */
  private static String features(
      Steps steps, String part, String x, boolean interleaved, int which, long turned) {
    long[] at = new long[(int) turned / 2];
    Arrays.setAll(at, pair -> interleaved ? 2L * pair + which : pair + which * turned / 2);
    return steps.entries(part, x, 3, at);
  }

  private static String interleaved(
      Steps steps, String real, String imaginary, int[] shape, long turned) {
    String axis = steps.integers("axis", 4);
    String pairs =
        steps.concat(
            "pairs",
            List.of(
                steps.add("pairs/real", "Unsqueeze", real, axis),
                steps.add("pairs/imaginary", "Unsqueeze", imaginary, axis)),
            4);
    return steps.reshape("interleaved", pairs, shape[0], shape[1], shape[2], turned);
  }

  /** Cosines or sines, [batch or 1, 1, sequence, half]. */
  private static String angles(Steps steps, String part, Node node, int input, int[] x, long half) {
    String cache = node.requiredInput(input);
    if (node.hasInput(POSITIONS)) {
      cache =
          steps.add(
              part,
              "Gather",
              "axis",
              new Attribute.Integer(0),
              cache,
              node.requiredInput(POSITIONS));
    }
    ValueInfo info = steps.expansion().info(cache);
    int[] shape = info.shape();
    if (shape.length != 3 || shape[0] != x[0] || shape[1] != x[2] || shape[2] != half) {
      throw new InvalidNodeException(
          "the " + part + " cache gives " + info + " instead of " + half + " angles a position");
    }
    return steps.add(part + "/heads", "Unsqueeze", cache, steps.integers(part + "/axis", 1));
  }
}
