package dev.vouch.circuits.importer;

import dev.vouch.circuits.catalogue.Impossible;
import dev.vouch.circuits.data.InvalidShapeException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.CellBudget;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.operator.Evaluation;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks the nodes in order, infers types and shapes, computes what does not depend on the inputs,
 * and collects every node that is not supported. What is left are the nodes that remain to be
 * computed.
 */
final class ConstantFolder {
  /**
   * Bound on the multiplications of all folded nodes, so that a small file cannot keep the importer
   * busy for hours.
   */
  private static final long MAX_FOLDED_MACS = 1L << 33;

  private final Map<String, ValueInfo> infos = new HashMap<>();
  private final Map<String, TensorData> constants = new LinkedHashMap<>();
  private final List<Node> remaining = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> computed = new HashSet<>();
  private final Map<String, List<String>> members = new HashMap<>();
  private final Map<TensorData, String> sharedConstants = new IdentityHashMap<>();
  private final FunctionLibrary operators;
  private final FreshNames names;
  private final ExpansionLimits limits = new ExpansionLimits();
  private final WeightChoices choices = new WeightChoices();
  private final CellBudget budget;
  private long foldedMacs;
  private boolean tooLarge;

  ConstantFolder(
      FunctionLibrary operators,
      FreshNames names,
      Map<String, ValueInfo> inputs,
      Map<String, TensorData> initializers,
      CellBudget budget) {
    this.operators = operators;
    this.names = names;
    infos.putAll(inputs);
    computed.addAll(inputs.keySet());
    initializers.forEach(this::addConstant);
    initializers.forEach(choices::stored);
    this.budget = budget;
  }

  /** Types and shapes of all values. */
  Map<String, ValueInfo> infos() {
    return infos;
  }

  /** Initializers and folded values. */
  Map<String, TensorData> constants() {
    return constants;
  }

  /** Nodes whose outputs depend on the inputs. */
  List<Node> remaining() {
    return remaining;
  }

  /** Sequences and optionals: the values that they hold. */
  Map<String, List<String>> members() {
    return members;
  }

  /** The names of constants that bodies bring with them. */
  Map<TensorData, String> sharedConstants() {
    return sharedConstants;
  }

  /** Names for what expansions add. */
  FreshNames names() {
    return names;
  }

  /** What expansions may still add. */
  ExpansionLimits limits() {
    return limits;
  }

  /** What is decided by weights. */
  WeightChoices choices() {
    return choices;
  }

  /** Whether values have too many cells for anything else to be tried with them. */
  boolean isTooLarge() {
    return tooLarge;
  }

  /** What is not supported. */
  List<Problem> problems() {
    return problems;
  }

