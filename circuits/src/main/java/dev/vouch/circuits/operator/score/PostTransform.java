package dev.vouch.circuits.operator.score;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What becomes of scores; the number is TreeEnsemble's of opset 5. */
public enum PostTransform {
  NONE,
  SOFTMAX,
  LOGISTIC,
  SOFTMAX_ZERO,
  PROBIT;

  /** Scores of a magnitude up to this one count as 0 for {@code SOFTMAX_ZERO}. */
  private static final double ZERO = 1e-7;

  /** Far below all scores. */
  private static final double MASK = -1e9;

  /** The transform that a node names. */
  public static PostTransform of(Node node) {
    String name = node.text("post_transform", "NONE");
    return Arrays.stream(values())
        .filter(transform -> transform.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidNodeException("unknown post-transform " + name));
  }

  /** Adds the transform of rows of scores. */
  public String of(Expansion expansion, String scores) {
    return switch (this) {
      case NONE -> scores;
      case SOFTMAX ->
          expansion.add(
              "softmax", "Softmax", List.of(scores), Map.of("axis", new Attribute.Integer(1)));
      case LOGISTIC -> logistic(expansion, scores);
      case SOFTMAX_ZERO -> softmaxZero(expansion, scores);
      case PROBIT -> expansion.addOwn("probit", Probit.TYPE, List.of(scores), Map.of());
    };
  }

  /**
   * 1/(1 + e^-s) as the second share of the softmax of 0 and s, each score in a row of its own:
   * exact to 2^-14 whatever the size of s, and of other scores.
   */
  private static String logistic(Expansion expansion, String scores) {
    String rows = expansion.add("rows", TensorData.ofVector(-1, 1));
    String column = expansion.add("column", "Reshape", scores, rows);
    long[] shape = Arrays.stream(expansion.info(scores).shape()).asLongStream().toArray();
    String given = expansion.add("given", TensorData.ofVector(shape));
    return expansion.add(
        "logistic", "Reshape", pick(expansion, sides(expansion, column), 1), given);
  }

  /** The shares of 0 and s along the last axis, of which s has one cell: 1 − σ(s) and σ(s). */
  public static String sides(Expansion expansion, String score) {
    ValueInfo info = expansion.info(score);
    TensorData zeros = TensorData.ofDoubles(info.type(), info.shape(), new double[info.size()]);
    Map<String, Attribute> last = Map.of("axis", new Attribute.Integer(-1));
    String both =
        expansion.add("sides", "Concat", List.of(expansion.add("zero", zeros), score), last);
    return expansion.add("shares", "Softmax", List.of(both), last);
  }

  private static String pick(Expansion expansion, String values, int place) {
    String index = expansion.add("place", TensorData.ofVector(place));
    Map<String, Attribute> last = Map.of("axis", new Attribute.Integer(-1));
    return expansion.add("side", "Gather", List.of(values, index), last);
  }

  /**
   * The same for regression: onnxruntime transforms a single target in no way but by {@code
   * PROBIT}.
   */
  public String ofRegression(Expansion expansion, String scores) {
    boolean single = expansion.info(scores).shape()[1] == 1;
    return single && this != PROBIT ? scores : of(expansion, scores);
  }

  /** The softmax of those scores of a row that are not 0; the others stay 0. */
  private static String softmaxZero(Expansion expansion, String scores) {
    DataType type = expansion.info(scores).type();
    String above = expansion.add("above", "Greater", scores, expansion.number("zero", type, ZERO));
    String below = expansion.add("below", "Less", scores, expansion.number("zero", type, -ZERO));
    String counts = expansion.add("counts", "Or", above, below);
    String masked =
        expansion.add("masked", "Where", counts, scores, expansion.number("mask", type, MASK));
    return SOFTMAX.of(expansion, masked);
  }
}
