package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.booleans;
import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.weights;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.TensorData;
import java.util.Arrays;
import java.util.List;

/** Forms of attention and of rotary embeddings. */
final class AttentionForms {
  private static final TensorData KEYS = weights(1, 2, 4, 4);
  private static final TensorData VALUES = weights(1, 2, 4, 3);

  private static final TensorData PAST_VALUES = weights(1, 2, 3, 3);

  private AttentionForms() {}

  static List<FormFamily> families() {
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
}
