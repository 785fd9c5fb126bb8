package dev.vouch.circuits.importer.quantised;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.ModelFolders;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.onnx.OnnxFile;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import dev.vouch.circuits.program.Execution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Networks whose integers onnxruntime has computed: every one of them is equal. */
class QuantisedNetworkTest {
  private static final Path KERNELS = Path.of("src", "test", "resources", "int8", "kernels");
  private static final int SAMPLES = 64;

  private static Graph graph(Path folder) throws Exception {
    return GraphImporter.read(folder.resolve("model.onnx"), ImportOptions.defaults());
  }

  private static List<Map<String, TensorData>> samples(Path folder, Graph graph) throws Exception {
    return Samples.of(graph, Npz.read(folder.resolve("inputs.npz"), graph.inputs()::contains))
        .all();
  }

  /** Every quantised operator, made by bench/scripts/int8/kernels.py. */
  @Test
  void everyKernel() throws Exception {
    Graph graph = graph(KERNELS);
    List<Map<String, TensorData>> samples = samples(KERNELS, graph);
    Map<String, TensorData> expected = Npz.read(KERNELS.resolve("expected.npz"));
    CompiledNetwork network =
        Compiler.compile(graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    assertThat(graph.outputs()).hasSize(expected.size());
    FloatInterpreter interpreter = new FloatInterpreter(graph);
    for (int i = 0; i < samples.size(); i++) {
      Execution execution =
          i == 0
              ? Compiled.requireAccepted(network, samples.get(0))
              : network.execute(samples.get(i));
      Map<String, TensorData> interpreted = interpreter.run(samples.get(i));
      for (String output : graph.outputs()) {
        long[] wanted = expected.get(output).sample(i).longs();
        assertThat(execution.outputs().get(output).integers())
            .as("%s of sample %d", output, i)
            .isEqualTo(wanted);
        assertThat(interpreted.get(output).longs()).as(output).isEqualTo(wanted);
      }
    }
  }

  /** A trained network: all activations of all samples, and nothing real between them. */
  @Test
  void everyActivation() throws Exception {
    Path folder = ModelFolders.require("lenet5_int8_qdq");
    Map<String, TensorData> expected = Npz.read(folder.resolve("expected_int_fused.npz"));
    Graph graph = withOutputs(folder.resolve("model.onnx"), expected.keySet());
    List<Map<String, TensorData>> samples = samples(folder, graph);
    assertThat(graph.nodes()).extracting(Node::type).containsOnlyOnce("QuantizeLinear");
    CompiledNetwork network =
        Compiler.compile(graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    Compiled.requireValid(network);
    for (int i = 0; i < SAMPLES; i++) {
      Execution execution =
          i == 0
              ? Compiled.requireAccepted(network, samples.get(0))
              : network.execute(samples.get(i));
      for (String value : expected.keySet()) {
        assertThat(execution.outputs().get(value).integers())
            .as("%s of sample %d", value, i)
            .isEqualTo(expected.get(value).sample(i).longs());
      }
    }
  }

  /** A model that shows values inside it, too. */
  private static Graph withOutputs(Path file, Set<String> values) throws Exception {
    ModelProto.Builder model = OnnxFile.readModel(file, Long.MAX_VALUE).toBuilder();
    for (String value : values) {
      model.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName(value));
    }
    return GraphImporter.of(model.build(), file.getParent(), ImportOptions.defaults());
  }
}
