package dev.vouch.circuits.operator.estimator;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Linear models and support vector machines give what onnxruntime 1.32 gave on four rows. */
class EstimatorsTest {
  private static final double[] ROW = {0.5, -1, 0.25};
  private static final double[] ROWS = {0.5, -1, 0.25, 1, 0.75, -0.5, -0.125, 1.5, 1};
  private static final double[] AGAINST = {1, -2, -1.5, 0.5, 1.25, -1};
  private static final double[] SCORES = {
    1.625, -1.275, 0.1375, 0.36, -0.225, -0.34625, 2.075, -3.15, -2.45, 0.6875, 1.8125, -0.9375
  };
  private static final TensorData X =
      TensorData.ofDoubles(
          DataType.FLOAT,
          new int[] {4, 3},
          0.3,
          -0.7,
          1.1,
          0.01,
          0.02,
          -0.5,
          -1,
          -2,
          0.3,
          1.5,
          0.25,
          -1.25);

  private static Graph of(String type, int outputs, AttributeProto... attributes) throws Exception {
    String names = outputs == 2 ? "y0 y1" : "y0";
    ModelBuilder model = model().input("x", 4, 3).call("ai.onnx.ml", type, "x", names, attributes);
    Arrays.stream(names.split(" ")).forEach(model::output);
    return model.graph();
  }

  private static List<double[]> run(String type, int outputs, AttributeProto... attributes)
      throws Exception {
    return new FloatInterpreter(of(type, outputs, attributes))
        .run(Map.of("x", X)).values().stream().map(TensorData::toDoubles).toList();
  }

  private static void assertClose(double[] given, double... wanted) {
    assertThat(given).containsExactly(wanted, within(2e-6));
  }

  private static List<double[]> threeClasses(String transform) throws Exception {
    return run(
        "LinearClassifier",
        2,
        attribute("coefficients", ROWS),
        attribute("intercepts", 0.5, -0.5, 0.125),
        attributes("classlabels_ints", 4, -9, 2),
        attribute("post_transform", transform));
  }

  private static List<double[]> oneScore(String transform, AttributeProto labels) throws Exception {
    return run(
        "LinearClassifier",
        2,
        attribute("coefficients", ROW),
        attribute("intercepts", new double[] {0.25}),
        labels,
        attribute("post_transform", transform));
  }

  @Test
  void linearClassifierOfSeveralClasses() throws Exception {
    assertClose(threeClasses("NONE").get(0), 4, 4, 4, -9);
    assertClose(threeClasses("NONE").get(1), SCORES);
    assertClose(
        threeClasses("LOGISTIC").get(1),
        0.8354836,
        0.2184025,
        0.534321,
        0.5890404,
        0.4439861,
        0.4142921,
        0.8884495,
        0.04109126,
        0.07943854,
        0.6654106,
        0.8596637,
        0.2814056);
    for (String transform : List.of("SOFTMAX", "SOFTMAX_ZERO")) {
      assertClose(
          threeClasses(transform).get(1),
          0.7806645,
          0.04295467,
          0.1763808,
          0.4876628,
          0.2716798,
          0.2406574,
          0.9840437,
          0.005294507,
          0.01066183,
          0.2338017,
          0.72016,
          0.04603829);
    }
  }

  @Test
  void linearClassifierOfOneScore() throws Exception {
    AttributeProto labels = attributes("classlabels_ints", 7, 3);
    double[] plain = {-0.375, 1.375, 0.89, 0.11, -0.825, 1.825, 0.5625, 0.4375};
    for (String transform : List.of("NONE", "SOFTMAX", "SOFTMAX_ZERO")) {
      assertClose(oneScore(transform, labels).get(0), 3, 3, 3, 3);
      assertClose(oneScore(transform, labels).get(1), plain);
    }
    assertClose(
        oneScore("LOGISTIC", labels).get(1),
        0.2018132,
        0.7981868,
        0.4725277,
        0.5274723,
        0.138835,
        0.861165,
        0.3923368,
        0.6076632);
    AttributeProto texts = attribute("classlabels_strings", List.of("no", "yes"));
    assertClose(oneScore("NONE", texts).get(0), 1, 1, 1, 1);
  }

  @Test
  void transformsThatAreNotKnownAreRefused() {
    assertThatThrownBy(() -> threeClasses("CLOGLOG"))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("CLOGLOG");
  }

  /** For two classes onnxruntime 1.32 writes scores where others belong. */
  @Test
  void probitOfOneScoreIsRefused() {
    AttributeProto labels = attributes("classlabels_ints", 0, 1);
    assertThatThrownBy(() -> oneScore("PROBIT", labels))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("PROBIT");
  }

