package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Clamps;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Clip: min(max(x, least), most), each bound optional. The bounds are inputs since opset 11,
 * attributes before.
 */
final class Clip implements Lowered {
  private static final int FIRST_WITH_INPUTS = 11;

  /** Max and Min are those of this opset. */
  private static final int MINIMA_OF_INTEGERS = 13;

  @Override
  public String type() {
    return "Clip";
  }

  /** The bounds; null where there is none. */
  record Bounds(@Nullable TensorData least, @Nullable TensorData most) {
    static Bounds of(Node node, Inference inputs) {
      return node.opset() < FIRST_WITH_INPUTS
          ? new Bounds(attribute(node, "min"), attribute(node, "max"))
          : new Bounds(input(inputs, 1, "min"), input(inputs, 2, "max"));
    }

    private static @Nullable TensorData attribute(Node node, String name) {
      return node.hasAttribute(name) ? TensorData.ofScalar(node.real(name, 0)) : null;
    }

    private static @Nullable TensorData input(Inference inputs, int index, String name) {
      if (!inputs.has(index)) {
        return null;
      }
      TensorData bound = inputs.constant(index);
      if (bound == null) {
        throw new UnsupportedNodeException(
            "input '" + name + "' must be constant, but it depends on the model's input");
      }
      if (bound.size() != 1 || bound.isFloating() != inputs.input(0).type().isFloating()) {
        throw new InvalidNodeException(
            "input '" + name + "' must be one number of the type of the data, got " + bound);
      }
      return bound;
    }
  }

  /** With computed bounds the same by Max and Min. */
  @Override
  public List<Node> rewritten(Node node, Inference inputs) {
    boolean least = inputs.has(1);
    boolean most = inputs.has(2);
    if (node.opset() < FIRST_WITH_INPUTS
        || ((!least || inputs.constant(1) != null) && (!most || inputs.constant(2) != null))) {
      return List.of(node);
    }
    List<Node> steps = new ArrayList<>();
    String x = node.input(0);
    if (least) {
      String raised = most ? node.outputs().get(0) + "/raised" : node.outputs().get(0);
      steps.add(step(node, "Max", List.of(x, node.input(1)), raised));
      x = raised;
    }
    if (most) {
      steps.add(step(node, "Min", List.of(x, node.input(2)), node.outputs().get(0)));
    }
    return steps;
  }

  private static Node step(Node node, String type, List<String> inputs, String output) {
    return new Node(
        node.name() + "/" + type, type, "", MINIMA_OF_INTEGERS, inputs, List.of(output), Map.of());
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    Bounds.of(node, inputs);
    return List.of(inputs.input(0));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    Bounds bounds = Bounds.of(node, inputs.asInference());
    TensorData data = inputs.get(0);
    if (data.isFloating()) {
      double least =
          bounds.least() == null ? Double.NEGATIVE_INFINITY : bounds.least().doubles()[0];
      double most = bounds.most() == null ? Double.POSITIVE_INFINITY : bounds.most().doubles()[0];
      return List.of(data.map(x -> Math.min(Math.max(x, least), most), x -> x));
    }
    long least = bounds.least() == null ? Long.MIN_VALUE : bounds.least().longs()[0];
    long most = bounds.most() == null ? Long.MAX_VALUE : bounds.most().longs()[0];
    return List.of(data.map(x -> x, x -> Math.min(Math.max(x, least), most)));
  }

  @Override
  public Optional<Clamp> clamp(Node node, Inference inputs) {
    Bounds bounds = Bounds.of(node, inputs);
    return Optional.of(
        new Clamp(
            bounds.least() == null ? Double.NEGATIVE_INFINITY : bounds.least().doubleAt(0),
            bounds.most() == null ? Double.POSITIVE_INFINITY : bounds.most().doubleAt(0)));
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return results;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Clamp clamp = clamp(node, context.graph().inference(node)).orElseThrow();
    Wire x = context.wires().of(node.input(0));
    context.wires().bind(output, Clamps.lower(context, output, x, clamp));
  }
}
