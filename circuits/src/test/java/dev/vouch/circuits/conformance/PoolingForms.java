package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.weights;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.List;

/** Forms of pooling. */
final class PoolingForms {
  private PoolingForms() {}

  static List<FormFamily> families() {
    AttributeProto kernel = attributes("kernel_shape", 2, 3);
    AttributeProto strides = attributes("strides", 2, 2);
    AttributeProto pads = attributes("pads", 1, 0, 0, 1);
    AttributeProto ceil = attribute("ceil_mode", 1);
    AttributeProto dilations = attributes("dilations", 2, 1);
    AttributeProto counted = attribute("count_include_pad", 1);
    List<FormFamily> families = new ArrayList<>();
    families.add(
        FormFamily.of("MaxPool", "strides and padding", 1, 2, 5, 6)
            .form(opsets(1, 8, 10, 11, 12, 22), kernel, strides, pads));
    families.add(
        FormFamily.of("MaxPool", "ceil_mode and dilations", 1, 2, 6, 6)
            .form(opsets(10, 11, 12, 22), kernel, strides, dilations, ceil));
    families.add(
        FormFamily.of("MaxPool", "one axis", 2, 2, 7)
            .form(opsets(1, 12, 22), attributes("kernel_shape", 3), attributes("strides", 2)));
    families.add(
        FormFamily.of("AveragePool", "strides and padding", 1, 2, 5, 6)
            .form(opsets(1, 7, 10, 11, 19, 22), kernel, strides, pads));
    families.add(
        FormFamily.of("AveragePool", "padding counted", 1, 2, 5, 6)
            .form(opsets(7, 10, 11, 19, 22), kernel, strides, pads, counted));
    families.add(
        FormFamily.of("AveragePool", "ceil_mode", 1, 2, 5, 6)
            .form(opsets(10, 11, 19, 22), kernel, strides, pads, ceil));
    families.add(
        FormFamily.of("AveragePool", "ceil_mode, padding counted", 1, 2, 5, 6)
            .form(opsets(10, 11, 19, 22), kernel, strides, pads, ceil, counted));
    families.add(
        FormFamily.of("AveragePool", "dilations", 1, 2, 6, 6)
            .form(opsets(19, 22), kernel, dilations));
    for (String operator : List.of("MaxPool", "AveragePool")) {
      for (String pad : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
        families.add(
            FormFamily.of(operator, "auto_pad " + pad, 1, 1, 5, 6)
                .form(opsets(1, 11, 22), kernel, strides, attribute("auto_pad", pad)));
      }
    }
    families.add(FormFamily.of("GlobalAveragePool", "two axes", 2, 3, 3, 5).form(opsets(1, 22)));
    families.add(
        FormFamily.of("GlobalAveragePool", "after a convolution", 1, 2, 9, 9)
            .nodes(
                22,
                ModelBuilder.model()
                    .initializer("w", weights(3, 2, 3, 3))
                    .node("Conv", "x w", "c")
                    .node("GlobalAveragePool", "c", "y0")));
    families.add(FormFamily.of("GlobalAveragePool", "one axis", 2, 3, 4).form(opsets(1, 22)));
    addNorms(families);
    addPlaces(families);
    return families;
  }

  private static void addNorms(List<FormFamily> families) {
    families.add(FormFamily.of("GlobalMaxPool", "two axes", 2, 3, 3, 5).form(opsets(1, 22)));
    families.add(FormFamily.of("GlobalMaxPool", "one axis", 2, 3, 4).form(opsets(1, 22)));
    families.add(
        FormFamily.of("GlobalLpPool", "sum of magnitudes", 2, 3, 3, 5)
            .form(opsets(1), attribute("p", 1.0))
            .form(opsets(2, 22), attribute("p", 1)));
    families.add(
        FormFamily.of("LpPool", "sum of magnitudes, strides, padding", 1, 2, 5, 6)
            .form(
                opsets(1),
                attributes("kernel_shape", 2, 3),
                attributes("strides", 2, 1),
                attributes("pads", 1, 0, 0, 1),
                attribute("p", 1.0))
            .form(
                opsets(2, 11, 18, 22),
                attributes("kernel_shape", 2, 3),
                attributes("strides", 2, 1),
                attributes("pads", 1, 0, 0, 1),
                attribute("p", 1)));
    families.add(
        FormFamily.of("LpPool", "sum of magnitudes, dilations, rounded up", 1, 1, 6, 6)
            .form(
                opsets(18, 22),
                attributes("kernel_shape", 2, 3),
                attributes("strides", 2, 2),
                attributes("dilations", 2, 1),
                attribute("ceil_mode", 1),
                attribute("p", 1)));
  }

  private static void addPlaces(List<FormFamily> families) {
    families.add(
        FormFamily.of("MaxPool", "and where it is", 2, 3, 6, 5)
            .outputs(2)
            .form(
                opsets(8, 10, 11, 12, 22),
                attributes("kernel_shape", 3, 2),
                attributes("strides", 2, 2),
                attributes("pads", 1, 0, 1, 1)));
    families.add(
        FormFamily.of("MaxPool", "and where it is, counted by columns", 1, 2, 4, 5)
            .outputs(2)
            .form(
                opsets(8, 12, 22),
                attributes("kernel_shape", 2, 2),
                attribute("storage_order", 1)));
  }
}
