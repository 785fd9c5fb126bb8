package dev.vouch.cli.score;

import dev.vouch.circuits.compile.SupportCheck;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.DataShapes;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.OnnxFile;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.rows.RowData;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.score.ScoreOptions;
import dev.vouch.circuits.score.ScoredModel;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.file.RowInput;
import dev.vouch.cli.option.CompileFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network with a metric at its end, as it is read from a model file.
 *
 * @param own the network without the metric
 * @param graph the network with it
 * @param folder where the model's external data lie
 * @param formats what files of data do not say themselves
 */
record ScoredNetwork(
    ScoredModel scored,
    Graph own,
    Graph graph,
    Path folder,
    ImportOptions imports,
    FormatOptions formats) {
  /** Whether it gives labels that are compared, rather than scores of classes or numbers. */
  boolean comparesLabels() {
    return !own.info(scored.source()).type().isFloating();
  }

  /** Rows of a proof if nothing is said: many enough that a row costs little. */
  private static final int USUAL_BATCH = 64;

  /**
   * Reads a model and appends a metric.
   *
   * @throws UnsupportedModelException naming everything that is in the way
   */
  static ScoredNetwork read(Path model, List<String> data, ScoreRequest request, CompileFlags flags)
      throws IOException, UnsupportedModelException, CommandException {
    ImportOptions given = flags.imports().options();
    ImportOptions wanted = given.batch().isPresent() ? given : given.withBatch(USUAL_BATCH);
    DataFiles files =
        new DataFiles("--data", data, flags.formats().withIgnored(request.columnsOfData()));
    return read(
        model,
        DataShapes.complete(model, wanted, files::tensors),
        request.options(),
        files.formats());
  }

  private static ScoredNetwork read(
      Path file, ImportOptions imports, ScoreOptions options, FormatOptions formats)
      throws IOException, UnsupportedModelException {
    ModelProto model = OnnxFile.readModel(file, imports.maxFileBytes());
    Path parent = file.toAbsolutePath().getParent();
    Path folder = parent == null ? Path.of("/") : parent;
    Graph own = GraphImporter.of(model, folder, imports);
    ScoredModel scored = ScoredModel.of(model, own, options);
    Graph graph = GraphImporter.of(scored.model(), folder, imports);
    SupportCheck.require(graph);
    return new ScoredNetwork(scored, own, graph, folder, imports, formats);
  }

  /** How the network with its metric takes rows. */
  RowPorts ports() {
    List<String> values = new ArrayList<>(graph.inputs());
    values.addAll(graph.outputs());
    return RowPorts.of(graph.infos(graph.inputs()), graph.infos(values).values());
  }

  /**
   * Rows of the network's own inputs.
   *
   * @param without inputs that are not read
   */
  RowInput rows(List<String> files, Set<String> without) throws IOException, CommandException {
    Map<String, ValueInfo> wanted = new LinkedHashMap<>(own.infos(own.inputs()));
    wanted.keySet().removeAll(without);
    Set<String> complete = new HashSet<>(wanted.keySet());
    complete.removeAll(OrderedValues.of(own));
    return new DataFiles("--data", files, formats)
        .rows(new RowPorts(wanted, ports().batch()), complete);
  }

  /** Rows with a label and a group of 0 each: enough to see how large the network's values get. */
  RowData withZeros(RowData rows) {
    return most -> {
      Map<String, TensorData> found = rows.next(most);
      if (found == null) {
        return null;
      }
      int count = found.values().iterator().next().shape()[0];
      Map<String, TensorData> joined = new LinkedHashMap<>();
      found.forEach(
          (name, tensor) ->
              joined.put(name.equals(Samples.UNNAMED) ? own.inputs().get(0) : name, tensor));
      further()
          .forEach(
              name ->
                  joined.put(
                      name,
                      TensorData.ofLongs(DataType.INT64, new int[] {count}, new long[count])));
      return joined;
    };
  }

  private Set<String> further() {
    Set<String> further = new LinkedHashSet<>(graph.inputs());
    further.removeAll(own.inputs());
    return further;
  }
}
