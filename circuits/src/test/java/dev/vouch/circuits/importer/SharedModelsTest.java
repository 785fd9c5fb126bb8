package dev.vouch.circuits.importer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.ModelFolders;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trained models against the float32 outputs of another engine. */
class SharedModelsTest {
  private static final int SAMPLES = 8;
  private static final double FLOAT32_NOISE = 3e-5;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mnist_mlp",
        "mlp_196",
        "mnist_mlp_dynamo",
        "mlp_wide",
        "small_cnn",
        "conv_fc",
        "lenet5",
        "resnet_digits",
        "mobilenet_digits",
        "cnn_cifar_like",
        "nano_gpt",
        "tiny_gpt",
        "tiny_gpt_dynamo",
        "tiny_vit"
      })
  void interpreterAgrees(String model) throws Exception {
    Path folder = ModelFolders.require(model);
    Graph graph = GraphImporter.read(folder.resolve("model.onnx"), ImportOptions.defaults());
    Samples samples =
        Samples.of(graph, Npz.read(folder.resolve("inputs.npz"), graph.inputs()::contains));
    Map<String, TensorData> expected = Npz.read(folder.resolve("expected.npz"));
    FloatInterpreter interpreter = new FloatInterpreter(graph);
    for (int i = 0; i < SAMPLES; i++) {
      Map<String, TensorData> outputs = interpreter.run(samples.get(i));
      assertThat(outputs.keySet()).isEqualTo(expected.keySet());
      for (String output : outputs.keySet()) {
        TensorData wanted = expected.get(output).sample(i);
        assertThat(outputs.get(output).shape()).isEqualTo(wanted.shape());
        assertThat(largestDifference(outputs.get(output), wanted))
            .as(output)
            .isLessThan(FLOAT32_NOISE);
      }
    }
  }

  private static double largestDifference(TensorData actual, TensorData wanted) {
    double largest = 0;
    for (int cell = 0; cell < wanted.size(); cell++) {
      double difference = Math.abs(actual.doubleAt(cell) - wanted.doubleAt(cell));
      largest = Math.max(largest, difference / Math.max(1, Math.abs(wanted.doubleAt(cell))));
    }
    return largest;
  }
}
