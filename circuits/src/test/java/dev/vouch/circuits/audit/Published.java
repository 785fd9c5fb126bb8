package dev.vouch.circuits.audit;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.onnx.OnnxFile;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.split.SplitNetwork;
import dev.vouch.verifier.circuit.Circuit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model, what is published of it, and its audits. */
record Published(ModelProto original, PublishedArchitecture architecture, Path folder) {
  /** Of a model in memory. */
  static Published of(
      ModelProto model, List<Map<String, TensorData>> samples, CompileOptions options)
      throws Exception {
    Graph graph = GraphImporter.of(model, Path.of("."), ImportOptions.defaults());
    return of(model, Path.of("."), graph, Calibrator.calibrate(graph, samples), options);
  }

  /** Of a folder with a model, and data to calibrate with. */
  static Published of(Path folder) throws Exception {
    ImportOptions imports = ImportOptions.defaults();
    ModelProto model = OnnxFile.readModel(folder.resolve("model.onnx"), imports.maxFileBytes());
    Graph graph = GraphImporter.of(model, folder, imports);
    Path data = folder.resolve("inputs.npz");
    Calibration calibration =
        Files.exists(data)
            ? Calibrator.calibrate(graph, Samples.of(graph, Npz.read(data)).all())
            : Calibrator.synthetic(graph);
    return of(model, folder, graph, calibration, CompileOptions.defaults());
  }

  private static Published of(
      ModelProto model, Path folder, Graph graph, Calibration calibration, CompileOptions options)
      throws Exception {
    ArchitectureSource source = ArchitectureSource.of(model, folder, ImportOptions.defaults());
    return new Published(
        model, PublishedArchitecture.of(graph, source, options, calibration), folder);
  }

  Circuit circuit() {
    return architecture.compilation().network().circuit();
  }

  ModelProto withoutWeights() throws Exception {
    return ModelProto.parseFrom(architecture.model());
  }

  ArchitectureParameters parameters() throws Exception {
    return ArchitectureAudit.parameters(architecture.parameters());
  }

  /** What is published of it in parts. */
  PublishedArchitecture inParts(SplitNetwork parts) throws Exception {
    return architecture.inParts(
        parts, ArchitectureSource.of(original, folder, ImportOptions.defaults()));
  }

  /** The audit of another model with the published parameters. */
  ArchitectureAudit.Result audit(ModelProto model) throws Exception {
    return ArchitectureAudit.of(LinkedCircuits.of(circuit()), model, folder, parameters());
  }

  /** The audit of what is published with other parameters. */
  ArchitectureAudit.Result audit(ArchitectureParameters parameters) throws Exception {
    return ArchitectureAudit.of(LinkedCircuits.of(circuit()), withoutWeights(), folder, parameters);
  }
}
