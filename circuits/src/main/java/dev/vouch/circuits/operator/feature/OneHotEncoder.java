package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * OneHotEncoder of integers: for each cell a row with a 1 at the place of its category, along a new
 * last axis. A number with a fraction is of the category that it has when truncated. Categories
 * that are not listed give zeros, or, with {@code zeros} = 0, no result.
 */
final class OneHotEncoder implements Expanded {
  @Override
  public String type() {
    return "OneHotEncoder";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    long[] categories = node.integers("cats_int64s");
    if (categories == null || categories.length == 0) {
      if (node.texts("cats_strings") == null) {
        throw new InvalidNodeException("it has no categories");
      }
      throw new UnsupportedNodeException(
          "its categories are strings; encode them as integers before the model");
    }
    if (Arrays.stream(categories).distinct().count() < categories.length) {
      throw new UnsupportedNodeException("a category is listed twice");
    }
    String x = node.input(0);
    if (expansion.info(x).type() != DataType.INT64) {
      x = expansion.cast("integer", x, DataType.INT64);
    }
    String hits = Categories.hits(expansion, x, TensorData.ofVector(categories), DataType.INT64);
    expansion.output(
        0,
        node.flag("zeros", true)
            ? expansion.cast("rows", hits, DataType.FLOAT)
            : known(expansion, hits, categories.length));
  }

  /**
   * The same rows, looked up by the place of the category: one that is not listed has a place
   * beyond the last row, where there is nothing to look up.
   */
  private static String known(Expansion expansion, String hits, int count) {
    double[] identity = new double[count * count];
    long[] back = new long[count];
    for (int i = 0; i < count; i++) {
      identity[i * count + i] = 1;
      back[i] = (long) count - i;
    }
    String last = expansion.add("axis", TensorData.ofVector(-1));
    String weighted =
        expansion.add("weighted", "Mul", hits, expansion.add("back", TensorData.ofVector(back)));
    String sum =
        expansion.add(
            "sum",
            "ReduceSum",
            List.of(weighted, last),
            Map.of("keepdims", new Attribute.Integer(0)));
    String place =
        expansion.add("place", "Sub", expansion.number("count", DataType.INT64, count), sum);
    String rows =
        expansion.add(
            "identity", TensorData.ofDoubles(DataType.FLOAT, new int[] {count, count}, identity));
    return expansion.add("rows", "Gather", rows, place);
  }
}
