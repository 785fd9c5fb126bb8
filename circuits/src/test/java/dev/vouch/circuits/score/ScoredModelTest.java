package dev.vouch.circuits.score;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.audit.ArchitectureSource;
import dev.vouch.circuits.audit.PublishedArchitecture;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.program.Execution;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.commitment.RowFormat;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics appended to models: what each row counts, in integers, and how it is called. */
class ScoredModelTest {
  private static final int ROWS = 16;
  private static final int CLASSES = 4;
  private static final ImportOptions IMPORTS = ImportOptions.defaults().withBatch(ROWS);
  private static final CompileOptions OPTIONS =
      CompileOptions.defaults().withOutput(Visibility.PRIVATE);

  private final double[] rows = new Random(5).doubles(ROWS * 3, -1, 1).toArray();
  private final TensorData x = TensorData.ofDoubles(DataType.FLOAT, new int[] {ROWS, 3}, rows);

  /** Scores of four classes; the first axis is open, or one row. */
  private static ModelProto scores(int opset, Object first) {
    double[] weights = new Random(6).doubles(3 * CLASSES, -1, 1).toArray();
    return ModelBuilder.model()
        .opset(opset)
        .input("x", DataType.FLOAT, first, 3)
        .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {3, CLASSES}, weights))
        .node("MatMul", "x w", "scores")
        .output("scores")
        .build();
  }

  private static Graph graph(ModelProto model) throws Exception {
    return GraphImporter.of(model, Path.of(""), IMPORTS);
  }

  private static ScoredModel scored(ModelProto model, ScoreOptions options) throws Exception {
    return ScoredModel.of(model, graph(model), options);
  }

  private static CompiledNetwork compile(ScoredModel scored, Map<String, TensorData> data)
      throws Exception {
    Graph graph = graph(scored.model());
    return Compiler.compile(
        graph,
        OPTIONS.withInputFormats(scored.formats()),
        Calibrator.calibrate(graph, List.of(data)));
  }

  private static long[] run(ScoredModel scored, Map<String, TensorData> data) throws Exception {
    CompiledNetwork network = compile(scored, data);
    Execution execution = network.execute(data);
    assertThat(network.circuit().rows()).isEqualTo(ROWS);
    Port score = network.circuit().outputs().get(0);
    assertThat(score.name()).isEqualTo(scored.output());
    RowFormat format = RowFormat.of(network.circuit(), score);
    assertThat(format.cells()).isEqualTo(scored.cells().size());
    return execution.outputs().get(scored.output()).integers();
  }

  private double[] scoresOf(ModelProto model) throws Exception {
    return new FloatInterpreter(graph(model)).run(Map.of("x", x)).get("scores").toDoubles();
  }

  /** The place of each row's class among those of greater scores, from 0. */
  private static int rank(double[] scores, int row, int label) {
    int rank = 0;
    for (int other = 0; other < CLASSES; other++) {
      rank += scores[row * CLASSES + other] > scores[row * CLASSES + label] ? 1 : 0;
    }
    return rank;
  }

  private static int best(double[] scores, int row) {
    for (int label = 0; label < CLASSES; label++) {
      if (rank(scores, row, label) == 0) {
        return label;
      }
    }
    throw new AssertionError();
  }

  private static long[] labels() {
    return new Random(7).ints(ROWS, 0, CLASSES).asLongStream().toArray();
  }

  private Map<String, TensorData> data(ScoredModel scored, long... labels) {
    Map<String, TensorData> data = new HashMap<>();
    data.put("x", x);
    data.put(scored.label(), TensorData.ofLongs(DataType.INT64, new int[] {ROWS}, labels));
    return data;
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 13, 18})
  void accuracyCountsRowsOfWhichTheLabelHasTheGreatestScore(int opset) throws Exception {
    for (Object first : new Object[] {"N", 1}) {
      ModelProto model = scores(opset, first);
      ScoredModel scored = scored(model, ScoreOptions.of(Metric.ACCURACY));
      long[] labels = labels();
      double[] scores = scoresOf(model);
      long[] correct = run(scored, data(scored, labels));
      assertThat(scored.cells()).containsExactly("correct");
      assertThat(correct).contains(0).contains(1);
      for (int row = 0; row < ROWS; row++) {
        assertThat(correct[row]).isEqualTo(best(scores, row) == labels[row] ? 1 : 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 13, 18})
  void topKCountsRowsOfWhichTheLabelIsAmongTheBest(int opset) throws Exception {
    ModelProto model = scores(opset, "N");
    ScoredModel scored = scored(model, ScoreOptions.of(Metric.TOP_K).withK(2));
    long[] labels = labels();
    double[] scores = scoresOf(model);
    long[] found = run(scored, data(scored, labels));
    assertThat(found).contains(0).contains(1);
    for (int row = 0; row < ROWS; row++) {
      assertThat(found[row]).isEqualTo(rank(scores, row, (int) labels[row]) < 2 ? 1 : 0);
    }
  }

  @Test
  void confusionHasACellForEveryLabelAndClass() throws Exception {
    ModelProto model = scores(17, "N");
    ScoredModel scored = scored(model, ScoreOptions.of(Metric.CONFUSION));
    long[] labels = labels();
    double[] scores = scoresOf(model);
    long[] counts = run(scored, data(scored, labels));
    int cells = CLASSES * CLASSES;
    assertThat(scored.cells()).hasSize(cells).contains("label 1, class 3");
    for (int row = 0; row < ROWS; row++) {
      int expected = (int) labels[row] * CLASSES + best(scores, row);
      for (int cell = 0; cell < cells; cell++) {
        assertThat(counts[row * cells + cell]).isEqualTo(cell == expected ? 1 : 0);
      }
    }
  }

  @Test
  void groupsHaveCellsOfTheirOwn() throws Exception {
    ModelProto model = scores(17, 1);
    ScoredModel scored = scored(model, ScoreOptions.of(Metric.ACCURACY).withGroups(3));
    long[] labels = labels();
    long[] groups = new Random(8).ints(ROWS, 0, 3).asLongStream().toArray();
    double[] scores = scoresOf(model);
    Map<String, TensorData> data = data(scored, labels);
    data.put(
        scored.group().orElseThrow(), TensorData.ofLongs(DataType.INT64, new int[] {ROWS}, groups));
    long[] counts = run(scored, data);
    assertThat(scored.cells()).hasSize(6).contains("group 2: not correct", "group 0: correct");
    for (int row = 0; row < ROWS; row++) {
      int correct = best(scores, row) == labels[row] ? 1 : 0;
      for (int cell = 0; cell < 6; cell++) {
        assertThat(counts[row * 6 + cell]).isEqualTo(cell == groups[row] * 2 + correct ? 1 : 0);
      }
    }
  }

  @Test
  void squaredErrorsAreMeansOfARowsNumbers() throws Exception {
    ModelProto model = scores(17, "N");
    ScoredModel scored = scored(model, ScoreOptions.of(Metric.MSE));
    double[] targets = new Random(9).doubles(ROWS * CLASSES, -1, 1).toArray();
    Map<String, TensorData> data =
        Map.of(
            "x",
            x,
            "label",
            TensorData.ofDoubles(DataType.FLOAT, new int[] {ROWS, CLASSES}, targets));
    CompiledNetwork network = compile(scored, data);
    double[] errors = network.execute(data).outputs().get(scored.output()).dequantised();
    double[] scores = scoresOf(model);
    for (int row = 0; row < ROWS; row++) {
      double sum = 0;
      for (int cell = row * CLASSES; cell < (row + 1) * CLASSES; cell++) {
        sum += Math.pow(scores[cell] - targets[cell], 2);
      }
      assertThat(errors[row]).isCloseTo(sum / CLASSES, org.assertj.core.data.Offset.offset(1e-3));
    }
  }

  /** Of each group its rows' errors and their number, which is exact. */
  @Test
  void squaredErrorsByGroup() throws Exception {
    ModelProto model = scores(17, "N");
    ScoredModel scored = scored(model, ScoreOptions.of(Metric.MSE).withGroups(3));
    double[] targets = new Random(9).doubles(ROWS * CLASSES, -1, 1).toArray();
    long[] groups = new Random(8).ints(ROWS, 0, 3).asLongStream().toArray();
    Map<String, TensorData> data =
        Map.of(
            "x",
            x,
            "label",
            TensorData.ofDoubles(DataType.FLOAT, new int[] {ROWS, CLASSES}, targets),
            "group",
            TensorData.ofLongs(DataType.INT64, new int[] {ROWS}, groups));
    CompiledNetwork network = compile(scored, data);
    double[] cells = network.execute(data).outputs().get(scored.output()).dequantised();
    double[] scores = scoresOf(model);
    for (int row = 0; row < ROWS; row++) {
      double sum = 0;
      for (int cell = row * CLASSES; cell < (row + 1) * CLASSES; cell++) {
        sum += Math.pow(scores[cell] - targets[cell], 2);
      }
      for (int group = 0; group < 3; group++) {
        boolean own = groups[row] == group;
        assertThat(cells[row * 6 + group])
            .isCloseTo(own ? sum / CLASSES : 0, org.assertj.core.data.Offset.offset(2e-3));
        assertThat(cells[row * 6 + 3 + group]).isEqualTo(own ? 1 : 0);
      }
    }
    assertThat(scored.cells()).startsWith("group 0: squared error").contains("group 2: rows");
  }

  /** A classifier that gives labels beside probabilities, as scikit-learn's do. */
  private static ModelProto labelling() {
    double[] weights = new Random(6).doubles(3 * CLASSES, -1, 1).toArray();
    return ModelBuilder.model()
        .input("x", DataType.FLOAT, "N", 3)
        .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {3, CLASSES}, weights))
        .node("MatMul", "x w", "scores")
        .node("ArgMax", "scores", "label", attribute("axis", 1), attribute("keepdims", 0))
        .output("label")
        .output("scores")
        .build();
  }

  @Test
  void labelsOfTheNetworkAreComparedWhereItGivesThem() throws Exception {
    ModelProto model = labelling();
    ScoredModel scored = scored(model, ScoreOptions.of(Metric.ACCURACY));
    assertThat(scored.source()).isEqualTo("label");
    assertThat(scored.label()).isEqualTo("label"); // what the network calls so has another name now
    assertThat(scored.classes()).isEqualTo(CLASSES);
    long[] labels = labels();
    double[] scores =
        new FloatInterpreter(graph(model)).run(Map.of("x", x)).get("scores").toDoubles();
    long[] correct = run(scored, data(scored, labels));
    for (int row = 0; row < ROWS; row++) {
      assertThat(correct[row]).isEqualTo(best(scores, row) == labels[row] ? 1 : 0);
    }
    ScoredModel ofScores = scored(model, ScoreOptions.of(Metric.ACCURACY).withOutput("scores"));
    assertThat(ofScores.source()).isEqualTo("scores");
    assertThat(run(ofScores, data(ofScores, labels))).isEqualTo(correct);
  }

  /** Hidden labels are proven to be classes: no other integer is in their range. */
  /** Of a network that gives labels alone, names say how many classes there are. */
  @Test
  void namesAreShownBesideNumbers() throws Exception {
    ClassNames four = ClassNames.of(List.of("a", "b", "c", "d"));
    ClassNames two = ClassNames.of(List.of("f", "m"));
    ScoreOptions confusion = ScoreOptions.of(Metric.CONFUSION).withGroups(2);
    ScoredModel named = scored(scores(13, "N"), confusion.withClassNames(four).withGroupNames(two));
    assertThat(named.cells().get(16 + 7)).isEqualTo("group 1: label 1, class 3");
    assertThat(named.namedCells().get(16 + 7)).isEqualTo("group m (1): label b (1), class d (3)");
    ScoredModel others = scored(scores(13, "N"), confusion.withClassNames(two));
    assertThat(others.classNames()).isEqualTo(ClassNames.NONE);
    assertThat(others.namedCells()).isEqualTo(others.cells());
    ModelProto labels = labelling();
    ModelProto alone =
        labels.toBuilder().setGraph(labels.getGraph().toBuilder().removeOutput(1)).build();
    ScoreOptions accuracy = ScoreOptions.of(Metric.ACCURACY);
    assertThat(scored(alone, accuracy).classes()).isEqualTo(1);
    assertThat(scored(alone, accuracy.withClassNames(four)).classes()).isEqualTo(4);
    assertThat(scored(labels, accuracy.withClassNames(two)).classes()).isEqualTo(CLASSES);
  }

  @Test
  void hiddenLabelsHaveTheRangeOfTheClasses() throws Exception {
    ScoredModel scored = scored(scores(17, "N"), ScoreOptions.of(Metric.ACCURACY));
    CompiledNetwork network = compile(scored, data(scored, labels()));
    Port label = network.circuit().inputs().get(1);
    Tensor.Committed tensor = (Tensor.Committed) network.circuit().tensors().get(label.tensor());
    assertThat(tensor.lo()).isZero();
    assertThat(tensor.hi()).isEqualTo(CLASSES - 1);
    Map<String, TensorData> beyond = data(scored, labels());
    long[] labels = labels();
    labels[3] = CLASSES;
    beyond.put("label", TensorData.ofLongs(DataType.INT64, new int[] {ROWS}, labels));
    assertThatThrownBy(() -> network.execute(beyond)).hasMessageContaining("label");
  }

  /** What an auditor gets compiles to the same circuit, formats of labels included. */
  @Test
  void theArchitectureOfAScoreCanBePublished() throws Exception {
    for (Metric metric : List.of(Metric.ACCURACY, Metric.TOP_K, Metric.CONFUSION)) {
      ScoredModel scored = scored(scores(17, 1), ScoreOptions.of(metric));
      Graph graph = graph(scored.model());
      PublishedArchitecture published =
          PublishedArchitecture.of(
              graph,
              ArchitectureSource.of(scored.model(), Path.of(""), IMPORTS),
              OPTIONS.withInputFormats(scored.formats()),
              Calibrator.calibrate(graph, List.of(data(scored, labels()))));
      assertThat(published.withheld()).isEqualTo(1);
      assertThat(new String(published.parameters(), java.nio.charset.StandardCharsets.UTF_8))
          .contains("\"formats\"");
    }
  }

  @Test
  void metricsThatDoNotSuitTheNetworkAreRefused() {
    ModelProto model = scores(17, "N");
    assertThatThrownBy(() -> scored(model, ScoreOptions.of(Metric.TOP_K).withK(5)))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("k is 5, of 4 classes");
    assertThatThrownBy(() -> scored(model, ScoreOptions.of(Metric.ACCURACY).withOutput("y")))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("output 'y'");
    ModelProto numbers =
        ModelBuilder.model()
            .input("x", DataType.FLOAT, "N", 3)
            .node("ReduceSum", "x", "y", attribute("keepdims", 0))
            .output("y")
            .build();
    assertThatThrownBy(() -> scored(numbers, ScoreOptions.of(Metric.ACCURACY)))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("scores of classes");
  }
}
