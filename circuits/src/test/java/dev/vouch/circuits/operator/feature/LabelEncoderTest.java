package dev.vouch.circuits.operator.feature;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of which one number may be several. */
class LabelEncoderTest {
  private static Graph graph(DataType type, AttributeProto keys) throws Exception {
    return model()
        .input("x", type, 3)
        .features(3)
        .call("ai.onnx.ml", "LabelEncoder", "x", "y", keys, attribute("values_floats", 1, 2))
        .output("y")
        .graph();
  }

  private static void refuses(DataType type, AttributeProto keys) {
    assertThatThrownBy(() -> graph(type, keys))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("a key is listed twice");
  }

  @Test
  void bothZerosAreOneKey() {
    refuses(DataType.FLOAT, attribute("keys_floats", 0, -0.0));
    refuses(DataType.FLOAT, attribute("keys_floats", -0.0, 0));
  }

  @Test
  void keysAreEqualAsNumbersOfTheCellsType() {
    refuses(DataType.FLOAT16, attribute("keys_floats", 1, 1.0001));
    refuses(DataType.INT32, attributes("keys_int64s", 7, 7 + (1L << 32)));
  }

  /** Doubles would hold both as one number. */
  @Test
  void longIntegersAreTwoKeys() throws Exception {
    long key = 1L << 60;
    Graph graph = graph(DataType.INT64, attributes("keys_int64s", key, key + 1));
    assertThat(
            new FloatInterpreter(graph)
                .run(Map.of("x", TensorData.ofVector(key + 1, key, 5)))
                .get("y")
                .toDoubles())
        .containsExactly(2, 1, 0);
  }
}
