package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Labels that are strings are given by their places in the list that they are picked from. */
class TextTablesTest {
  private static ModelBuilder picked() {
    return model()
        .input("place", DataType.INT64, 1)
        .call("ai.onnx.ml", "ArrayFeatureExtractor", "labels place", "label")
        .output("label");
  }

  private static Graph graph(ModelBuilder model, int length, String... texts) throws Exception {
    TensorProto.Builder labels =
        TensorProto.newBuilder()
            .setName("labels")
            .setDataType(TensorProto.DataType.STRING_VALUE)
            .addDims(length);
    List.of(texts).forEach(text -> labels.addStringData(ByteString.copyFromUtf8(text)));
    return model.initializer(labels.build()).graph();
  }

  @Test
  void labelsAreTheirPlaces() throws Exception {
    Graph graph = graph(picked(), 3, "setosa", "versicolor", "virginica");
    for (long place = 0; place < 3; place++) {
      Map<String, TensorData> inputs = Map.of("place", TensorData.ofVector(place));
      assertThat(new FloatInterpreter(graph).run(inputs).get("label").longs())
          .containsExactly(place);
    }
  }

  @Test
  void whatComputesWithTextsIsRefused() {
    ModelBuilder compared = picked().node("Equal", "label labels", "known").output("known");
    assertThatThrownBy(() -> graph(compared, 2, "no", "yes"))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("initializer 'labels'")
        .hasMessageContaining("string");
  }

  @Test
  void thereAreAsManyAsTheShapeSays() {
    assertThatThrownBy(() -> graph(picked(), 3, "no", "yes"))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("2 strings");
  }
}
