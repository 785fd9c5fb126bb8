package dev.vouch.circuits.operator.linear;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.lowering.recipe.LinearLayer;
import dev.vouch.circuits.lowering.recipe.MatrixLayer;
import dev.vouch.circuits.lowering.recipe.MatrixLayer.Matrix;
import dev.vouch.circuits.lowering.recipe.Scaling;
import dev.vouch.circuits.lowering.recipe.Weights;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import dev.vouch.circuits.operator.Tolerance;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gemm: alpha · A' · B' + beta · C, where A' and B' may be transposed, and C broadcasts to the
 * product (optional since opset 11).
 */
final class Gemm implements Lowered {
  @Override
  public String type() {
    return "Gemm";
  }

  /** Sizes of the product, read from the operands' shapes. */
  private record Sizes(int rows, int inner, int columns) {
    static Sizes of(Node node, int[] a, int[] b) {
      if (a.length != 2 || b.length != 2) {
        throw new InvalidNodeException(
            "A and B must have two axes, got " + Arrays.toString(a) + " and " + Arrays.toString(b));
      }
      int aTransposed = node.flag("transA", false) ? 1 : 0;
      int bTransposed = node.flag("transB", false) ? 1 : 0;
      if (a[1 - aTransposed] != b[bTransposed]) {
        throw new InvalidNodeException(
            "A " + Arrays.toString(a) + " and B " + Arrays.toString(b) + " do not multiply");
      }
      return new Sizes(a[aTransposed], a[1 - aTransposed], b[1 - bTransposed]);
    }

    int[] shape(int @Nullable [] c) {
      int[] shape = {rows, columns};
      if (c != null && !Arrays.equals(Shape.broadcast(c, shape), shape)) {
        throw new InvalidNodeException(
            "C " + Arrays.toString(c) + " does not broadcast to " + Arrays.toString(shape));
      }
      return shape;
    }
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo a = inputs.input(0);
    Sizes sizes = Sizes.of(node, a.shape(), inputs.input(1).shape());
    return List.of(a.withShape(sizes.shape(inputs.has(2) ? inputs.input(2).shape() : null)));
  }

  @Override
  public long macs(Node node, Inference inputs) {
    Sizes sizes = Sizes.of(node, inputs.input(0).shape(), inputs.input(1).shape());
    return (long) sizes.rows() * sizes.columns() * sizes.inner();
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData a = inputs.get(0);
    TensorData b = inputs.get(1);
    TensorData c = inputs.optional(2);
    Sizes sizes = Sizes.of(node, a.shape(), b.shape());
    int[] shape = sizes.shape(c == null ? null : c.shape());
    double[] left = a.toDoubles();
    if (node.flag("transA", false)) {
      left = MatrixProduct.transpose(left, sizes.inner(), sizes.rows());
    }
    double[] result = new double[Shape.size(shape)];
    if (node.flag("transB", false)) {
      MatrixProduct.addTransposed(
          left, b.toDoubles(), result, sizes.rows(), sizes.inner(), sizes.columns());
    } else {
      MatrixProduct.add(
          left, 0, b.toDoubles(), 0, result, 0, sizes.rows(), sizes.inner(), sizes.columns());
    }
    double alpha = node.real("alpha", 1);
    double beta = node.real("beta", 1);
    double[] addend =
        c == null
            ? new double[0]
            : c.gather(StridedView.broadcast(c.shape(), shape), shape).toDoubles();
    for (int i = 0; i < result.length; i++) {
      result[i] = alpha * result[i] + (c == null ? 0 : beta * addend[i]);
    }
    return List.of(Casting.ofComputed(a.type(), shape, result));
  }

