package dev.vouch.prover.testing;

import dev.vouch.circuits.ModelFolders;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.node.ValueInfo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A trained model with its samples. */
public record TrainedModel(Graph graph, Samples samples) {
  /** Reads a model; the test is skipped with a message when it is not there. */
  public static TrainedModel read(String name) throws Exception {
    return of(ModelFolders.require(name));
  }

  /** Reads the model of a folder. */
  public static TrainedModel of(Path folder) throws Exception {
    Graph graph = GraphImporter.read(folder.resolve("model.onnx"), ImportOptions.defaults());
    Map<String, ValueInfo> infos = new LinkedHashMap<>();
    graph.inputs().forEach(input -> infos.put(input, graph.info(input)));
    return new TrainedModel(
        graph, Samples.of(infos, Npz.read(folder.resolve("inputs.npz"), infos::containsKey)));
  }

  /** Compiles it, calibrated on all samples. */
  public CompiledNetwork compile(CompileOptions options) throws Exception {
    return Compiler.compile(graph, options, Calibrator.calibrate(graph, samples.all()));
  }
}
