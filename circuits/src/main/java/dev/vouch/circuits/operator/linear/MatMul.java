package dev.vouch.circuits.operator.linear;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.MatrixLayer;
import dev.vouch.circuits.lowering.recipe.MatrixLayer.Matrix;
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

/**
 * MatMul as numpy.matmul: products of the last two axes, the others broadcast; a vector is a row on
 * the left, a column on the right.
 */
final class MatMul implements Lowered {
  private static final String BATCH = "abcdef";

  @Override
  public String type() {
    return "MatMul";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo left = inputs.input(0);
    return List.of(left.withShape(Product.of(left.shape(), inputs.input(1).shape()).shape()));
  }

  @Override
  public long macs(Node node, Inference inputs) {
    Product product = Product.of(inputs.input(0).shape(), inputs.input(1).shape());
    return (long) Shape.size(product.shape()) * product.inner();
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData left = inputs.get(0);
    TensorData right = inputs.get(1);
    Product product = Product.of(left.shape(), right.shape());
    double[] result = new double[Shape.size(product.shape())];
    product.addTo(left.toDoubles(), right.toDoubles(), result);
    return List.of(Casting.ofComputed(left.type(), product.shape(), result));
  }

  /**
   * The matrix products of one MatMul: {@code leftBatch} and {@code rightBatch} are the shapes
   * before the last two axes.
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Product(
      int[] leftBatch, int[] rightBatch, int rows, int inner, int columns, int[] shape) {
    static Product of(int[] left, int[] right) {
      if (left.length == 0 || right.length == 0) {
        throw new InvalidNodeException("a scalar cannot be an operand");
      }
      int rows = left.length == 1 ? 1 : left[left.length - 2];
      int inner = left[left.length - 1];
      int columns = right.length == 1 ? 1 : right[right.length - 1];
      if ((right.length == 1 ? right[0] : right[right.length - 2]) != inner) {
        throw new InvalidNodeException(
            "operands "
                + Arrays.toString(left)
                + " and "
                + Arrays.toString(right)
                + " do not multiply");
      }
      int[] leftBatch = Arrays.copyOf(left, Math.max(0, left.length - 2));
      int[] rightBatch = Arrays.copyOf(right, Math.max(0, right.length - 2));
      int[] batch = Shape.broadcast(leftBatch, rightBatch);
      int rank = batch.length;
      int[] shape = Arrays.copyOf(batch, rank + 2);
      if (left.length > 1) {
        shape[rank++] = rows;
      }
      if (right.length > 1) {
        shape[rank++] = columns;
      }
      return new Product(leftBatch, rightBatch, rows, inner, columns, Arrays.copyOf(shape, rank));
    }

    void addTo(double[] left, double[] right, double[] result) {
      if (rightBatch.length == 0) {
        // One matrix on the right: all matrices on the left are one tall matrix.
        MatrixProduct.add(
            left, 0, right, 0, result, 0, Shape.size(leftBatch) * rows, inner, columns);
        return;
      }
      int[] batch = Shape.broadcast(leftBatch, rightBatch);
      int[] leftMatrix = StridedView.broadcast(leftBatch, batch);
      int[] rightMatrix = StridedView.broadcast(rightBatch, batch);
      for (int i = 0; i < leftMatrix.length; i++) {
        MatrixProduct.add(
            left,
            leftMatrix[i] * rows * inner,
            right,
            rightMatrix[i] * inner * columns,
            result,
            i * rows * columns,
            rows,
            inner,
            columns);
      }
    }
  }

  /**
   * A constant matrix is scaled with the result's slices and against the other operand's that it
   * meets; all other slices of the other operand keep their factors. Two computed operands are
   * scaled against each other where they meet, and all other slices give the result their factors.
   */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    int left = inputs.input(0).rank();
    int right = inputs.input(1).rank();
    ValueInfo result = infer(node, inputs).get(0);
    int batch = Math.max(Math.max(left, right) - 2, 0);
    if (inputs.constant(1) != null) {
      factors.constant(1, right == 1 ? 0 : 1, Axis.ofOperand(0, left - 1), -1);
      if (right > 1) {
        factors.constant(1, 0, Axis.ofResult(0, result.rank() - 1), 1);
      }
      for (int axis = 0; axis < left - 1; axis++) {
        kept(0, axis, batch - (left - 2) + axis, inputs, result, factors);
      }
    } else if (inputs.constant(0) != null) {
      factors.constant(0, 0, Axis.ofOperand(1, Math.max(right - 2, 0)), -1);
      if (left > 1) {
        factors.constant(0, 1, Axis.ofResult(0, batch), 1);
      }
      for (int axis = 0; axis < right - 2; axis++) {
        kept(1, axis, batch - (right - 2) + axis, inputs, result, factors);
      }
      if (right > 1) {
        kept(1, right - 1, result.rank() - 1, inputs, result, factors);
      }
    } else {
      ofComputed(inputs, result, factors);
    }
  }

  private static void ofComputed(Inference inputs, ValueInfo result, SliceFactors factors) {
    int left = inputs.input(0).rank();
    int right = inputs.input(1).rank();
    int batch = Math.max(Math.max(left, right) - 2, 0);
    factors.opposite(Axis.ofOperand(0, left - 1), Axis.ofOperand(1, Math.max(right - 2, 0)));
    for (int operand = 0; operand < 2; operand++) {
      int rank = inputs.input(operand).rank();
      for (int axis = 0; axis < rank - 2; axis++) {
        int to = batch - (rank - 2) + axis;
        factors.multiplies(Axis.ofOperand(operand, axis), Axis.ofResult(0, to), 1);
      }
    }
    if (left > 1) {
      factors.carries(Axis.ofOperand(0, left - 2), Axis.ofResult(0, batch));
    }
    if (right > 1) {
      factors.carries(Axis.ofOperand(1, right - 1), Axis.ofResult(0, result.rank() - 1));
    }
  }

  /** An axis of an operand has the factors of the result's axis that it is, or broadcasts to. */
  private static void kept(
      int operand, int axis, int to, Inference inputs, ValueInfo result, SliceFactors factors) {
    Axis source = Axis.ofOperand(operand, axis);
    int length = result.shape()[to];
    if (inputs.input(operand).shape()[axis] == length) {
      factors.same(source, Axis.ofResult(0, to), length);
    } else {
      factors.same(source, Axis.ofResult(0, to), new int[length]);
    }
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
    TensorData weights = inputs.constant(1 - operand);
    int[] shape = inputs.input(1 - operand).shape();
    int inner = shape.length == 1 ? 0 : shape.length - 1 - operand;
    if (weights != null && shape.length > 1) {
      return results.dividedBy(
          Gain.of(weights, inner == shape.length - 1 ? shape.length - 2 : shape.length - 1));
    }
    double beside =
        weights == null
            ? seen.magnitude(node.input(1 - operand)).orElse(1)
            : Magnitudes.of(weights.toDoubles());
    return Gain.ofProduct(results, beside, shape[inner]);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    List<Integer> left = context.graph().shape(node.inputs().get(0));
    List<Integer> right = context.graph().shape(node.inputs().get(1));
    int batch = Math.max(Math.max(left.size(), right.size()) - 2, 0);
    String leftLabels = labels(batch, left.size(), "mk", "k");
    String rightLabels = labels(batch, right.size(), "kn", "k");
    String result =
        BATCH.substring(0, batch) + (left.size() > 1 ? "m" : "") + (right.size() > 1 ? "n" : "");
    context
        .wires()
        .bind(
            output,
            MatrixLayer.lower(
                context,
                output,
                result,
                new Matrix(node.inputs().get(0), leftLabels),
                new Matrix(node.inputs().get(1), rightLabels),
                1,
                null));
  }

  /** Labels of an operand's axes; the last batch labels belong to the last batch axes. */
  private static String labels(int batch, int rank, String matrix, String vector) {
    return rank == 1 ? vector : BATCH.substring(batch - (rank - 2), batch) + matrix;
  }
}
