package dev.vouch.circuits.operator.feature;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.place.NumbersOfPlaces;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The numbers of an input that is given as places among all floating-point numbers, others in place
 * of NaN: one for all, or one for each column. Each column comes times a power of two, by which
 * equalisation makes columns alike. No operator of ONNX: what an Imputer becomes where nothing else
 * but comparisons reads its input.
 */
public final class Imputed implements Lowered {
  public static final String TYPE = "Imputed";

  private static final int NUMBERS = 1;
  private static final int FACTORS = 2;

  /**
   * A node that imputes.
   *
   * @param numbers constant of a floating type, which broadcasts to x
   * @param factors constant powers of two, one for each column
   */
  public static Node node(Node like, String x, String numbers, String factors) {
    return new Node(
        like.name(),
        TYPE,
        SliceScaling.DOMAIN,
        1,
        List.of(x, numbers, factors),
        like.outputs(),
        Map.of());
  }

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
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(inputs.floating(0));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData x = inputs.get(0);
    double[] numbers = inputs.get(NUMBERS).broadcastTo(x.shape()).toDoubles();
    double[] factors = inputs.get(FACTORS).broadcastTo(x.shape()).toDoubles();
    double[] result = x.toDoubles().clone();
    Arrays.setAll(
        result,
        cell -> factors[cell] * (Double.isNaN(result[cell]) ? numbers[cell] : result[cell]));
    return List.of(TensorData.ofDoubles(x.type(), x.shape(), result));
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    factors.constant(FACTORS, 0, Axis.ofResult(0, inputs.input(0).rank() - 1), 1);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    context
        .wires()
        .bind(
            output,
            NumbersOfPlaces.lower(
                context, output, node.input(0), node.input(NUMBERS), node.input(FACTORS)));
  }
}