  @Test
  void supportVectorRegressionOfAllKernels() throws Exception {
    assertClose(regression("LINEAR"), 1.8625, -0.82875, 2.3125, -4.3125);
    assertClose(regression("POLY"), 0.542627, -0.1060351, 0.5054492, -1.4140625);
    assertClose(regression("RBF"), 0.3996661, -0.2591556, 0.3099111, -0.7763353);
    assertClose(regression("SIGMOID"), 0.4707506, -0.06498009, 0.5804794, -0.5844913);
    double[] inside =
        run(
                "SVMRegressor",
                1,
                attribute("coefficients", ROW),
                attribute("rho", new double[] {0.125}),
                attribute("one_class", 1))
            .get(0);
    assertClose(inside, 1, -1, 1, 1);
  }

  private static double[] regression(String kernel) throws Exception {
    return run(
            "SVMRegressor",
            1,
            attribute("support_vectors", ROWS),
            attribute("coefficients", 0.5, -1.5, 1.0),
            attribute("n_supports", 3),
            attribute("rho", new double[] {0.125}),
            attribute("kernel_type", kernel),
            attribute("kernel_params", 0.25, 0.5, 2.0))
        .get(0);
  }

  @Test
  void supportVectorsOfSeveralClasses() throws Exception {
    assertClose(support(3).get(0), 3, 4, 3, 4);
    assertClose(
        support(3).get(1),
        0.7564803,
        -1.022452,
        0.3104146,
        -0.239308,
        -1.176637,
        0.7782959,
        0.8488114,
        -0.82952,
        0.2749916,
        -0.7331988,
        -0.9978139,
        1.109781);
    assertClose(
        support(3, attribute("prob_a", -1.5, -2.0, -1.0), attribute("prob_b", 0.125, -0.25, 0.0))
            .get(1),
        0.2236139,
        0.3080894,
        0.4682966,
        0.153187,
        0.5284761,
        0.318337,
        0.2563703,
        0.2833977,
        0.460232,
        0.1150353,
        0.643205,
        0.2417596);
  }

  @Test
  void probabilitiesAreProven() throws Exception {
    Graph graph =
        of(
            "SVMClassifier",
            2,
            attributesOf(
                3, attribute("prob_a", -1.5, -2.0, -1.0), attribute("prob_b", 0.125, -0.25, 0.0)));
    Map<String, TensorData> inputs = Map.of("x", X);
    CompiledNetwork network =
        Compiler.compilation(
                graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(inputs)))
            .network();
    double[] given = Compiled.requireAccepted(network, inputs).outputs().get("y1").dequantised();
    double[] wanted = new FloatInterpreter(graph).run(inputs).get("y1").toDoubles();
    assertThat(given).containsExactly(wanted, within(5e-4));
  }

  @Test
  void supportVectorsOfTwoClasses() throws Exception {
    assertClose(support(2).get(0), 3, 4, 3, 4);
    assertClose(
        support(2).get(1),
        -0.7564803,
        0.7564803,
        0.239308,
        -0.239308,
        -0.8488114,
        0.8488114,
        0.7331988,
        -0.7331988);
    assertClose(
        support(2, attribute("post_transform", "LOGISTIC")).get(1),
        0.3194109,
        0.6805891,
        0.5595431,
        0.4404569,
        0.2996822,
        0.7003178,
        0.6755068,
        0.3244932);
    assertClose(
        support(
                2,
                attribute("prob_a", new double[] {-1.5}),
                attribute("prob_b", new double[] {0.125}))
            .get(1),
        0.7329654,
        0.2670346,
        0.3795469,
        0.6204531,
        0.759185,
        0.240815,
        0.2270807,
        0.7729192);
  }

  /** As many classes with a support vector each. */
  private static AttributeProto[] attributesOf(int classes, AttributeProto... more) {
    int pairs = classes * (classes - 1) / 2;
    AttributeProto[] attributes = {
      attribute("support_vectors", Arrays.copyOf(ROWS, classes * ROW.length)),
      attribute("coefficients", Arrays.copyOf(AGAINST, (classes - 1) * classes)),
      attributes("vectors_per_class", LongStream.generate(() -> 1).limit(classes).toArray()),
      attribute("rho", Arrays.copyOf(ROW, pairs)),
      attribute("kernel_type", "RBF"),
      attribute("kernel_params", 0.25, 0.0, 3.0),
      attributes("classlabels_ints", LongStream.range(3, 3 + classes).toArray())
    };
    return Stream.of(attributes, more).flatMap(Arrays::stream).toArray(AttributeProto[]::new);
  }

  private static List<double[]> support(int classes, AttributeProto... more) throws Exception {
    return run("SVMClassifier", 2, attributesOf(classes, more));
  }
}