  /**
   * Columns of B, and of C, are scaled with those of the result, rows of B against A. Computed A
   * and B are scaled against each other, and without C give the result their factors.
   */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    if (inputs.constant(0) != null || (inputs.has(2) && inputs.constant(2) == null)) {
      return;
    }
    int columns = node.flag("transB", false) ? 0 : 1;
    Axis inner = Axis.ofOperand(0, node.flag("transA", false) ? 0 : 1);
    if (inputs.constant(1) == null) {
      factors.opposite(inner, Axis.ofOperand(1, 1 - columns));
      if (!inputs.has(2)) {
        factors.carries(Axis.ofOperand(0, 1 - inner.axis()), Axis.ofResult(0, 0));
        factors.carries(Axis.ofOperand(1, columns), Axis.ofResult(0, 1));
      }
      return;
    }
    factors.constant(1, 1 - columns, Axis.ofResult(0, 1), 1);
    factors.constant(2, 0, Axis.ofResult(0, 1), 1);
    factors.constant(1, columns, inner, -1);
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return inputs.constant(0) != null || inputs.constant(1) != null
        ? Linearity.AFFINE
        : Linearity.NONE;
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    if (operand > 1) {
      return results;
    }
    int other = 1 - operand;
    TensorData weights = inputs.constant(other);
    boolean transposed = node.flag(other == 0 ? "transA" : "transB", false);
    int summed = (other == 0) == transposed ? 0 : 1;
    Tolerance scaled = results.dividedBy(Math.abs(node.real("alpha", 1)));
    return weights == null
        ? Gain.ofProduct(
            scaled,
            seen.magnitude(node.input(other)).orElse(1),
            inputs.input(other).shape()[summed])
        : scaled.dividedBy(Gain.of(weights, 1 - summed));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    if (context.graph().isConstant(node.inputs().get(1)) && !hasComputedAddend(node, context)) {
      lowerWithWeights(node, context);
      return;
    }
    String output = node.outputs().get(0);
    String c = node.hasInput(2) ? node.inputs().get(2) : "";
    boolean computed = hasComputedAddend(node, context);
    Weights bias =
        node.hasInput(2) && !computed
            ? Weights.broadcast(c, context.graph().constant(c), "mn").times(node.real("beta", 1))
            : null;
    Wire product =
        MatrixLayer.lower(
            context,
            output,
            "mn",
            new Matrix(node.inputs().get(0), leftLabels(node)),
            new Matrix(node.inputs().get(1), rightLabels(node)),
            node.real("alpha", 1),
            bias);
    if (computed) {
      Wire wire = context.wires().of(c);
      Wire addend = wire.through(wire.view().broadcastTo(context.graph().shape(output)));
      addend = Scaling.byNumber(context, output, addend, node.real("beta", 1));
      product = Addition.ofWires(context, output, List.of(product, addend), 1, 1);
    }
    context.wires().bind(output, product);
  }

  private static boolean hasComputedAddend(Node node, LoweringContext context) {
    return node.hasInput(2) && !context.graph().isConstant(node.inputs().get(2));
  }

  private static String leftLabels(Node node) {
    return node.flag("transA", false) ? "km" : "mk";
  }

  private static String rightLabels(Node node) {
    return node.flag("transB", false) ? "nk" : "kn";
  }

  /** B and C are constant; a normalisation of the columns goes into them. */
  private static void lowerWithWeights(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String b = node.inputs().get(1);
    String biasName = node.hasInput(2) ? node.inputs().get(2) : output + ".bias";
    int columns = context.graph().shape(output).get(1);
    FoldedNormalization normalisation = FoldedNormalization.after(output, columns, context);
    Weights weights =
        Weights.broadcast(b, context.graph().constant(b), rightLabels(node))
            .times(node.real("alpha", 1));
    Weights bias = bias(node, context, normalisation.changes(output) ? columns : 1);
    Wire sum =
        LinearLayer.lower(
            context,
            normalisation.output(),
            "mn",
            context.wires().of(node.inputs().get(0)),
            leftLabels(node),
            normalisation.applyTo(weights, "n"),
            normalisation.applyTo(output, biasName, bias, new int[] {columns}, "n"));
    context.wires().bind(normalisation.output(), sum);
  }

  /** beta · C, repeated to at least {@code columns} columns. */
  private static @Nullable Weights bias(Node node, LoweringContext context, int columns) {
    if (!node.hasInput(2)) {
      return null;
    }
    String name = node.inputs().get(2);
    TensorData c = context.graph().constant(name);
    int[] shape = Shape.broadcast(c.shape(), new int[] {columns});
    return Weights.broadcast(name, c.broadcastTo(shape), "mn").times(node.real("beta", 1));
  }
}
