package dev.vouch.circuits.operator.attention;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention: softmax(cap(scale · Q Kᵀ) + mask) · V for each head. Several heads of queries may
 * share one of keys and values. A query that sees no key gives 0.
 */
final class Attention implements Expanded {
  private static final int MASK = 3;
  private static final int PAST_KEY = 4;
  private static final int PAST_VALUE = 5;
  private static final int LENGTHS = 6;

  @Override
  public String type() {
    return "Attention";
  }

  @Override
  public int sinceOpset() {
    return 23;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    new Composition(node, new Steps("", expansion)).expand();
  }

  /** The nodes of one attention. */
  private static final class Composition {
    private final Node node;
    private final Steps steps;
    private final boolean joined;
    private final String q;
    private final String k;
    private final String v;
    private final int batch;
    private final int heads;
    private final int shared;
    private final int queries;
    private final int keys;

    Composition(Node node, Steps steps) {
      this.node = node;
      this.steps = steps;
      joined = steps.expansion().info(node.requiredInput(0)).rank() == 3;
      q = heads(0, "Q", "q_num_heads");
      k = withPast("K", heads(1, "K", "kv_num_heads"), PAST_KEY);
      v = withPast("V", heads(2, "V", "kv_num_heads"), PAST_VALUE);
      int[] queryShape = shape(q);
      int[] keyShape = shape(k);
      int[] valueShape = shape(v);
      batch = queryShape[0];
      heads = queryShape[1];
      queries = queryShape[2];
      keys = keyShape[2];
      if (node.hasInput(PAST_KEY) != node.hasInput(PAST_VALUE)
          || keyShape[0] != batch
          || keyShape[1] == 0
          || heads % keyShape[1] != 0
          || keyShape[3] != queryShape[3]
          || !Arrays.equals(Arrays.copyOf(keyShape, 3), Arrays.copyOf(valueShape, 3))) {
        throw new InvalidNodeException(
            "Q "
                + Arrays.toString(queryShape)
                + ", K "
                + Arrays.toString(keyShape)
                + " and V "
                + Arrays.toString(valueShape)
                + " do not fit together");
      }
      shared = heads / keyShape[1];
    }

    private int[] shape(String value) {
      return steps.expansion().info(value).shape();
    }

    private String heads(int input, String part, String attribute) {
      return Heads.apart(steps, part, node.requiredInput(input), node.integer(attribute, 0));
    }

    private String withPast(String part, String value, int past) {
      return node.hasInput(past)
          ? steps.concat(part + "/present", List.of(node.requiredInput(past), value), 2)
          : value;
    }

    void expand() {
      String scores = scores();
      output(3, 0, scores);
      double cap = node.real("softcap", 0);
      if (cap > 0) {
        String scaled =
            steps.add("capped/scaled", "Mul", scores, steps.number("uncap", 1 / cap, scores));
        String tanh = steps.add("capped/tanh", "Tanh", scaled);
        scores = steps.add("capped", "Mul", tanh, steps.number("cap", cap, scores));
      }
      output(3, 1, scores);
      TensorData allowed = byPosition();
      String computed = null;
      if (node.hasInput(MASK)) {
        String mask = node.requiredInput(MASK);
        ValueInfo info = steps.expansion().info(mask);
        TensorData known = steps.expansion().constant(mask);
        int given = info.rank() == 0 ? keys : info.shape()[info.rank() - 1];
        if (given != 1 || keys == 1) {
          allowed = AllowedKeys.both(allowed, AllowedKeys.first(Math.min(given, keys), keys));
          mask = lengthened(mask, info, given);
          known = steps.expansion().constant(mask);
        }
        if (info.type().isFloating()) {
          allowed = AllowedKeys.both(allowed, known == null ? null : AllowedKeys.notMasked(known));
          scores = steps.add("biased", "Add", scores, known == null ? mask : finite(known));
        } else if (known != null) {
          allowed = AllowedKeys.both(allowed, known);
        } else {
          computed = mask;
        }
      }
      scores = masked("masked", scores, allowed, computed, Double.NEGATIVE_INFINITY);
      output(3, 2, scores);
      String weights = steps.add("weights", "Softmax", "axis", new Attribute.Integer(-1), scores);
      // Softmax gives a query that sees no key the same weight for all.
      TensorData seeing =
          allowed == null || computed != null ? allowed : AllowedKeys.seeing(allowed);
      weights = masked("attended", weights, seeing, computed, 0);
      output(3, 3, weights);
      String result = grouped("result", product("values", split("weights", weights), v));
      steps.expansion().output(0, joined ? Heads.joined(steps, "Y", result) : result);
      present(1, k);
      present(2, v);
    }

