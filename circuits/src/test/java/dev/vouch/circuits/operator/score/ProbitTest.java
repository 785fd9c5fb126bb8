package dev.vouch.circuits.operator.score;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.circuits.report.BoundMeter;
import dev.vouch.circuits.report.OutputBound;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The post-transform PROBIT of scores that a tree says one by one. */
class ProbitTest {
  private static final double ALLOWED = 0x1p-14;

  /** Scores, and what onnxruntime 1.32 makes of them. */
  private static final double[][] OF_ONNXRUNTIME = {
    {1e-4, -3.7118816},
    {0.01, -2.3240902},
    {0.1, -1.2817129},
    {0.25, -0.6745743},
    {0.75, 0.6745743},
    {0.9, 1.2817129},
    {0.999, 3.0846436},
  };

  /** A tree that says scores[i] for x = i. */
  private static Graph tree(double... scores) throws Exception {
    int leaves = scores.length;
    int nodes = 2 * leaves - 1;
    List<String> modes =
        IntStream.range(0, nodes).mapToObj(i -> i < leaves - 1 ? "BRANCH_LEQ" : "LEAF").toList();
    long[] whole = LongStream.range(0, leaves).toArray();
    return model()
        .input("x", 1, 1)
        .call(
            "ai.onnx.ml",
            "TreeEnsembleRegressor",
            "x",
            "y",
            attributes("nodes_treeids", new long[nodes]),
            attributes("nodes_nodeids", LongStream.range(0, nodes).toArray()),
            attributes("nodes_featureids", new long[nodes]),
            attribute("nodes_modes", modes),
            attribute(
                "nodes_values", IntStream.range(0, nodes).mapToDouble(i -> i + 0.5).toArray()),
            attributes(
                "nodes_truenodeids",
                LongStream.range(0, nodes).map(i -> i < leaves - 1 ? leaves - 1 + i : 0).toArray()),
            attributes(
                "nodes_falsenodeids",
                LongStream.range(0, nodes)
                    .map(i -> i < leaves - 2 ? i + 1 : i == leaves - 2 ? nodes - 1 : 0)
                    .toArray()),
            attributes("target_treeids", new long[leaves]),
            attributes("target_nodeids", LongStream.of(whole).map(i -> leaves - 1 + i).toArray()),
            attributes("target_ids", new long[leaves]),
            attribute("target_weights", scores),
            attribute("n_targets", 1),
            attribute("post_transform", "PROBIT"))
        .output("y")
        .graph();
  }

  private static Map<String, TensorData> row(double x) {
    return Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 1}, x));
  }

  private static Compilation compiled(Graph graph, int rows) throws Exception {
    return Compiler.compilation(
        graph,
        CompileOptions.defaults(),
        Calibrator.calibrate(graph, IntStream.range(0, rows).mapToObj(i -> row(i)).toList()));
  }

  private static double said(Execution execution) {
    return execution.outputs().get("y").dequantised()[0];
  }

  /** The formula, of a score as float32. */
  private static double formula(double score) {
    double s = (float) score;
    double log = Math.log(4 * s) + Math.log1p(-s);
    double v = 2 / (3.14159 * 0.147) + log / 2;
    return Math.signum(s - 0.5) * Math.sqrt(2 * (Math.sqrt(v * v - log / 0.147) - v));
  }

  @Test
  void asOnnxruntime() throws Exception {
    double[] scores = new double[OF_ONNXRUNTIME.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = OF_ONNXRUNTIME[i][0];
    }
    Compilation compilation = compiled(tree(scores), scores.length);
    Compiled.requireValid(compilation.network());
    for (int i = 0; i < scores.length; i++) {
      double wanted = OF_ONNXRUNTIME[i][1];
      Execution execution = Compiled.requireAccepted(compilation.network(), row(i));
      assertThat(said(execution)).isCloseTo(wanted, within(ALLOWED * Math.abs(wanted)));
    }
  }

  /** Close to 1/2, too, where float32 arithmetic loses digits, and to 2^-20 from both ends. */
  @Test
  void asTheFormulaInDoubleArithmetic() throws Exception {
    double[] scores = new double[60];
    for (int i = 0; i < 20; i++) {
      scores[i] = 0.5 * Math.exp(-13.8 * i / 20);
      scores[20 + i] = 0.5 + 0.024 * i + 0.0001;
      scores[40 + i] = 1 - 0.5 * Math.exp(-13.8 * i / 20);
    }
    Compilation compilation = compiled(tree(scores), scores.length);
    BoundMeter meter = new BoundMeter(compilation);
    for (int i = 0; i < scores.length; i++) {
      Execution execution = compilation.network().execute(row(i));
      double wanted = formula(scores[i]);
      assertThat(said(execution))
          .as("of %s", scores[i])
          .isCloseTo(wanted, within(ALLOWED * Math.max(0.25, Math.abs(wanted))));
      TensorData expected = TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 1}, wanted);
      meter.add(row(i), Map.of("y", expected), execution);
    }
    for (OutputBound output : meter.outputs()) {
      assertThat(output.beyond()).isZero();
      assertThat(output.bound()).isLessThan(4 * ALLOWED);
    }
  }

  @Test
  void whatReachesAnEndIsCutOffAndReported() throws Exception {
    double[] scores = {0.25, 0.5, 0, 1, 2};
    Compilation compilation = compiled(tree(scores), 2);
    assertThat(compilation.network().execute(row(0)).warnings()).isEmpty();
    for (int i = 2; i < scores.length; i++) {
      Execution execution = Compiled.requireAccepted(compilation.network(), row(i));
      assertThat(execution.warnings()).isNotEmpty();
      assertThat(said(execution) * (scores[i] - 0.5)).isGreaterThan(2);
    }
  }

  @Test
  void infiniteResultsAreNotCalibratedWith() throws Exception {
    Graph graph = tree(0.5, 1, 1.5);
    assertThatThrownBy(() -> compiled(graph, 2)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> compiled(graph, 3)).isInstanceOf(InvalidInputException.class);
  }
}
