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
 * The numbers of an input that is given as places among all floating-point numbers, for those of
 * its readers that compute with them. Each column comes times a power of two, by which equalisation
 * makes columns alike. No operator of ONNX: import puts it behind inputs of which other readers
 * compare the places.
 */
public final class PlacedNumbers implements Lowered {
  public static final String TYPE = "PlacedNumbers";

  private static final int FACTORS = 1;

  /**
   * A node that gives the numbers of x.
   *
   * @param factors constant powers of two, one for each column
   */
  public static Node node(String output, String x, String factors) {
    return new Node(
        output, TYPE, SliceScaling.DOMAIN, 1, List.of(x, factors), List.of(output), Map.of());
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
    double[] factors = inputs.get(FACTORS).broadcastTo(x.shape()).toDoubles();
    double[] result = x.toDoubles().clone();
    Arrays.setAll(result, cell -> factors[cell] * result[cell]);
    return List.of(TensorData.ofDoubles(x.type(), x.shape(), result));
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    int rank = inputs.input(0).rank();
    if (rank > 0) {
      factors.constant(FACTORS, 0, Axis.ofResult(0, rank - 1), 1);
    }
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    context
        .wires()
        .bind(output, NumbersOfPlaces.lower(context, output, node.input(0), node.input(FACTORS)));
  }
}
