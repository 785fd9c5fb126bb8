package dev.vouch.circuits.operator.recurrent;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer: inputs X [steps, batch, inputSize], W [directions, gates · hiddenSize,
 * inputSize], R [directions, gates · hiddenSize, hiddenSize], B [directions, 2 · gates ·
 * hiddenSize], sequence_lens [batch], and the initial states [directions, batch, hiddenSize]. The
 * outputs are the states of all steps [steps, directions, batch, hiddenSize] and the last ones.
 * Since opset 14 the batch may come first everywhere but in W, R and B.
 */
abstract class Recurrent implements Expanded {
  /** Number of gates. */
  abstract int gates();

  /** The activation functions of one direction, unless the node names others. */
  abstract String[] activations();

  /**
   * The cell of one direction.
   *
   * @param recurrence Rᵀ, [hiddenSize, gates · hiddenSize]
   * @param stateBias R's part of B, [gates · hiddenSize]; null: none
   */
  abstract Cell cell(
      Node node,
      Layer layer,
      int direction,
      Activations activations,
      Steps steps,
      String recurrence,
      @Nullable String stateBias);

  /** Results of one direction. */
  private record Results(String all, String hidden, @Nullable String memory) {}

  @Override
  public final void expand(Node node, Expansion expansion) {
    Layer layer = Layer.of(node, gates(), expansion);
    Activations activations = Activations.of(node, layer.directions(), activations());
    int[] lengths = TimeOrder.lengths(node, layer, expansion);
    Steps root = new Steps("", expansion, node.name());
    String x = node.input(0);
    if (layer.batchFirst()) {
      x = root.once().transpose("steps", x, 1, 0, 2);
    }
    List<String> all = new ArrayList<>();
    List<String> hidden = new ArrayList<>();
    List<String> memory = new ArrayList<>();
    for (int direction = 0; direction < layer.directions(); direction++) {
      boolean backwards = layer.runsBackwards(direction);
      Steps steps = layer.directions() == 1 ? root : root.in(backwards ? "backward" : "forward");
      TimeOrder order = new TimeOrder(layer, backwards, lengths);
      List<Cell.State> states = run(node, layer, direction, activations, steps, order, x);
      if (expansion.failed()) {
        return;
      }
      List<String> outputs = new ArrayList<>();
      List<String> memories = new ArrayList<>();
      for (Cell.State state : states) {
        outputs.add(String.valueOf(state.hidden()));
        if (state.memory() != null) {
          memories.add(state.memory());
        }
      }
      if (node.hasOutput(0)) {
        all.add(order.outputs(steps.in("Y"), outputs));
      }
      if (node.hasOutput(1)) {
        hidden.add(order.last(steps.in("Y_h"), outputs));
      }
      if (node.hasOutput(2)) {
        memory.add(order.last(steps.in("Y_c"), memories));
      }
    }
    if (node.hasOutput(0)) {
      String joined = root.concat("Y", all, 1);
      expansion.output(
          0, layer.batchFirst() ? root.transpose("Y/layout", joined, 2, 0, 1, 3) : joined);
    }
    state(1, "Y_h", hidden, node, layer, root);
    state(2, "Y_c", memory, node, layer, root);
  }

  private static void state(
      int output, String part, List<String> states, Node node, Layer layer, Steps steps) {
    if (node.hasOutput(output)) {
      long[] shape =
          layer.batchFirst()
              ? new long[] {layer.batch(), 1, layer.hiddenSize()}
              : new long[] {1, layer.batch(), layer.hiddenSize()};
      List<String> shaped = new ArrayList<>();
      for (String state : states) {
        shaped.add(steps.reshape(part + "/layout", state, shape));
      }
      steps.expansion().output(output, steps.concat(part, shaped, layer.batchFirst() ? 1 : 0));
    }
  }

  private List<Cell.State> run(
      Node node,
      Layer layer,
      int direction,
      Activations activations,
      Steps steps,
      TimeOrder order,
      String x) {
    String w = steps.transpose("W", steps.entry("W", node.input(1), 0, direction), 1, 0);
    String r = steps.transpose("R", steps.entry("R", node.input(2), 0, direction), 1, 0);
    String bias = node.hasInput(3) ? steps.entry("B", node.input(3), 0, direction) : null;
    List<String> biases = bias == null ? List.of() : steps.split("B", bias, 0, 2);
    Cell cell =
        cell(
            node, layer, direction, activations, steps, r, biases.isEmpty() ? null : biases.get(1));
    Steps once = steps.once();
    String projected =
        once.add("projected", "MatMul", order.inputs(once, x), cell.inputWeights(steps, w));
    if (!biases.isEmpty()) {
      projected =
          once.add("biased", "Add", projected, cell.bias(steps, biases.get(0), biases.get(1)));
    }
    Cell.State state =
        new Cell.State(
            initial(node, 5, "initial_h", layer, direction, steps),
            initial(node, 6, "initial_c", layer, direction, steps));
    List<Cell.State> states = new ArrayList<>();
    for (int i = 0; i < layer.steps() && !steps.expansion().failed(); i++) {
      Steps step = steps.in(String.valueOf(i));
      state = cell.step(step, step.entry("x", projected, 0, i), state);
      states.add(state);
    }
    return states;
  }

  private static @Nullable String initial(
      Node node, int input, String part, Layer layer, int direction, Steps steps) {
    return node.hasInput(input)
        ? steps.entry(part, node.inputs().get(input), layer.batchFirst() ? 1 : 0, direction)
        : null;
  }
}
