package dev.vouch.circuits.operator.score;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;
import java.util.Map;

/** Decisions between two classes by one score a row, which is of shape [rows, 1]. */
public final class TwoClasses {
  private TwoClasses() {}

  /** For each row 1 where its score is above the threshold, else 0. */
  public static String above(Expansion expansion, String score, double threshold) {
    String least = expansion.number("threshold", expansion.info(score).type(), threshold);
    String above = expansion.add("above", "Greater", score, least);
    String rows = expansion.add("rows", TensorData.ofVector(-1));
    return expansion.add(
        "place", "Reshape", expansion.cast("place.integer", above, DataType.INT64), rows);
  }

  /** σ(−s) and σ(s) for {@code LOGISTIC}, else 1 − s and s. */
  public static String scores(Expansion expansion, String score, PostTransform transform) {
    return switch (transform) {
      case LOGISTIC -> PostTransform.sides(expansion, score);
      case NONE, SOFTMAX, SOFTMAX_ZERO -> {
        String one = expansion.number("one", expansion.info(score).type(), 1);
        yield joined(expansion, expansion.add("rest", "Sub", one, score), score);
      }
      case PROBIT -> throw new UnsupportedNodeException("the post-transform PROBIT");
    };
  }

  /** −s and s. */
  public static String opposite(Expansion expansion, String score) {
    return joined(expansion, expansion.add("opposite", "Neg", score), score);
  }

  private static String joined(Expansion expansion, String first, String second) {
    return expansion.add(
        "both", "Concat", List.of(first, second), Map.of("axis", new Attribute.Integer(1)));
  }
}
