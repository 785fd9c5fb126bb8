package dev.vouch.circuits.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.ModelFolders;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trained networks in parts compute what they compute as a whole. */
class SharedModelsSplitTest {
  @ParameterizedTest(name = "{0} in {1} parts")
  @CsvSource({
    "mnist_mlp, 2",
    "lenet5, 3",
    "lenet5_int8_qdq, 2",
    "resnet_digits, 4",
    "mobilenet_digits, 3",
    "autoencoder, 3",
    "tiny_vit, 3",
    "gru_text, 2"
  })
  void sameOutputs(String model, int parts) throws Exception {
    Path folder = ModelFolders.require(model);
    Graph graph = GraphImporter.read(folder.resolve("model.onnx"), ImportOptions.defaults());
    Map<String, TensorData> inputs = Npz.read(folder.resolve("inputs.npz"));
    Map<String, TensorData> sample = new LinkedHashMap<>();
    graph.inputs().forEach(name -> sample.put(name, inputs.get(name).sample(0)));
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    SplitNetwork split = Splitter.split(network, parts, ProofGoal.LATENCY);
    assertThat(split.parts()).hasSize(parts);
    SplitRun.requireValid(split);
    SplitRun.requireEqual(split, network.execute(sample));
  }
}
