package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.weights;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;

/** Forms of ConvTranspose. */
final class TransposedForms {
  private static final int[] ALL = {1, 11, 22};

  private TransposedForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    families.add(
        FormFamily.of("ConvTranspose", "one axis, stride, output padding, bias", 2, 2, 4)
            .form(
                ALL,
                List.of(weights(2, 3, 3), weights(3)),
                attributes("strides", 2),
                attributes("pads", 1, 1),
                attributes("output_padding", 1)));
    families.add(
        FormFamily.of("ConvTranspose", "groups, asymmetric padding", 1, 4, 3, 4)
            .form(
                ALL,
                List.of(weights(4, 3, 4, 3), weights(6)),
                attribute("group", 2),
                attributes("kernel_shape", 4, 3),
                attributes("pads", 1, 0, 2, 1),
                attributes("strides", 2, 3)));
    families.add(
        FormFamily.of("ConvTranspose", "strides and dilations with common factors", 1, 2, 3, 3)
            .form(
                ALL,
                List.of(weights(2, 2, 3, 2)),
                attributes("dilations", 6, 3),
                attributes("strides", 4, 2)));
    for (String pad : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
      families.add(
          FormFamily.of("ConvTranspose", "auto_pad " + pad, 1, 2, 3, 4)
              .form(
                  ALL,
                  List.of(weights(2, 2, 3, 4)),
                  attribute("auto_pad", pad),
                  attributes("strides", 2, 2)));
    }
    families.add(
        FormFamily.of("ConvTranspose", "given output shape", 1, 2, 3, 3)
            .form(
                ALL,
                List.of(weights(2, 2, 3, 3)),
                attributes("output_shape", 10, 6),
                attributes("output_padding", 1, 0),
                attributes("strides", 3, 2)));
    families.add(
        FormFamily.of("ConvTranspose", "three axes", 1, 2, 2, 3, 2)
            .form(
                ALL,
                List.of(weights(2, 1, 2, 3, 2)),
                attributes("strides", 2, 1, 2),
                attributes("pads", 1, 0, 0, 1, 1, 0)));
    families.add(
        FormFamily.of("ConvTranspose", "then BatchNormalization", 1, 4, 3, 3)
            .nodes(
                17,
                ModelBuilder.model()
                    .initializer("w", weights(4, 2, 2, 2))
                    .initializer("scale", weights(4))
                    .initializer("bias", weights(4))
                    .initializer("mean", weights(4))
                    .initializer("variance", FormConstants.random(0.5, 2, 4))
                    .node("ConvTranspose", "x w", "c", attribute("group", 2))
                    .node("BatchNormalization", "c scale bias mean variance", "y0")));
    families.add(
        FormFamily.of("ConvTranspose", "computed kernel", 1, 2, 3, 4)
            .nodes(
                17,
                ModelBuilder.model()
                    .node("Transpose", "x", "w", attributes("perm", 1, 0, 2, 3))
                    .node(
                        "ConvTranspose",
                        "x w",
                        "y0",
                        attributes("strides", 2, 2),
                        attributes("pads", 1, 1, 1, 1))));
    return families;
  }
}
