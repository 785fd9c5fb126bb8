package dev.vouch.circuits.operator.linear;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.LinearLayer;
import dev.vouch.circuits.lowering.recipe.Weights;
import dev.vouch.circuits.lowering.recipe.Wiring;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Einsum: Σ of products of operands over the labelled axes that the result lacks. A label that
 * occurs twice in one operand reads its diagonal. More than two operands are multiplied from left
 * to right, each product summed over what neither the result nor a later operand has.
 */
final class Einsum implements Lowered {
  private static final String EQUATION = "equation";

  @Override
  public String type() {
    return "Einsum";
  }

  private static EinsumEquation equation(Node node, Inference inputs) {
    List<int[]> shapes =
        IntStream.range(0, inputs.count()).mapToObj(i -> inputs.input(i).shape()).toList();
    return EinsumEquation.of(node.text(EQUATION, ""), shapes);
  }

  @Override
  public List<Node> rewritten(Node node, Inference inputs) {
    if (inputs.count() <= 2) {
      return List.of(node);
    }
    EinsumEquation equation = equation(node, inputs);
    List<Node> steps = new ArrayList<>();
    String value = node.inputs().get(0);
    String labels = equation.operands().get(0);
    for (int i = 1; i < inputs.count(); i++) {
      boolean last = i + 1 == inputs.count();
      List<String> pair = List.of(labels, equation.operands().get(i));
      String kept = last ? equation.result() : kept(equation, pair, i + 1);
      String product = last ? node.outputs().get(0) : node.outputs().get(0) + "/product" + i;
      steps.add(
          new Node(
              last ? node.name() : node.name() + "/product" + i,
              type(),
              "",
              node.opset(),
              List.of(value, node.inputs().get(i)),
              List.of(product),
              Map.of(EQUATION, new Attribute.Text(EinsumEquation.text(pair, kept)))));
      value = product;
      labels = kept;
    }
    return steps;
  }

  /** Labels of a pair that the result or an operand from {@code next} on has. */
  private static String kept(EinsumEquation equation, List<String> pair, int next) {
    String later =
        equation.result()
            + String.join("", equation.operands().subList(next, equation.operands().size()));
    return String.join("", pair)
        .chars()
        .distinct()
        .filter(label -> later.indexOf(label) >= 0)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    EinsumEquation equation = equation(node, inputs);
    return List.of(inputs.input(0).withShape(equation.shape(equation.result())));
  }

  @Override
  public long macs(Node node, Inference inputs) {
    if (inputs.count() < 2) {
      return 0;
    }
    return equation(node, inputs).lengths().values().stream()
        .mapToLong(Integer::longValue)
        .reduce(1, Math::multiplyExact);
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    EinsumEquation equation = equation(node, inputs.asInference());
    String summed =
        String.join("", equation.operands())
            .chars()
            .distinct()
            .filter(label -> equation.result().indexOf(label) < 0)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    int[] box = equation.shape(equation.result() + summed);
    int[] shape = equation.shape(equation.result());
    double[] products = new double[Shape.size(box)];
    Arrays.fill(products, 1);
    for (int i = 0; i < equation.operands().size(); i++) {
      double[] values = inputs.get(i).toDoubles();
      int[] cells =
          cells(equation.operands().get(i), inputs.get(i).shape(), equation.result() + summed, box);
      for (int k = 0; k < products.length; k++) {
        products[k] *= values[cells[k]];
      }
    }
    double[] result = new double[Shape.size(shape)];
    int run = Math.max(1, products.length / Math.max(1, result.length));
    for (int k = 0; k < products.length; k++) {
      result[k / run] += products[k];
    }
    return List.of(Casting.ofComputed(inputs.get(0).type(), shape, result));
  }

