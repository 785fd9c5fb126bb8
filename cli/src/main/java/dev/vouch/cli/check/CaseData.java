package dev.vouch.cli.check;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.circuits.input.InputReader;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.cli.accuracy.LabelFile;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.DataFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a case.
 *
 * @param inputs by name, one map a sample
 * @param expected outputs by name, one map a sample; null: those of the network in floating point
 * @param labels right classes, samples along the first axis; null if there are none
 */
record CaseData(
    List<Map<String, TensorData>> inputs,
    @Nullable List<Map<String, TensorData>> expected,
    @Nullable TensorData labels) {

  /** Reads those of a case for its graph. */
  static CaseData of(SuiteCase one, Graph graph) throws IOException, CommandException {
    return one.isTestData() ? ofTestData(one, graph) : ofArrays(one, graph);
  }

  private static CaseData ofArrays(SuiteCase one, Graph graph)
      throws IOException, CommandException {
    Samples inputs = files(one).inputs(graph);
    TensorData labels = LabelFile.read(files(one).words(), graph, inputs);
    if (!Files.exists(one.expected())) {
      return new CaseData(inputs.all(), null, labels);
    }
    List<String> results = List.of(one.expected().toString());
    Samples expected = new DataFiles("expected", results, FormatOptions.defaults()).outputs(graph);
    if (expected.count() != inputs.count()) {
      throw CommandException.invalidInput(
          expected.count() + " expected outputs for " + inputs.count() + " inputs; " + one.name());
    }
    return new CaseData(inputs.all(), expected.all(), labels);
  }

  /** The file of the inputs; a network without inputs need not have one. */
  static DataFiles files(SuiteCase one) {
    List<String> file = Files.exists(one.inputs()) ? List.of(one.inputs().toString()) : List.of();
    return new DataFiles("inputs", file, FormatOptions.defaults());
  }

  private static CaseData ofTestData(SuiteCase one, Graph graph)
      throws IOException, CommandException {
    List<Map<String, TensorData>> inputs = new ArrayList<>();
    List<Map<String, TensorData>> expected = new ArrayList<>();
    Map<String, ValueInfo> outputs = graph.infos(graph.outputs());
    try {
      for (Path set : one.testData()) {
        inputs.addAll(Samples.of(graph, testInputs(one, set)).all());
        expected.addAll(
            Samples.of(outputs, InputReader.readOutputs(set, outputs, FormatOptions.defaults()))
                .all());
      }
    } catch (MalformedTensorException e) {
      throw CommandException.invalidInput(e.getMessage() + "; " + one.name());
    }
    return new CaseData(inputs, expected, null);
  }

  /** Inputs in ONNX test data, which stand in the order in which the model declares them. */
  static Map<String, TensorData> testInputs(SuiteCase one, Path set) throws IOException {
    Map<String, ValueInfo> declared = new LinkedHashMap<>();
    for (String name : GraphImporter.inputNames(one.model(), ImportOptions.defaults())) {
      declared.put(name, new ValueInfo(DataType.FLOAT));
    }
    return InputReader.read(set, declared, FormatOptions.defaults());
  }
}
