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
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import dev.vouch.circuits.tree.Forest;
import java.util.Arrays;
import java.util.List;

/**
 * The scores of each row of features, of shape [rows, targets], before any transform. No operator
 * of ONNX: import puts it where a model has one of the tree ensembles.
 */
public final class ForestScores implements Lowered {
  static final String TYPE = "ForestScores";
  static final String TREES = "trees";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String domain() {
    return SliceScaling.DOMAIN;
  }

  @Override
  public boolean onlyCompares() {
    return true;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo rows = inputs.input(0);
    Forest forest = node.required(TREES, node::trees);
    if (rows.rank() != 2 || rows.shape()[1] < forest.features()) {
      throw new InvalidNodeException(
          "features of shape "
              + Arrays.toString(rows.shape())
              + "; the trees look at column "
              + (forest.features() - 1)
              + " of rows");
    }
    DataType type = rows.type() == DataType.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    return List.of(new ValueInfo(type, rows.shape()[0], forest.targets()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    Forest forest = node.required(TREES, node::trees);
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    double[] features = inputs.get(0).toDoubles();
    int columns = inputs.get(0).shape()[1];
    double[] scores = new double[info.size()];
    for (int row = 0; row < info.shape()[0]; row++) {
      double[] one = Arrays.copyOfRange(features, row * columns, (row + 1) * columns);
      System.arraycopy(forest.scores(one), 0, scores, row * forest.targets(), forest.targets());
    }
    return List.of(TensorData.ofDoubles(info.type(), info.shape(), scores));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Forest forest = node.required(TREES, node::trees);
    context.wires().bind(output, ForestRecipe.lower(context, output, node.inputs().get(0), forest));
  }
}
