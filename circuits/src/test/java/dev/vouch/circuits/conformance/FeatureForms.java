package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.reals;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.List;

/** Forms of the operators of ai.onnx.ml on the columns of tables. */
final class FeatureForms {
  private static final String DOMAIN = "ai.onnx.ml";
  private static final String EXTRACTOR = "ArrayFeatureExtractor";

  private static final int OPSET = 17;

  /** Of ai.onnx.ml; LabelEncoder has numbers as keys from 2 on. */
  private static final int VERSION = 3;

  private FeatureForms() {}

  static List<FormFamily> families() {
    return List.of(
        form(
            family(EXTRACTOR, "columns of rows, one of them twice", 2, 3),
            model()
                .initializer("i", TensorData.ofVector(2, 0, 2))
                .call(DOMAIN, EXTRACTOR, "x i", "y0")),
        form(
            family(EXTRACTOR, "cells of a vector", 4),
            model()
                .initializer("i", TensorData.ofVector(3, 1))
                .call(DOMAIN, EXTRACTOR, "x i", "y0")),
        form(
            family(EXTRACTOR, "the label of the greatest score", 3, 4),
            model()
                .initializer("labels", reals(new int[] {4}, 5, -3, 8, 2))
                .node("ArgMax", "x", "i", attribute("axis", 1))
                .call(DOMAIN, EXTRACTOR, "labels i", "y0")),
        single(
            "Scaler",
            "a number for each column",
            attribute("offset", 0.5, -1.0, 0.0),
            attribute("scale", 2.0, 0.5, -3.0)),
        single("Scaler", "one number", numbers("offset", 0.25), numbers("scale", 4)),
        single("Normalizer", "MAX"),
        single("Normalizer", "L1", attribute("norm", "L1")),
        single("Normalizer", "L2", attribute("norm", "L2")),
        single("Binarizer", "above a threshold", attribute("threshold", 0.125)),
        onIntegers("Binarizer", "integers above a fraction", attribute("threshold", -10.5)),
        single(
            "Imputer",
            "NaN, which no computed value is",
            numbers("imputed_value_floats", 1, 2, 3),
            attribute("replaced_value_float", Double.NaN)),
        ofCodes(
            "Imputer",
            "an integer",
            attributes("imputed_value_int64s", 7),
            attribute("replaced_value_int64", 2)),
        ofCodes("OneHotEncoder", "one category unknown", attributes("cats_int64s", 3, 0, 1)),
        ofCodes(
            "OneHotEncoder",
            "all categories known",
            attributes("cats_int64s", 3, 0, 2, 1),
            attribute("zeros", 0)),
        ofCodes(
            "LabelEncoder",
            "integers to numbers",
            attributes("keys_int64s", 1, 3, 2),
            attribute("values_floats", 0.5, -1.25, 3.0),
            attribute("default_float", 9.0)),
        ofCodes(
            "LabelEncoder",
            "integers to texts, which are places",
            attributes("keys_int64s", 1, 3),
            attribute("values_strings", List.of("one", "three"))),
        form(
            family("LabelEncoder", "numbers to integers", 2, 3),
            model()
                .call(DOMAIN, "Binarizer", "x", "b")
                .call(
                    DOMAIN,
                    "LabelEncoder",
                    "b",
                    "y0",
                    attribute("keys_floats", 1.0, 4.0),
                    attributes("values_int64s", 30, 40),
                    attribute("default_int64", -20))),
        single("ZipMap", "the table itself", attributes("classlabels_int64s", 1, 2, 3)),
        form(
            family("FeatureVectorizer", "fewer columns, and more", 2, 3),
            model()
                .initializer("c", reals(new int[] {2, 1}, 4, -5))
                .call(
                    DOMAIN,
                    "FeatureVectorizer",
                    "x c",
                    "y0",
                    attributes("inputdimensions", 2, 3))));
  }

  private static FormFamily family(String type, String meaning, int... shape) {
    return FormFamily.of(DOMAIN + "." + type, meaning, shape);
  }

  private static FormFamily form(FormFamily family, ModelBuilder model) {
    return family.nodes(OPSET, model.features(VERSION));
  }

  /** One node on rows of three numbers. */
  private static FormFamily single(String type, String meaning, AttributeProto... attributes) {
    return form(family(type, meaning, 2, 3), model().call(DOMAIN, type, "x", "y0", attributes));
  }

  /** One node on integers. */
  private static FormFamily onIntegers(String type, String meaning, AttributeProto... attributes) {
    return form(
        FormFamily.ofIntegers(DOMAIN + "." + type, meaning, 2, 3),
        model().call(DOMAIN, type, "x", "y0", attributes));
  }

  /** One node on integers from 0 to 3. */
  private static FormFamily ofCodes(String type, String meaning, AttributeProto... attributes) {
    return form(
        family(type, meaning, 6, 4),
        model()
            .node("ArgMax", "x", "i", attribute("axis", 1), attribute("keepdims", 0))
            .call(DOMAIN, type, "i", "y0", attributes));
  }

  private static AttributeProto numbers(String name, double... values) {
    return attribute(name, values);
  }
}