  /**
   * Takes the next node in order.
   *
   * @throws MalformedModelException if it breaks its operator's definition
   */
  void accept(Node node) throws IOException {
    Optional<Operator> operator = operators.find(node.domain(), node.type());
    boolean readsComputed = node.reads().stream().anyMatch(computed::contains);
    if (operator.isEmpty()) {
      String reason =
          Impossible.reason(node.domain(), node.type()).orElse(UnsupportedModelException.NOT_KNOWN);
      problems.add(Problem.ofNode(node, reason));
    } else if (node.opset() < operator.get().sinceOpset()) {
      problems.add(
          Problem.ofNode(node, "supported from opset " + operator.get().sinceOpset() + " on"));
    } else if (node.reads().stream().allMatch(input -> input.isEmpty() || isKnown(input))) {
      if (readsComputed && !operator.get().readsOnlyShapes()) {
        choices.kept(node);
      }
      try {
        replace(node, operator.get());
      } catch (UnsupportedNodeException | UnsupportedDataTypeException e) {
        problems.add(Problem.ofNode(node, String.valueOf(e.getMessage())));
      } catch (InvalidNodeException | InvalidShapeException e) {
        throw new MalformedModelException(
            node + " (opset " + node.opset() + ") is invalid: " + e.getMessage(), e);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    } else if (readsComputed && !operator.get().inCircuits() && !operator.get().readsOnlyShapes()) {
      // A node before this one has a problem, so that nothing is known of this one's inputs.
      problems.add(Problem.ofNode(node, Operator.ONLY_FOLDED));
    }
    if (readsComputed && operator.map(known -> !known.readsOnlyShapes()).orElse(true)) {
      node.outputs().stream()
          .filter(output -> !constants.containsKey(output))
          .forEach(computed::add);
    }
  }

  /** Whether anything is known of a value: nothing is where a node before had a problem. */
  boolean isKnown(String value) {
    return infos.containsKey(value) || members.containsKey(value);
  }

  /** Processes what the node stands for, down to nodes that stand for themselves. */
  private void replace(Node node, Operator operator) throws IOException {
    if (operator instanceof Expanded expanded) {
      limits.enter();
      try {
        expanded.expand(node, new NodeExpansion(node, this));
      } catch (UnknownValueException e) {
        return; // the node that should have given the value is reported
      } finally {
        limits.leave();
      }
      return;
    }
    if (node.type().equals("Identity") && node.hasInput(0) && node.hasOutput(0)) {
      List<String> passedOn = members.get(node.inputs().get(0));
      if (passedOn != null) {
        members.put(node.outputs().get(0), passedOn);
        return;
      }
    }
    node.inputs().stream()
        .filter(members::containsKey)
        .findFirst()
        .ifPresent(
            input -> {
              throw new UnsupportedNodeException(
                  "its input '" + input + "' is a sequence or an optional");
            });
    for (Node step : operator.rewritten(node, inference(node))) {
      if (step.type().equals(node.type()) && step.domain().equals(node.domain())) {
        process(step, operator);
      } else {
        limits.addNode();
        accept(step);
      }
    }
  }

  private Inference inference(Node node) {
    return Inference.of(node, infos::get, constants::get);
  }

  private void process(Node given, Operator operator) throws MalformedModelException {
    Inference inputs = inference(given);
    List<ValueInfo> inferred = operator.infer(given, inputs);
    Node node = withOutputs(given, inferred.size());
    foldedMacs += inputs.allConstant() ? operator.macs(node, inputs) : 0;
    if (foldedMacs < 0 || foldedMacs > MAX_FOLDED_MACS) {
      throw new UnsupportedNodeException(
          "its inputs are constant, but it takes too long to compute beforehand");
    }
    if (operator.foldable(node, inputs)) {
      for (int i = 0; i < node.outputs().size(); i++) {
        budget.grow(inferred.get(i).size(), node.outputs().get(i));
      }
      List<TensorData> folded = Evaluation.folded(operator, node, inputs);
      for (int i = 0; i < node.outputs().size(); i++) {
        addConstant(node.outputs().get(i), folded.get(i));
      }
      choices.folded(node, operator.readsOnlyShapes(), folded.subList(0, node.outputs().size()));
      return;
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      requireFew(inferred.get(i).size(), "output " + i);
      if (!node.outputs().get(i).isEmpty()) {
        infos.put(node.outputs().get(i), inferred.get(i));
      }
    }
    keep(node, inferred);
  }

  private void requireFew(long cells, String output) {
    if (cells > budget.mostComputed()) {
      tooLarge = true;
      throw new UnsupportedNodeException(
          output + " has " + cells + " cells; at most " + budget.mostComputed() + " are allowed");
    }
    if (!budget.compute(cells)) {
      tooLarge = true;
      throw new UnsupportedNodeException(
          output + " has " + cells + " cells, with which all values have too many together");
    }
  }

  /** Outputs without cells are constants, whatever the inputs; the node keeps the others. */
  private void keep(Node node, List<ValueInfo> inferred) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      boolean empty = inferred.get(i).size() == 0;
      if (empty) {
        addConstant(node.outputs().get(i), empty(inferred.get(i)));
      }
      kept.add(empty ? "" : node.outputs().get(i));
    }
    if (kept.equals(node.outputs())) {
      remaining.add(node);
    } else if (kept.stream().anyMatch(output -> !output.isEmpty())) {
      remaining.add(node.with(node.inputs(), kept));
    }
  }

  private static TensorData empty(ValueInfo info) {
    return info.type().isFloating()
        ? TensorData.ofDoubles(info.type(), info.shape(), new double[0])
        : TensorData.ofLongs(info.type(), info.shape(), new long[0]);
  }

  /** The node without outputs beyond those that are supported, which must not be asked for. */
  private static Node withOutputs(Node node, int supported) {
    int count = node.outputs().size();
    for (int i = supported; i < count; i++) {
      if (node.hasOutput(i)) {
        throw new UnsupportedNodeException(
            "it has " + count + " outputs; supported are " + supported);
      }
    }
    return count <= supported
        ? node
        : node.with(node.inputs(), node.outputs().subList(0, supported));
  }

  /**
   * Adds a value that an expansion brings with it.
   *
   * @throws MalformedModelException if the constants become too large
   */
  void addConstantOf(String name, TensorData value) throws MalformedModelException {
    budget.grow(value.size(), name);
    addConstant(name, value);
  }

  private void addConstant(String name, TensorData value) {
    if (!name.isEmpty()) {
      constants.put(name, value);
      infos.put(name, ValueInfo.of(value));
    }
  }
}
