package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * LabelEncoder of numbers, opset 2 on: the value beside each cell's key, or the default one for
 * cells that are no key. Values that are strings are given by their places in the list, a default
 * one by −1.
 */
final class LabelEncoder implements Expanded {
  private static final int FIRST_WITH_LISTS = 2;

  @Override
  public String type() {
    return "LabelEncoder";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    if (node.opset() < FIRST_WITH_LISTS || node.texts("keys_strings") != null) {
      throw new UnsupportedNodeException(
          "its keys are strings; encode them as integers before the model");
    }
    String x = node.input(0);
    DataType type = expansion.info(x).type();
    TensorData keys = list(node, "keys");
    TensorData values = list(node, "values");
    if (keys == null || values == null || keys.size() != values.size()) {
      throw new InvalidNodeException("it has not as many keys as values");
    }
    if (keys.isFloating() != type.isFloating()) {
      throw new InvalidNodeException("keys of type " + keys.type() + " for cells of type " + type);
    }
    TensorData compared = Casting.cast(keys, type);
    requireDistinct(compared);
    String hits = Categories.hits(expansion, x, compared, values.type());
    String base = expansion.add("default", fallback(node, values.type()));
    String beyond = expansion.add("beyond", "Sub", expansion.add("values", values), base);
    String chosen = expansion.add("chosen", "Mul", hits, beyond);
    String sum =
        expansion.add(
            "sum",
            "ReduceSum",
            List.of(chosen, expansion.add("axis", TensorData.ofVector(-1))),
            Map.of("keepdims", new Attribute.Integer(0)));
    expansion.output(0, expansion.add("value", "Add", sum, base));
  }

  /** Keys or values, strings as their places; null if there are none. */
  private static @Nullable TensorData list(Node node, String name) {
    long[] integers = node.integers(name + "_int64s");
    double[] reals = node.reals(name + "_floats");
    List<String> texts = node.texts(name + "_strings");
    if (integers != null) {
      return TensorData.ofVector(integers);
    }
    if (reals != null) {
      return TensorData.ofDoubles(DataType.FLOAT, new int[] {reals.length}, reals);
    }
    return texts == null
        ? node.tensor(name + "_tensor")
        : TensorData.ofVector(LongStream.range(0, texts.size()).toArray());
  }

  private static TensorData fallback(Node node, DataType type) {
    TensorData given = node.tensor("default_tensor");
    if (given != null && given.size() == 1) {
      return given.reshape();
    }
    int[] scalar = {};
    return type.isFloating()
        ? TensorData.ofDoubles(type, scalar, node.real("default_float", 0))
        : TensorData.ofLongs(type, scalar, node.integer("default_int64", -1));
  }

  /**
   * ONNX says that the last of equal keys counts; onnxruntime takes the first. Equal are 0 and −0,
   * and keys that are one number of the cells' type.
   */
  private static void requireDistinct(TensorData keys) {
    Set<Number> seen = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      // −0 + 0 is 0
      boolean more =
          keys.isFloating() ? seen.add(keys.doubleAt(i) + 0.0) : seen.add(keys.longs()[i]);
      if (!more) {
        throw new UnsupportedNodeException(
            "a key is listed twice, as a number of type " + keys.type());
      }
    }
  }
}
