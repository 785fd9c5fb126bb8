package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;

import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Forms of the linear models and support vector machines of ai.onnx.ml. */
final class EstimatorForms {
  private static final String DOMAIN = "ai.onnx.ml";
  private static final int OPSET = 17;
  private static final String CLASSIFIER = "LinearClassifier";
  private static final String SUPPORT = "SVMClassifier";
  private static final double[] WEIGHTS = {1, -2, -1.5, 0.5, 1.25, -1};
  private static final double[] ROW = {0.5, -1, 0.25};
  private static final double[] ROWS = {0.5, -1, 0.25, 1, 0.75, -0.5, -0.125, 1.5, 1};

  private EstimatorForms() {}

  static List<FormFamily> families() {
    return List.of(
        single("LinearRegressor", "one target", attribute("coefficients", ROW)),
        single(
            "LinearRegressor",
            "targets, LOGISTIC",
            attribute("coefficients", ROWS),
            attribute("intercepts", 0.5, -0.5, 0.125),
            attribute("targets", 3),
            attribute("post_transform", "LOGISTIC")),
        severalClasses("SOFTMAX"),
        severalClasses("SOFTMAX_ZERO"),
        severalClasses("LOGISTIC"),
        twoClasses("NONE", attributes("classlabels_ints", 7, 3)),
        twoClasses("LOGISTIC", attribute("classlabels_strings", List.of("no", "yes"))),
        twoClasses("SOFTMAX", attributes("classlabels_ints", 0, 1)),
        regression("LINEAR"),
        regression("POLY"),
        regression("RBF"),
        regression("SIGMOID"),
        single(
            "SVMRegressor",
            "one class, without support vectors",
            attribute("coefficients", ROW),
            attribute("rho", new double[] {0.125}),
            attribute("one_class", 1)),
        support("scores of pairs", 3),
        support("two classes", 2),
        FormFamily.of(DOMAIN + "." + SUPPORT, "without support vectors", 4, 3)
            .outputs(2)
            .nodes(
                OPSET,
                model()
                    .call(
                        DOMAIN,
                        SUPPORT,
                        "x",
                        "y0 y1",
                        attribute("coefficients", ROWS),
                        attribute("rho", new double[] {0.25}),
                        attributes("classlabels_ints", 4, 5, 6))));
  }

  private static FormFamily regression(String kernel) {
    return single(
        "SVMRegressor",
        kernel,
        attribute("support_vectors", ROWS),
        attribute("coefficients", 0.5, -1.5, 1.0),
        attribute("n_supports", 3),
        attribute("rho", new double[] {0.125}),
        attribute("kernel_type", kernel),
        attribute("kernel_params", 0.25, 0.5, 2.0));
  }

  /** As many classes with a support vector each. */
  private static FormFamily support(String meaning, int classes) {
    int pairs = classes * (classes - 1) / 2;
    AttributeProto[] attributes = {
      attribute("support_vectors", Arrays.copyOf(ROWS, classes * ROW.length)),
      attribute("coefficients", Arrays.copyOf(WEIGHTS, (classes - 1) * classes)),
      attributes("vectors_per_class", LongStream.generate(() -> 1).limit(classes).toArray()),
      attribute("rho", Arrays.copyOf(ROW, pairs)),
      attribute("kernel_type", "RBF"),
      attribute("kernel_params", 0.25, 0.0, 3.0),
      attributes("classlabels_ints", LongStream.range(3, 3 + classes).toArray())
    };
    return FormFamily.of(DOMAIN + "." + SUPPORT, meaning, 4, 3)
        .outputs(2)
        .nodes(OPSET, model().call(DOMAIN, SUPPORT, "x", "y0 y1", attributes));
  }

  private static FormFamily severalClasses(String transform) {
    return classifier(
        "three classes, " + transform,
        attribute("coefficients", ROWS),
        attribute("intercepts", 0.5, -0.5, 0.125),
        attributes("classlabels_ints", 4, -9, 2),
        attribute("post_transform", transform));
  }

  private static FormFamily twoClasses(String transform, AttributeProto labels) {
    return classifier(
        "two classes of one score, " + transform,
        attribute("coefficients", ROW),
        attribute("intercepts", new double[] {0.25}),
        labels,
        attribute("post_transform", transform));
  }

  private static FormFamily classifier(String meaning, AttributeProto... attributes) {
    return FormFamily.of(DOMAIN + "." + CLASSIFIER, meaning, 4, 3)
        .outputs(2)
        .nodes(OPSET, model().call(DOMAIN, CLASSIFIER, "x", "y0 y1", attributes));
  }

  private static FormFamily single(String type, String meaning, AttributeProto... attributes) {
    return FormFamily.of(DOMAIN + "." + type, meaning, 4, 3)
        .nodes(OPSET, model().call(DOMAIN, type, "x", "y0", attributes));
  }
}
