package dev.vouch.cli.score;

import dev.vouch.circuits.compile.SupportCheck;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.DataShapes;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.OnnxFile;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.rows.JoinedRows;
import dev.vouch.circuits.rows.RowData;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.score.ScoreOptions;
import dev.vouch.circuits.score.ScoredModel;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.RowInput;
import dev.vouch.cli.option.CompileFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network with a metric at its end, as it is read from a model file.
 *
 * @param own the network without the metric
 * @param graph the network with it
 * @param folder where the model's external data lie
 */
record ScoredNetwork(
    ScoredModel scored, Graph own, Graph graph, Path folder, ImportOptions imports) {
  /** Rows of a proof if nothing is said: many enough that a row costs little. */
  private static final int USUAL_BATCH = 64;

  /**
   * Reads a model and appends a metric.
   *
   * @throws UnsupportedModelException naming everything that is in the way
   */
  static ScoredNetwork read(
      String model, List<String> data, ScoreOptions options, CompileFlags flags)
      throws IOException, UnsupportedModelException, CommandException {
    ImportOptions given = flags.imports().options();
    ImportOptions wanted = given.batch().isPresent() ? given : given.withBatch(USUAL_BATCH);
    DataFiles files = new DataFiles("--data", data, flags.formats());
    return new InputFile(model)
        .read(path -> read(path, DataShapes.complete(path, wanted, files::tensors), options));
  }

  private static ScoredNetwork read(Path file, ImportOptions imports, ScoreOptions options)
      throws IOException, UnsupportedModelException {
    ModelProto model = OnnxFile.readModel(file, imports.maxFileBytes());
    Path parent = file.toAbsolutePath().getParent();
    Path folder = parent == null ? Path.of("/") : parent;
    Graph own = GraphImporter.of(model, folder, imports);
    ScoredModel scored = ScoredModel.of(model, own, options);
    Graph graph = GraphImporter.of(scored.model(), folder, imports);
    SupportCheck.require(graph);
    return new ScoredNetwork(scored, own, graph, folder, imports);
  }

  /** How the network with its metric takes rows. */
  RowPorts ports() {
    List<String> values = new ArrayList<>(graph.inputs());
    values.addAll(graph.outputs());
    return RowPorts.of(graph.infos(graph.inputs()), graph.infos(values).values());
  }

  /** Rows of the network's own inputs. */
  RowInput rows(List<String> files, FormatOptions formats) throws IOException, CommandException {
    Set<String> complete = new HashSet<>(own.inputs());
    complete.removeAll(OrderedValues.of(own));
    RowPorts inputs = new RowPorts(own.infos(own.inputs()), ports().batch());
    return new DataFiles("--data", files, formats).rows(inputs, complete);
  }

  /** Rows with labels and groups beside them. */
  RowData joined(RowInput rows, Map<String, TensorData> columns) {
    return new JoinedRows(rows.data(), own.inputs().get(0), columns);
  }

  /** Rows with a label and a group of 0 each: enough to see how large the network's values get. */
  RowData withZeros(RowInput rows) {
    return most -> {
      Map<String, TensorData> own = rows.data().next(most);
      if (own == null) {
        return null;
      }
      int count = own.values().iterator().next().shape()[0];
      Map<String, TensorData> zeros = new LinkedHashMap<>();
      for (Map.Entry<String, ValueInfo> further : further().entrySet()) {
        zeros.put(
            further.getKey(),
            TensorData.ofLongs(DataType.INT64, new int[] {count}, new long[count]));
      }
      return new JoinedRows(one(own), this.own.inputs().get(0), zeros).next(count);
    };
  }

  private Map<String, ValueInfo> further() {
    Map<String, ValueInfo> further = new LinkedHashMap<>(graph.infos(graph.inputs()));
    further.keySet().removeAll(own.inputs());
    return further;
  }

  private static RowData one(Map<String, TensorData> rows) {
    return most -> rows;
  }
}
