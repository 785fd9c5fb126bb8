package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;

import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.List;

/** Forms of the linear models and support vector machines of ai.onnx.ml. */
final class EstimatorForms {
  private static final String DOMAIN = "ai.onnx.ml";
  private static final int OPSET = 17;
  private static final String CLASSIFIER = "LinearClassifier";
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
        twoClasses("SOFTMAX", attributes("classlabels_ints", 0, 1)));
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