  /** The cell of an operand for each cell of a box of labelled axes; axes of length 1 repeat. */
  private static int[] cells(String labels, int[] shape, String boxLabels, int... box) {
    int[] strides = Shape.strides(shape);
    int[] steps = new int[box.length];
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] != 1) {
        steps[boxLabels.indexOf(labels.charAt(axis))] += strides[axis];
      }
    }
    return StridedView.cells(box, steps, 0);
  }

  /**
   * A constant is scaled with what only it gives to the result, against what both are summed over.
   * Two computed operands are scaled against each other where both are summed over, and give the
   * result their factors.
   */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    if (inputs.count() != 2) {
      return;
    }
    EinsumEquation equation = equation(node, inputs);
    boolean plain =
        IntStream.range(0, 2)
            .allMatch(
                i ->
                    labels(equation.operands().get(i), inputs.input(i).shape(), equation)
                        .equals(equation.operands().get(i)));
    if (!plain) {
      return;
    }
    if (inputs.constant(0) == null && inputs.constant(1) == null) {
      ofComputed(equation, factors);
    } else {
      ofWeights(equation, inputs.constant(0) != null ? 0 : 1, factors);
    }
  }

  private static void ofWeights(EinsumEquation equation, int constant, SliceFactors factors) {
    String computed = equation.operands().get(1 - constant);
    String weights = equation.operands().get(constant);
    String result = equation.result();
    for (char label : computed.toCharArray()) {
      Axis axis = Axis.ofOperand(1 - constant, computed.indexOf(label));
      boolean shared = weights.indexOf(label) >= 0;
      if (shared && result.indexOf(label) < 0) {
        factors.constant(constant, weights.length() - 1 - weights.indexOf(label), axis, -1);
      } else if (!shared && result.indexOf(label) >= 0) {
        Axis to = Axis.ofResult(0, result.indexOf(label));
        factors.same(axis, to, equation.length(label));
      }
    }
    for (char label : weights.toCharArray()) {
      if (result.indexOf(label) >= 0 && computed.indexOf(label) < 0) {
        Axis to = Axis.ofResult(0, result.indexOf(label));
        factors.constant(constant, weights.length() - 1 - weights.indexOf(label), to, 1);
      }
    }
  }

  private static void ofComputed(EinsumEquation equation, SliceFactors factors) {
    String result = equation.result();
    for (int operand = 0; operand < 2; operand++) {
      String labels = equation.operands().get(operand);
      String other = equation.operands().get(1 - operand);
      for (char label : labels.toCharArray()) {
        Axis axis = Axis.ofOperand(operand, labels.indexOf(label));
        Axis to = Axis.ofResult(0, result.indexOf(label));
        boolean shared = other.indexOf(label) >= 0;
        if (result.indexOf(label) < 0) {
          if (shared && operand == 0) {
            factors.opposite(axis, Axis.ofOperand(1, other.indexOf(label)));
          }
        } else if (shared) {
          factors.multiplies(axis, to, 1);
        } else {
          factors.carries(axis, to);
        }
      }
    }
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    EinsumEquation equation = equation(node, context.graph().inference(node));
    String first = node.inputs().get(0);
    if (node.inputs().size() == 1) {
      Factor x = factor(context, equation, first, 0);
      Wire sum =
          context
              .einsum(output, equation.result())
              .add(1, Operand.of(x.wire(), x.labels()))
              .build(x.wire().scaleExponent());
      context.wires().bind(output, sum);
      return;
    }
    String second = node.inputs().get(1);
    int constant = context.graph().isConstant(first) ? 0 : 1;
    Factor x = factor(context, equation, constant == 0 ? second : first, 1 - constant);
    Wire product;
    if (context.graph().isConstant(node.inputs().get(constant))) {
      Weights weights = weights(context, equation, node.inputs().get(constant), constant);
      product =
          LinearLayer.lower(
              context, output, equation.result(), x.wire(), x.labels(), weights, null);
    } else {
      Factor y = factor(context, equation, second, 1);
      product =
          LinearLayer.product(
              context, output, equation.result(), x.wire(), x.labels(), y.wire(), y.labels(), null);
    }
    context.wires().bind(output, product);
  }

  /** An operand of which no label occurs twice and no axis is repeated. */
  private record Factor(Wire wire, String labels) {}

  private static Factor factor(
      LoweringContext context, EinsumEquation equation, String value, int index) {
    String given = equation.operands().get(index);
    int[] shape = context.graph().info(value).shape();
    String labels = labels(given, shape, equation);
    if (labels.equals(given)) {
      return new Factor(context.wires().of(value), labels);
    }
    List<Integer> kept = Arrays.stream(equation.shape(labels)).boxed().toList();
    int[] cells = cells(given, shape, labels, equation.shape(labels));
    Wire wire = context.wires().of(value);
    return new Factor(Wiring.lower(context, wire, kept, cells), labels);
  }

  private static Weights weights(
      LoweringContext context, EinsumEquation equation, String value, int index) {
    String given = equation.operands().get(index);
    TensorData constant = context.graph().constant(value);
    String labels = labels(given, constant.shape(), equation);
    int[] lengths = equation.shape(labels);
    TensorData read = constant.gather(cells(given, constant.shape(), labels, lengths), lengths);
    return new Weights(value, lengths, labels, read.toDoubles());
  }

  /** The labels that an operand needs: without those of axes of length 1 that only repeat it. */
  private static String labels(String given, int[] shape, EinsumEquation equation) {
    StringBuilder labels = new StringBuilder();
    for (int axis = 0; axis < shape.length; axis++) {
      String label = given.substring(axis, axis + 1);
      boolean repeated = shape[axis] == 1 && equation.shape(label)[0] != 1;
      if (!repeated && labels.indexOf(label) < 0) {
        labels.append(label);
      }
    }
    return labels.toString();
  }
}
