package dev.vouch.circuits.operator.tree;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.program.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probabilities of rows whose scores lie far from all that calibration saw. */
class FarScoresTest {
  private static final int TREES = 24;
  private static final int ROWS = 200;
  private static final double ALLOWED = 0x1p-14;

  /** Of one decision each, on a column of its own: 0.01 or so below 0, up to {@code size} above. */
  private static AttributeProto[] trees(String votesOf, int targets, double size) {
    Random random = new Random(1);
    long[] roots = IntStream.range(0, 3 * TREES).mapToLong(i -> i / 3).toArray();
    long[] nodes = IntStream.range(0, 3 * TREES).mapToLong(i -> i % 3).toArray();
    List<String> modes =
        IntStream.range(0, 3 * TREES).mapToObj(i -> i % 3 == 0 ? "BRANCH_LT" : "LEAF").toList();
    double[] weights = new double[2 * TREES];
    for (int tree = 0; tree < TREES; tree++) {
      weights[2 * tree] = 0.01 * random.nextGaussian();
      weights[2 * tree + 1] = size * (2 * random.nextDouble() - 1) * Math.pow(2, -tree % 8);
    }
    return new AttributeProto[] {
      attributes("nodes_treeids", roots),
      attributes("nodes_nodeids", nodes),
      attributes("nodes_featureids", roots),
      attribute("nodes_modes", modes),
      attribute("nodes_values", new double[3 * TREES]),
      attributes("nodes_truenodeids", Arrays.stream(nodes).map(i -> i == 0 ? 1 : 0).toArray()),
      attributes("nodes_falsenodeids", Arrays.stream(nodes).map(i -> i == 0 ? 2 : 0).toArray()),
      attributes(votesOf + "_treeids", pairs(i -> i / 2)),
      attributes(votesOf + "_nodeids", pairs(i -> 1 + i % 2)),
      attributes(votesOf + "_ids", pairs(i -> i / 2 % targets)),
      attribute(votesOf + "_weights", weights)
    };
  }

  private static long[] pairs(IntToLongFunction of) {
    return IntStream.range(0, 2 * TREES).mapToLong(of).toArray();
  }

  private static Graph graph(String type, String transform, int targets, double size)
      throws Exception {
    boolean classifier = type.equals("TreeEnsembleClassifier");
    List<AttributeProto> all =
        new ArrayList<>(List.of(trees(classifier ? "class" : "target", targets, size)));
    all.add(attribute("post_transform", transform));
    all.add(
        classifier
            ? attributes(
                "classlabels_int64s",
                IntStream.range(0, Math.max(2, targets)).asLongStream().toArray())
            : attribute("n_targets", targets));
    ModelBuilder model =
        model()
            .input("x", 1, TREES)
            .call(
                "ai.onnx.ml",
                type,
                "x",
                classifier ? "label y" : "y",
                all.toArray(AttributeProto[]::new));
    return (classifier ? model.output("label") : model).output("y").graph();
  }

  private static Map<String, TensorData> row(double... cells) {
    return Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, TREES}, cells));
  }

  @ParameterizedTest(name = "{0} {1} of {2}, leaves up to {3}")
  @CsvSource({
    "TreeEnsembleClassifier, LOGISTIC, 1, 0.5",
    "TreeEnsembleClassifier, LOGISTIC, 1, 8",
    "TreeEnsembleClassifier, LOGISTIC, 3, 1",
    "TreeEnsembleClassifier, SOFTMAX, 3, 1",
    "TreeEnsembleClassifier, SOFTMAX, 4, 1000",
    "TreeEnsembleClassifier, SOFTMAX, 24, 1",
    "TreeEnsembleClassifier, SOFTMAX_ZERO, 3, 2",
    "TreeEnsembleRegressor, LOGISTIC, 2, 3",
    "TreeEnsembleRegressor, SOFTMAX, 8, 2"
  })
  void areRight(String type, String transform, int targets, double size) throws Exception {
    Graph graph = graph(type, transform, targets, size);
    double[] seen = new double[TREES];
    Arrays.fill(seen, -1);
    CompiledNetwork network =
        Compiler.compilation(
                graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(row(seen))))
            .network();
    Compiled.requireValid(network);
    FloatInterpreter floats = new FloatInterpreter(graph);
    Random random = new Random(2);
    for (int i = 0; i < ROWS; i++) {
      Map<String, TensorData> row = row(random.doubles(TREES, -1, 1).toArray());
      Execution given = i == 0 ? Compiled.requireAccepted(network, row) : network.execute(row);
      assertThat(given.cutOffValues()).isEmpty();
      for (Map.Entry<String, TensorData> wanted : floats.run(row).entrySet()) {
        assertThat(given.outputs().get(wanted.getKey()).dequantised())
            .as("%s of row %d", wanted.getKey(), i)
            .containsExactly(
                wanted.getValue().toDoubles(), within(wanted.getKey().equals("y") ? ALLOWED : 0));
      }
    }
  }
}
