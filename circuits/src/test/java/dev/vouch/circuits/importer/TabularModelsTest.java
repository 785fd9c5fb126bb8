package dev.vouch.circuits.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.report.BoundMeter;
import dev.vouch.circuits.report.OutputBound;
import dev.vouch.verifier.circuit.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models of tables as libraries export them, against what onnxruntime says of each row: made by
 * {@code bench/scripts/tabular/trees.py} (on rows that are hostile to exactness) and {@code
 * generate.py}.
 */
class TabularModelsTest {
  private static final Path CASES = Path.of("src", "test", "resources", "tabular");
  private static final double SCORES = 0x1p-20;
  private static final double AFTER_POST_TRANSFORM = 0x1p-14;
  private static final double PIPELINES = 0x1p-8;

  /** Ensembles that make probabilities of their sums. */
  private static final Set<String> TRANSFORMED =
      Set.of(
          "boosting",
          "catboost",
          "histogram-boosting",
          "lightgbm",
          "lightgbm-classes",
          "random-logistic",
          "random-softmax",
          "xgboost",
          "xgboost-classes");

  private static List<String> names(String kind) throws IOException {
    try (Stream<Path> folders = Files.list(CASES.resolve(kind))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  static List<String> trees() throws IOException {
    return names("trees");
  }

  static List<String> pipelines() throws IOException {
    return names("pipelines");
  }

  static List<String> casts() throws IOException {
    return names("casts");
  }

  /** Scores are sums of leaves: one wrong decision of 40 rows would be seen. */
  @ParameterizedTest
  @MethodSource("trees")
  void everyDecisionOfTrees(String name) throws Exception {
    boolean transformed = TRANSFORMED.contains(name);
    assertAsExpected(
        CASES.resolve("trees").resolve(name),
        largest -> transformed ? AFTER_POST_TRANSFORM : SCORES * largest);
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void everyLabelOfPipelines(String name) throws Exception {
    assertAsExpected(
        CASES.resolve("pipelines").resolve(name), largest -> PIPELINES * Math.max(1, largest));
  }

  /** What onnxruntime rounds when it adds votes in float32 is part of what is predicted. */
  @ParameterizedTest
  @MethodSource("trees")
  void errorsOfTreesArePredicted(String name) throws Exception {
    Path folder = CASES.resolve("trees").resolve(name);
    Graph graph = GraphImporter.read(folder.resolve("model.onnx"), ImportOptions.defaults());
    Samples samples = Samples.of(graph, Npz.read(folder.resolve("inputs.npz")));
    Map<String, TensorData> expected = Npz.read(folder.resolve("expected.npz"));
    Compilation compilation =
        Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples.all()));
    BoundMeter meter = new BoundMeter(compilation);
    for (int row = 0; row < samples.count(); row++) {
      Map<String, TensorData> wanted = new HashMap<>();
      int sample = row;
      expected.forEach((output, rows) -> wanted.put(output, rows.sample(sample)));
      meter.add(samples.get(row), wanted, compilation.network().execute(samples.get(row)));
    }
    double most = TRANSFORMED.contains(name) ? AFTER_POST_TRANSFORM : SCORES;
    for (OutputBound output : meter.outputs()) {
      assertThat(output.beyond()).as(output.toString()).isZero();
      if (graph.info(output.name()).type().isFloating()) {
        double largest =
            Arrays.stream(expected.get(output.name()).toDoubles()).map(Math::abs).max().orElse(0);
        assertThat(output.bound()).isLessThan(most * Math.max(1, largest));
      }
    }
  }

  /**
   * Comparisons of what integers and doubles are as float32 numbers, wherever these are not all.
   */
  @ParameterizedTest
  @MethodSource("casts")
  void everyDecisionBehindCasts(String name) throws Exception {
    assertAsExpected(CASES.resolve("casts").resolve(name), largest -> 0);
  }

  private interface Tolerance {
    /** The most that a value may be off, where the largest of all is so large. */
    double of(double largest);
  }

  private static void assertAsExpected(Path folder, Tolerance tolerance) throws Exception {
    Graph graph = GraphImporter.read(folder.resolve("model.onnx"), ImportOptions.defaults());
    Samples samples = Samples.of(graph, Npz.read(folder.resolve("inputs.npz")));
    Map<String, TensorData> expected = Npz.read(folder.resolve("expected.npz"));
    assertThat(expected).containsOnlyKeys(graph.outputs());
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples.all()));
    Compiled.requireValid(network);
    for (int row = 0; row < samples.count(); row++) {
      Execution execution =
          row == 0
              ? Compiled.requireAccepted(network, samples.get(0))
              : network.execute(samples.get(row));
      for (String output : graph.outputs()) {
        TensorData wanted = expected.get(output);
        Execution.PortValue given = execution.outputs().get(output);
        double allowed =
            given.port().type() == ValueType.REAL
                ? tolerance.of(Arrays.stream(wanted.toDoubles()).map(Math::abs).max().orElse(0))
                : 0;
        assertThat(given.dequantised())
            .as("%s of row %d", output, row)
            .containsExactly(wanted.sample(row).toDoubles(), within(allowed));
      }
    }
  }
}
