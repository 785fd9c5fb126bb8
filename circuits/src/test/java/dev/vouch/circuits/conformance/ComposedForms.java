package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.booleans;
import static dev.vouch.circuits.conformance.FormConstants.integer;
import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.vector;
import static dev.vouch.circuits.conformance.FormConstants.weights;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Forms of operators that are composed of others: attention, rotary embeddings, windows,
 * transforms, causal convolutions and losses.
 */
final class ComposedForms {
  private static final TensorData KEYS = weights(1, 2, 4, 4);
  private static final TensorData VALUES = weights(1, 2, 4, 3);

  private static final TensorData PAST_VALUES = weights(1, 2, 3, 3);

  private ComposedForms() {}

  static List<FormFamily> families() {
    return Stream.of(attention(), signals()).flatMap(List::stream).toList();
  }

  private static List<FormFamily> attention() {
    return List.of(
        FormFamily.of("Attention", "two heads", 1, 2, 3, 4)
            .form(opsets(23, 24), List.of(KEYS, VALUES)),
        FormFamily.of("Attention", "queries share heads, causal, scaled, capped", 1, 4, 3, 4)
            .form(
                opsets(23, 24),
                List.of(KEYS, VALUES),
                attribute("is_causal", 1),
                attribute("scale", 0.4),
                attribute("softcap", 2.0)),
        FormFamily.of("Attention", "heads side by side, keys seen before", 1, 3, 8)
            .outputs(3)
            .form(
                opsets(23, 24),
                Arrays.asList(
                    weights(1, 2, 8), weights(1, 2, 6), null, weights(1, 2, 3, 4), PAST_VALUES),
                attribute("q_num_heads", 2),
                attribute("kv_num_heads", 2),
                attribute("is_causal", 1)),
        FormFamily.of("Attention", "a mask", 1, 2, 3, 4)
            .form(opsets(23, 24), List.of(KEYS, VALUES, booleans(1, 0, 1, 1))),
        FormFamily.of("Attention", "lengths of sequences", 1, 2, 3, 4)
            .form(
                opsets(24),
                Arrays.asList(KEYS, VALUES, weights(3, 4), null, null, integers(3)),
                attribute("is_causal", 1)),
        FormFamily.of("RotaryEmbedding", "halves at positions", 1, 2, 3, 4)
            .form(opsets(23), List.of(weights(5, 2), weights(5, 2), positions(0, 4, 2))),
        FormFamily.of("RotaryEmbedding", "interleaved pairs, half of the features", 1, 3, 8)
            .form(
                opsets(23),
                List.of(weights(1, 3, 1), weights(1, 3, 1)),
                attribute("num_heads", 2),
                attribute("interleaved", 1),
                attribute("rotary_embedding_dim", 2)));
  }

  private static TensorData positions(long... at) {
    return integers(at).reshape(1, at.length);
  }

  private static List<FormFamily> signals() {
    return List.of(
        window("BlackmanWindow"),
        window("HammingWindow"),
        window("HannWindow"),
        FormFamily.of("MelWeightMatrix", "bands of a spectrum", 2, 9)
            .nodes(
                17,
                model()
                    .initializer("bands", integer(3))
                    .initializer("length", integer(16))
                    .initializer("rate", integer(8000))
                    .initializer("low", number(200))
                    .initializer("high", number(3500))
                    .node("MelWeightMatrix", "bands length rate low high", "m")
                    .node("MatMul", "x m", "y0")),
        FormFamily.of("DFT", "of real numbers along axis 1", 2, 6, 1)
            .form(opsets(17), attribute("axis", 1))
            .form(opsets(20), Arrays.asList(null, integer(1))),
        FormFamily.of("DFT", "of complex numbers, longer than they are", 2, 5, 2)
            .form(opsets(17), List.of(integer(8)), attribute("axis", 1))
            .form(opsets(20), List.of(integer(8), integer(-2))),
        FormFamily.of("DFT", "the inverse", 2, 4, 2)
            .form(opsets(17), attribute("axis", 1), attribute("inverse", 1))
            .form(opsets(20), Arrays.asList(null, integer(1)), attribute("inverse", 1)),
        FormFamily.of("STFT", "frames under a window", 1, 12, 1)
            .form(opsets(17), List.of(integer(2), vector(0.5, 1, 1, 0.5))),
        FormFamily.of("CausalConvWithState", "two channels, a gate", 1, 2, 5)
            .outputs(2)
            .form(
                opsets(27),
                List.of(weights(2, 1, 3), weights(2), weights(1, 2, 2)),
                attribute("activation", "silu")),
        FormFamily.of("NegativeLogLikelihoodLoss", "an average with weights", 2, 3, 2)
            .form(opsets(12, 13, 22), List.of(labels(0, 2, 1, 1), vector(0.5, 1, 2))),
        FormFamily.of("SoftmaxCrossEntropyLoss", "an average, and the logarithms", 2, 3, 2)
            .outputs(2)
            .form(opsets(12, 13), List.of(labels(0, 2, 1, 1))),
        FormFamily.of("NegativeLogLikelihoodLoss", "a sum without one label", 2, 3, 2)
            .form(
                opsets(12, 13, 22),
                List.of(labels(0, 2, 1, 1)),
                attribute("reduction", "sum"),
                attribute("ignore_index", 2)));
  }

  private static FormFamily window(String operator) {
    return FormFamily.of(operator, "eight values", 2, 8)
        .nodes(
            17,
            model()
                .initializer("size", integer(8))
                .node(operator, "size", "w")
                .node("Mul", "x w", "y0"));
  }

  private static TensorData labels(long... labels) {
    return TensorData.ofLongs(DataType.INT64, new int[] {2, 2}, labels);
  }
}
