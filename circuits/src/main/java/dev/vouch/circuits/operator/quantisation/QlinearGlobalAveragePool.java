package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.stream.LongStream;

/** QLinearGlobalAveragePool of onnxruntime: the mean of each channel, quantised again. */
final class QlinearGlobalAveragePool implements Expanded {
  private static final int RESULT = 3;
  private static final int FIRST_SPATIAL = 2;

  @Override
  public String type() {
    return "QLinearGlobalAveragePool";
  }

  @Override
  public String domain() {
    return QuantisationOperators.MICROSOFT;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    if (node.flag("channels_last", false)) {
      throw new UnsupportedNodeException("channels_last is not supported");
    }
    String x = IntegerProduct.centred(node, expansion, 0, 2, 0);
    ValueInfo info = expansion.info(x);
    if (info.rank() <= FIRST_SPATIAL) {
      throw new InvalidNodeException("data " + info + " has no spatial axes");
    }
    long[] axes = LongStream.range(FIRST_SPATIAL, info.rank()).toArray();
    String sums =
        expansion.add("sums", "ReduceSum", x, expansion.add("axes", TensorData.ofVector(axes)));
    int count = info.size() / expansion.info(sums).size();
    float scale =
        QuantisedParameter.onlyScale(node, expansion, 1)
            / (QuantisedParameter.onlyScale(node, expansion, RESULT) * count);
    QuantisedType result = QuantisedParameter.result(node, expansion, RESULT + 1);
    expansion.output(0, Requantise.add(expansion, sums, new double[] {scale}, 0, result));
  }
}
