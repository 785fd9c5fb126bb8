package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.random;
import static dev.vouch.circuits.conformance.FormConstants.weights;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import java.util.Arrays;
import java.util.List;

/** Forms of recurrent layers: two steps of two sequences, two features, states of three. */
final class RecurrentForms {
  private static final int[] SEQUENCES = {2, 2, 2};
  private static final int HIDDEN = 3;
  private static final TensorData LENGTHS = TensorData.ofLongs(DataType.INT32, new int[] {2}, 1, 2);

  private RecurrentForms() {}

  static List<FormFamily> families() {
    return List.of(
        FormFamily.of("RNN", "tanh of sums", SEQUENCES)
            .outputs(2)
            .form(opsets(1, 7, 14, 22), layer(1, 1, null)),
        FormFamily.of("RNN", "both directions, Affine and LeakyRelu", SEQUENCES)
            .outputs(2)
            .form(
                opsets(1, 7, 14, 22),
                layer(1, 2, null),
                attribute("direction", "bidirectional"),
                attribute("activations", List.of("Affine", "LeakyRelu")),
                attribute("activation_alpha", new double[] {0.5, 0.2}),
                attribute("activation_beta", new double[] {0.1})),
        FormFamily.of("GRU", "reset before the product", SEQUENCES)
            .outputs(2)
            .form(opsets(1, 3, 7, 14, 22), layer(3, 1, null)),
        FormFamily.of("GRU", "backwards, reset after the product, two lengths", SEQUENCES)
            .outputs(2)
            .form(
                opsets(3, 7, 14, 22),
                layer(3, 1, LENGTHS),
                attribute("direction", "reverse"),
                attribute("linear_before_reset", 1)),
        FormFamily.of("LSTM", "sigmoid and tanh", SEQUENCES)
            .outputs(3)
            .form(opsets(1, 7, 14, 22), layer(4, 1, null)),
        FormFamily.of("LSTM", "both directions, two lengths, first states", SEQUENCES)
            .outputs(3)
            .form(
                opsets(1, 7, 14, 22),
                withStates(layer(4, 2, LENGTHS)),
                attribute("direction", "bidirectional")),
        FormFamily.of("LSTM", "peepholes, coupled gates, bounded sums", SEQUENCES)
            .outputs(3)
            .form(
                opsets(1, 7, 14, 22),
                withPeepholes(layer(4, 1, null)),
                attribute("input_forget", 1),
                attribute("clip", 0.8)));
  }

  /** W, R, B and the lengths. */
  private static List<TensorData> layer(int gates, int directions, TensorData lengths) {
    return Arrays.asList(
        random(-0.5, 0.5, directions, gates * HIDDEN, 2),
        random(-0.25, 0.25, directions, gates * HIDDEN, HIDDEN),
        random(-0.5, 0.5, directions, 2 * gates * HIDDEN),
        lengths);
  }

  private static List<TensorData> withStates(List<TensorData> layer) {
    TensorData state = weights(2, 2, HIDDEN);
    return Arrays.asList(layer.get(0), layer.get(1), layer.get(2), layer.get(3), state, state);
  }

  private static List<TensorData> withPeepholes(List<TensorData> layer) {
    TensorData peepholes = weights(1, 3 * HIDDEN);
    return Arrays.asList(layer.get(0), layer.get(1), layer.get(2), null, null, null, peepholes);
  }
}
