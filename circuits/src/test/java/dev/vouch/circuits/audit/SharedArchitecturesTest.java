package dev.vouch.circuits.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.ModelFolders;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.split.SplitNetwork;
import dev.vouch.circuits.split.Splitter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trained networks: published without any weight, and audited with and without weights. */
class SharedArchitecturesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp_196",
        "small_cnn",
        "conv_fc",
        "digits_mlp",
        "lenet5",
        "lenet5_int8_qdq",
        "resnet_digits",
        "mobilenet_digits",
        "lstm_digits",
        "gru_text",
        "tiny_vit",
        "nano_gpt",
        "tiny_gpt_dynamo"
      })
  void areAuditedWithoutTheirWeights(String name) throws Exception {
    Published published = Published.of(ModelFolders.require(name));
    assertThat(published.audit(published.withoutWeights()).difference()).isEmpty();
    assertThat(published.audit(published.original()).difference()).isEmpty();
    assertThat(published.architecture().withheld()).isPositive();
    assertThat(shown(published)).as("weights in the published file").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"lenet5, 3", "lenet5_int8_qdq, 2", "resnet_digits, 4", "tiny_vit, 3", "gru_text, 2"})
  void areAuditedInPartsWithoutTheirWeights(String name, int count) throws Exception {
    Published published = Published.of(ModelFolders.require(name));
    SplitNetwork parts =
        Splitter.split(published.architecture().compilation().network(), count, ProofGoal.LATENCY);
    ArchitectureParameters parameters =
        ArchitectureAudit.parameters(published.inParts(parts).parameters());
    ArchitectureAudit.Result result =
        ArchitectureAudit.of(
            LinkedCircuits.of(parts), published.withoutWeights(), published.folder(), parameters);
    assertThat(result.difference()).isEmpty();
    assertThat(result.compiled()).hasSize(count);
  }

  /** Well-formed files that do not belong together are no fault of a file. */
  @Test
  void anotherNetworkIsNoMalformedFile() throws Exception {
    List<String> names = List.of("mlp_196", "small_cnn", "digits_mlp", "lenet5", "lenet5_int8_qdq");
    List<Published> all = new ArrayList<>();
    for (String name : names) {
      all.add(Published.of(ModelFolders.require(name)));
    }
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < all.size(); j++) {
        Published other = all.get(j);
        for (ModelProto model : List.of(other.withoutWeights(), other.original())) {
          assertThat(all.get(i).audit(model).agrees()).isEqualTo(i == j);
        }
      }
    }
  }

  /** Bytes of weights of several cells that stand somewhere in the published files. */
  private static Set<Integer> shown(Published published) {
    Set<Integer> weights = weights(published.original());
    byte[] bytes = published.architecture().model();
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Set<Integer> shown = new HashSet<>();
    for (int at = 0; at + Float.BYTES <= bytes.length; at++) {
      if (weights.contains(words.getInt(at))) {
        shown.add(words.getInt(at));
      }
    }
    return shown;
  }

  /**
   * Of all float initializers but the scales of a model that is quantised, which are public; short
   * numbers, as 0.5, may stand anywhere.
   */
  private static Set<Integer> weights(ModelProto model) {
    Set<String> scales =
        model.getGraph().getNodeList().stream()
            .filter(node -> node.getOpType().endsWith("quantizeLinear"))
            .map(node -> node.getInput(1))
            .collect(Collectors.toSet());
    Set<Integer> weights = new HashSet<>();
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE
          && tensor.getDimsCount() > 0
          && !scales.contains(tensor.getName())) {
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        while (raw.remaining() >= Float.BYTES) {
          add(weights, raw.getInt());
        }
        tensor.getFloatDataList().forEach(value -> add(weights, Float.floatToRawIntBits(value)));
      }
    }
    return weights;
  }

  private static void add(Set<Integer> weights, int bits) {
    if ((bits & 0xFFF) != 0) {
      weights.add(bits);
    }
  }
}