    private void present(int output, String value) {
      if (node.hasOutput(output)) {
        steps.expansion().output(output, value);
      }
    }

    private void output(int output, int mode, String value) {
      if (node.hasOutput(output) && node.integer("qk_matmul_output_mode", 0) == mode) {
        steps.expansion().output(output, value);
      }
    }

    /** scale · Q Kᵀ, [batch, heads, queries, keys]. */
    private String scores() {
      String turned = steps.transpose("K/turned", k, 0, 1, 3, 2);
      String product = grouped("scores", product("scores", split("Q", q), turned));
      double scale = node.real("scale", 0);
      double factor = scale == 0 ? 1 / Math.sqrt(shape(q)[3]) : scale;
      return steps.add("scaled", "Mul", product, steps.number("scale", factor, product));
    }

    /** Heads that share keys and values as an axis of their own. */
    private String split(String part, String value) {
      int[] shape = shape(value);
      return shared == 1
          ? value
          : steps.reshape(
              part + "/shared", value, batch, heads / shared, shared, shape[2], shape[3]);
    }

    private String product(String part, String left, String right) {
      int[] shape = shape(right);
      String all =
          shared == 1
              ? right
              : steps.reshape(part + "/all", right, batch, heads / shared, 1, shape[2], shape[3]);
      return steps.add(part, "MatMul", left, all);
    }

    private String grouped(String part, String value) {
      int[] shape = shape(value);
      return shared == 1
          ? value
          : steps.reshape(part + "/grouped", value, batch, heads, queries, shape[4]);
    }

    private @Nullable TensorData byPosition() {
      long[] lengths = null;
      long[] offsets = {node.hasInput(PAST_KEY) ? shape(node.requiredInput(PAST_KEY))[2] : 0};
      if (node.hasInput(LENGTHS)) {
        TensorData known = steps.expansion().constant(node.requiredInput(LENGTHS));
        if (known == null) {
          throw new UnsupportedNodeException(
              "nonpad_kv_seqlen depends on the model's input; give it a fixed value (--fix"
                  + " NAME=VALUE)");
        }
        if (known.isFloating() || known.size() != batch || node.hasInput(PAST_KEY)) {
          throw new InvalidNodeException("nonpad_kv_seqlen is " + known);
        }
        lengths = known.longs();
        offsets = lengths.clone();
        for (int i = 0; i < offsets.length; i++) {
          offsets[i] -= queries;
        }
      }
      return AllowedKeys.byPosition(
          queries,
          keys,
          offsets,
          node.flag("is_causal", false),
          node.integer("left_window_size", -1),
          node.integer("right_window_size", -1),
          lengths);
    }

    /** A mask for all keys; what is added is not allowed anyway. */
    private String lengthened(String mask, ValueInfo info, int given) {
      if (given > keys) {
        throw new InvalidNodeException("attn_mask is for " + given + " keys of " + keys);
      }
      if (given == keys) {
        return mask;
      }
      int[] shape = info.shape().clone();
      shape[shape.length - 1] = keys - given;
      int size = info.withShape(shape).size();
      TensorData rest =
          info.type().isFloating()
              ? TensorData.ofDoubles(info.type(), shape, new double[size])
              : TensorData.ofLongs(info.type(), shape, new long[size]);
      String padding = steps.known("mask/rest", rest);
      return steps.concat("mask", List.of(mask, padding), shape.length - 1);
    }

    private String finite(TensorData mask) {
      return steps.known(
          "mask/finite", mask.map(m -> m == Double.NEGATIVE_INFINITY ? 0 : m, m -> m));
    }

    /** The value where it is allowed, else another one. */
    private String masked(
        String part,
        String value,
        @Nullable TensorData allowed,
        @Nullable String computed,
        double otherwise) {
      String result = value;
      String other = steps.number(part + "/otherwise", otherwise, value);
      if (allowed != null) {
        TensorData condition = TensorData.ofLongs(DataType.BOOL, allowed.shape(), allowed.longs());
        result = steps.add(part, "Where", steps.known(part + "/allowed", condition), result, other);
      }
      return computed == null ? result : steps.add(part, "Where", computed, result, other);
    }
  }
}
