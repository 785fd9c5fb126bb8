package dev.vouch.circuits.operator.linear;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.ChannelAffine;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.LinearLayer;
import dev.vouch.circuits.lowering.recipe.Weights;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lanes;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import java.util.List;
import java.util.Optional;

/**
 * BatchNormalization at inference: scale · (x − mean) / √(variance + epsilon) + bias, by channel,
 * which is axis 1.
 */
final class BatchNormalization implements Lowered {
  private static final int FIRST_WITHOUT_IS_TEST = 7;
  private static final double DEFAULT_EPSILON = 1e-5;

  @Override
  public String type() {
    return "BatchNormalization";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    boolean training =
        node.opset() < FIRST_WITHOUT_IS_TEST
            ? !node.flag("is_test", false)
            : node.flag("training_mode", false);
    if (training || node.hasOutput(1) || !node.flag("spatial", true)) {
      throw new UnsupportedNodeException("only inference by channel is supported, with one output");
    }
    ValueInfo data = inputs.floating(0);
    int channels = data.rank() < 2 ? 1 : data.shape()[1];
    for (int i = 1; i <= 4; i++) {
      if (inputs.floating(i).size() != channels) {
        throw new InvalidNodeException(
            "input "
                + i
                + " is "
                + inputs.input(i)
                + "; needed is one number for each of "
                + channels
                + " channels");
      }
    }
    return List.of(data);
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    infer(node, inputs.asInference());
    TensorData data = inputs.get(0);
    Lanes lanes = data.rank() < 2 ? new Lanes(data.size(), 1, 1) : Lanes.along(1, data.shape());
    double[] result = new double[data.size()];
    for (int channel = 0; channel < lanes.length(); channel++) {
      double factor = factor(node, inputs, channel);
      double shift = inputs.get(2).doubles()[channel] - factor * inputs.get(3).doubles()[channel];
      for (int outer = 0; outer < lanes.outerCount(); outer++) {
        int start = lanes.start(outer, 0) + channel * lanes.innerCount();
        for (int cell = start; cell < start + lanes.innerCount(); cell++) {
          result[cell] = factor * data.doubles()[cell] + shift;
        }
      }
    }
    return List.of(TensorData.ofDoubles(data.type(), data.shape(), result));
  }

  private static double factor(Node node, Operands inputs, int channel) {
    double variance = inputs.get(4).doubles()[channel];
    return inputs.get(1).doubles()[channel]
        / Math.sqrt(variance + node.real("epsilon", DEFAULT_EPSILON));
  }

  /** Known once all parameters are. */
  @Override
  public Optional<ChannelAffine> affine(Node node, Inference inputs) {
    for (int i = 1; i <= 4; i++) {
      if (inputs.constant(i) == null) {
        return Optional.empty();
      }
    }
    return Optional.of(affine(node, inputs.constants()));
  }

  private static ChannelAffine affine(Node node, Operands parameters) {
    double[] factors = new double[parameters.get(1).size()];
    double[] shifts = new double[factors.length];
    for (int channel = 0; channel < factors.length; channel++) {
      factors[channel] = factor(node, parameters, channel);
      shifts[channel] =
          parameters.get(2).doubles()[channel]
              - factors[channel] * parameters.get(3).doubles()[channel];
    }
    return new ChannelAffine(factors, shifts);
  }

  /** The mean is scaled with the data, scale and shift with the result. */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    if (affine(node, inputs).isPresent() && inputs.input(0).rank() > 1) {
      factors.constant(1, 0, Axis.ofResult(0, 1), 1);
      factors.constant(1, 0, Axis.ofOperand(0, 1), -1);
      factors.constant(2, 0, Axis.ofResult(0, 1), 1);
      factors.constant(3, 0, Axis.ofOperand(0, 1), 1);
    }
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return affine(node, inputs).isPresent() ? Linearity.AFFINE : Linearity.NONE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    node.inputs().subList(1, 5).forEach(context.graph()::constant);
    ChannelAffine affine = affine(node, context.graph().inference(node).constants());
    String labels = Labels.of(x.view().rank());
    String channel = labels.length() < 2 ? "" : labels.substring(1, 2);
    int[] lengths = labels.length() < 2 ? new int[0] : new int[] {affine.factors().length};
    Weights weights = new Weights(node.inputs().get(1), lengths, channel, affine.factors());
    Weights bias = new Weights(node.inputs().get(2), lengths, channel, affine.shifts());
    context
        .wires()
        .bind(output, LinearLayer.lower(context, output, labels, x, labels, weights, bias));
  }
}
