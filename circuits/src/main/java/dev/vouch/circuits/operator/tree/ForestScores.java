package dev.vouch.circuits.operator.tree;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.tree.ForestRecipe;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.Tolerance;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import dev.vouch.circuits.tree.Forest;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.DoubleStream;

/**
 * The scores of each row of features, of shape [rows, targets], before any transform. Several
 * operands are tables side by side. No operator of ONNX: import puts it where a model has one of
 * the tree ensembles.
 */
public final class ForestScores implements Lowered {
  public static final String TYPE = "ForestScores";
  public static final String TREES = "trees";

  /** The type of the scores where it is not that of the features. */
  public static final String TO = "to";

  /** The part of the largest feature that is about what float32 arithmetic rounds off. */
  private static final double OF_FEATURES = 0x1p-24;

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String domain() {
    return SliceScaling.DOMAIN;
  }

  @Override
  public boolean takesPlaces(Node node, Inference inputs) {
    return true;
  }

  @Override
  public boolean decides(Node node, Inference inputs) {
    return true;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo rows = inputs.input(0);
    Forest forest = node.required(TREES, node::trees);
    int columns = 0;
    for (int table = 0; table < node.inputs().size(); table++) {
      int[] shape = inputs.input(table).shape();
      if (shape.length != 2) {
        throw new InvalidNodeException("features of shape " + Arrays.toString(shape));
      }
      columns += shape[1];
    }
    SortedSet<Integer> read = forest.columns();
    if (!read.isEmpty() && read.last() >= columns) {
      throw new InvalidNodeException(
          "rows of " + columns + " features; the trees look at column " + read.last());
    }
    DataType type = rows.type() == DataType.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    DataType to = DataType.ofOnnxCode((int) node.integer(TO, type.onnxCode()));
    return List.of(new ValueInfo(to, rows.shape()[0], forest.targets()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    Forest forest = node.required(TREES, node::trees);
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    double[] scores = new double[info.size()];
    for (int row = 0; row < info.shape()[0]; row++) {
      DoubleStream features = DoubleStream.empty();
      for (int table = 0; table < node.inputs().size(); table++) {
        int columns = inputs.get(table).shape()[1];
        double[] cells = inputs.get(table).toDoubles();
        features =
            DoubleStream.concat(features, Arrays.stream(cells, row * columns, (row + 1) * columns));
      }
      double[] ofRow = forest.scores(features.toArray());
      System.arraycopy(ofRow, 0, scores, row * forest.targets(), forest.targets());
    }
    return List.of(TensorData.ofDoubles(info.type(), info.shape(), scores));
  }

  /** Computed features are compared: the fewer are in doubt the more exactly they are known. */
  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    double most = seen.magnitude(node.input(operand)).orElse(0);
    return Tolerance.absolute(most * OF_FEATURES, most);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Forest forest = node.required(TREES, node::trees);
    context.wires().bind(output, ForestRecipe.lower(context, output, node.inputs(), forest));
  }
}
