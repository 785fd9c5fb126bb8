package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.reals;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.List;

/** Forms of the operators of ai.onnx.ml. */
final class FeatureForms {
  private static final String DOMAIN = "ai.onnx.ml";
  private static final String EXTRACTOR = "ArrayFeatureExtractor";
  private static final String NAME = DOMAIN + "." + EXTRACTOR;

  private FeatureForms() {}

  static List<FormFamily> families() {
    return List.of(
        FormFamily.of(NAME, "columns of rows, one of them twice", 2, 3)
            .nodes(
                1,
                ModelBuilder.model()
                    .initializer("i", TensorData.ofVector(2, 0, 2))
                    .call(DOMAIN, EXTRACTOR, "x i", "y0")),
        FormFamily.of(NAME, "cells of a vector", 4)
            .nodes(
                1,
                ModelBuilder.model()
                    .initializer("i", TensorData.ofVector(3, 1))
                    .call(DOMAIN, EXTRACTOR, "x i", "y0")),
        FormFamily.of(NAME, "the label of the greatest score", 3, 4)
            .nodes(
                1,
                ModelBuilder.model()
                    .initializer("labels", reals(new int[] {4}, 5, -3, 8, 2))
                    .node("ArgMax", "x", "i", attribute("axis", 1))
                    .call(DOMAIN, EXTRACTOR, "labels i", "y0")));
  }
}
