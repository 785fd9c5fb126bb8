package dev.vouch.circuits.fuzz;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.quantise.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small compiled networks that hold every primitive between them. */
final class Programs {
  private static final Path TREES = Path.of("src", "test", "resources", "tabular", "trees");

  private Programs() {}

  static List<CompiledNetwork> all() throws Exception {
    List<Graph> graphs = new ArrayList<>();
    graphs.add(TestGraph.dense(1));
    graphs.add(
        new TestGraph(2)
            .input("x", 2, 4)
            .node("Softmax", "s", "x")
            .node("ArgMax", "largest", "x")
            .node("Abs", "a", "x")
            .constant("one", TensorData.ofScalar(1))
            .node("Add", "d", "a", "one")
            .node("Div", "q", "x", "d")
            .outputs("s", "largest", "q"));
    graphs.add(
        new TestGraph(3)
            .integers("i", 3)
            .weights("w", 1, 5, 2)
            .node("Gather", "g", "w", "i")
            .node("Sigmoid", "y", "g")
            .outputs("y"));
    for (String tree : List.of("forest", "xgboost", "random-modes")) {
      graphs.add(
          GraphImporter.read(TREES.resolve(tree).resolve("model.onnx"), ImportOptions.defaults()));
    }
    List<CompiledNetwork> networks = new ArrayList<>();
    for (Graph graph : graphs) {
      networks.add(Compiler.compile(graph, CompileOptions.defaults(), Calibration.of(Map.of())));
    }
    return networks;
  }
}
