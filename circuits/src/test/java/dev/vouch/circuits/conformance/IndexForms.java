package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.weights;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;

/** Forms of operators that gather, scatter, fold and regroup cells by constant indices. */
final class IndexForms {
  private IndexForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    addGathering(families);
    addScattering(families);
    addGrouping(families);
    return families;
  }

  private static TensorData indices(int rows, long... values) {
    return integers(values).reshape(rows, values.length / rows);
  }

  private static void addGathering(List<FormFamily> families) {
    families.add(
        FormFamily.of("GatherElements", "along the first axis", 3, 4)
            .form(opsets(11, 13), List.of(indices(2, 0, 2, -1, 1, 1, 0))));
    families.add(
        FormFamily.of("GatherElements", "along the last axis", 3, 4)
            .form(opsets(11, 13), List.of(indices(2, 0, 3, 3, 2)), attribute("axis", 1))
            .form(opsets(11, 13), List.of(indices(2, 0, -1, 3, -2)), attribute("axis", -1)));
    families.add(
        FormFamily.of("GatherND", "rows", 3, 4, 2)
            .form(opsets(11, 12, 13), List.of(indices(2, 2, 1, 0, -4))));
    families.add(
        FormFamily.of("GatherND", "cells, image by image", 2, 4, 3)
            .form(
                opsets(12, 13),
                List.of(integers(0, 1, -1, 2, 3, -3, 1, 1).reshape(2, 2, 2)),
                attribute("batch_dims", 1)));
    families.add(
        FormFamily.of("ReverseSequence", "time first", 4, 3, 2)
            .form(opsets(10), List.of(integers(4, 1, 3)))
            .form(
                opsets(10),
                List.of(integers(4, 1, 3)),
                attribute("time_axis", 0),
                attribute("batch_axis", 1)));
    families.add(
        FormFamily.of("ReverseSequence", "batch first", 3, 4, 2)
            .form(
                opsets(10),
                List.of(integers(4, 0, 3)),
                attribute("time_axis", 1),
                attribute("batch_axis", 0)));
  }

  private static void addScattering(List<FormFamily> families) {
    List<TensorData> elements = List.of(indices(2, 0, 2, -1, 1, 1, 0), weights(2, 3));
    families.add(
        FormFamily.of("Scatter", "along the first axis", 3, 3).form(opsets(9, 10), elements));
    families.add(
        FormFamily.of("ScatterElements", "along the last axis", 3, 4)
            .form(
                opsets(11, 13, 16, 18),
                List.of(indices(2, 0, -1, 3, 1), weights(2, 2)),
                attribute("axis", -1)));
    List<TensorData> repeated = List.of(indices(2, 0, 2, -1, 0, 2, 0), weights(2, 3));
    List<TensorData> rows = List.of(indices(3, 2, 0, -1), weights(3, 4));
    for (String reduction : List.of("none", "add", "mul")) {
      families.add(
          FormFamily.of("ScatterElements", "reduction " + reduction, 3, 3)
              .form(opsets(16, 18), repeated, attribute("reduction", reduction)));
      families.add(
          FormFamily.of("ScatterND", "reduction " + reduction, 3, 4)
              .form(opsets(16, 18), rows, attribute("reduction", reduction)));
    }
    for (String reduction : List.of("min", "max")) {
      families.add(
          FormFamily.of("ScatterElements", "reduction " + reduction, 3, 3)
              .form(opsets(18), repeated, attribute("reduction", reduction)));
      families.add(
          FormFamily.of("ScatterND", "reduction " + reduction, 3, 4)
              .form(opsets(18), rows, attribute("reduction", reduction)));
    }
    families.add(
        FormFamily.of("ScatterND", "cells", 3, 4)
            .form(opsets(11, 13, 16, 18), List.of(indices(2, 0, 1, -1, 2), weights(2))));
    families.add(
        FormFamily.ofIntegers("ScatterND", "integers are multiplied", 3, 2)
            .form(
                opsets(18),
                List.of(indices(2, 1, 1), integers(3, -2, 5, 7).reshape(2, 2)),
                attribute("reduction", "mul")));
  }

  private static void addGrouping(List<FormFamily> families) {
    families.add(
        FormFamily.of("DepthToSpace", "channels inside blocks", 2, 8, 2, 3)
            .form(opsets(1, 11, 13), attribute("blocksize", 2))
            .form(opsets(11, 13), attribute("blocksize", 2), attribute("mode", "DCR")));
    families.add(
        FormFamily.of("DepthToSpace", "blocks inside channels", 1, 18, 2, 1)
            .form(opsets(11, 13), attribute("blocksize", 3), attribute("mode", "CRD")));
    families.add(
        FormFamily.of("DepthToSpace", "three times, then a convolution", 1, 64, 1, 2)
            .nodes(
                13,
                ModelBuilder.model()
                    .initializer("w", weights(2, 1, 3, 3))
                    .node("DepthToSpace", "x", "a", attribute("blocksize", 2))
                    .node("DepthToSpace", "a", "b", attribute("blocksize", 2))
                    .node("DepthToSpace", "b", "c", attribute("blocksize", 2))
                    .node("Conv", "c w", "y0", attributes("pads", 1, 1, 1, 1))));
    families.add(
        FormFamily.of("SpaceToDepth", "blocks of 2", 2, 3, 4, 6)
            .form(opsets(1, 13), attribute("blocksize", 2)));
    families.add(
        FormFamily.of("CenterCropPad", "all axes", 2, 5, 7)
            .form(opsets(18), List.of(integers(3, 8, 4))));
    families.add(
        FormFamily.of("CenterCropPad", "some axes", 2, 5, 7)
            .form(opsets(18), List.of(integers(10, 2)), attributes("axes", -1, 1)));
    families.add(
        FormFamily.of("Col2Im", "overlapping blocks", 2, 8, 12)
            .form(opsets(18), List.of(integers(4, 5), integers(2, 2))));
    families.add(
        FormFamily.of("Col2Im", "padding, strides, dilations", 1, 8, 4)
            .form(
                opsets(18),
                List.of(integers(4, 6), integers(2, 2)),
                attributes("pads", 0, 1, 1, 0),
                attributes("strides", 3, 3),
                attributes("dilations", 1, 2)));
  }
}
