package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.ModelFolders;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.quantise.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trained networks: accuracy of the integer program against float32 references, and satisfied
 * circuits.
 */
class TrainedModelsTest {
  private static final int SAMPLES = 64;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mnist_mlp",
        "mlp_196",
        "mnist_mlp_dynamo",
        "small_cnn",
        "conv_fc",
        "lenet5",
        "resnet_digits",
        "mobilenet_digits",
        "cnn_cifar_like"
      })
  void accurate(String model) throws Exception {
    Path folder = ModelFolders.require(model);
    Graph graph = GraphImporter.read(folder.resolve("model.onnx"), ImportOptions.defaults());
    Map<String, TensorData> inputs = Npz.read(folder.resolve("inputs.npz"));
    Map<String, TensorData> expected = Npz.read(folder.resolve("expected.npz"));
    List<Map<String, TensorData>> samples = new ArrayList<>();
    String input = graph.inputs().get(0);
    int count = inputs.get(input).shape()[0];
    for (int i = 0; i < count; i++) {
      samples.add(Map.of(input, inputs.get(input).sample(i)));
    }
    Calibration calibration = Calibrator.calibrate(graph, samples);
    CompiledNetwork network = Compiler.compile(graph, CompileOptions.defaults(), calibration);
    Compiled.requireValid(network);
    String output = graph.outputs().get(0);
    double squaredError = 0;
    double squared = 0;
    int agree = 0;
    for (int i = 0; i < SAMPLES; i++) {
      Execution execution =
          i == 0
              ? Compiled.requireAccepted(network, samples.get(0))
              : network.execute(samples.get(i));
      double[] y = execution.outputs().get(output).dequantised();
      double[] reference = expected.get(output).sample(i).toDoubles();
      for (int cell = 0; cell < y.length; cell++) {
        squaredError += (y[cell] - reference[cell]) * (y[cell] - reference[cell]);
        squared += reference[cell] * reference[cell];
      }
      agree += argmax(y) == argmax(reference) ? 1 : 0;
    }
    assertThat(Math.sqrt(squaredError / squared)).isLessThanOrEqualTo(1e-3);
    assertThat(agree).isGreaterThanOrEqualTo((int) Math.ceil(0.984 * SAMPLES));
  }

  private static int argmax(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
