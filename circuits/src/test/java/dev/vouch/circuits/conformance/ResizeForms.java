package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.vector;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Forms of Resize and Upsample. */
final class ResizeForms {
  private ResizeForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    addLegacy(families);
    addModes(families);
    addSizes(families);
    return families;
  }

  private static FormFamily image(String operator, String meaning) {
    return FormFamily.of(operator, meaning, 1, 2, 4, 5);
  }

  private static void addLegacy(List<FormFamily> families) {
    TensorData scales = vector(1, 1, 2, 3);
    for (String mode : List.of("nearest", "linear")) {
      families.add(
          image("Upsample", "mode " + mode)
              .form(opsets(7), attribute("mode", mode), attribute("scales", 1.0, 1.0, 2.0, 3.0))
              .form(opsets(9), List.of(scales), attribute("mode", mode)));
      families.add(
          image("Resize", "mode " + mode + ", left and down")
              .form(opsets(10), List.of(scales), attribute("mode", mode))
              .form(
                  opsets(11, 13, 18, 19),
                  Arrays.asList(null, scales),
                  attribute("mode", mode),
                  attribute("nearest_mode", "floor"),
                  attribute("coordinate_transformation_mode", "asymmetric")));
    }
    families.add(
        image("Resize", "nearest to a shorter axis, before modes")
            .form(opsets(10), List.of(vector(1, 1, 0.6, 0.5))));
  }

  private static void addModes(List<FormFamily> families) {
    List<TensorData> scales = Arrays.asList(null, vector(1, 1, 1.5, 0.7));
    for (String mode : List.of("nearest", "linear", "cubic")) {
      for (String from :
          List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")) {
        families.add(
            image("Resize", mode + ", " + from)
                .form(
                    opsets(13, 18, 19),
                    scales,
                    attribute("mode", mode),
                    attribute("coordinate_transformation_mode", from)));
      }
      families.add(
          image("Resize", mode + ", half_pixel_symmetric")
              .form(
                  opsets(19),
                  scales,
                  attribute("mode", mode),
                  attribute("coordinate_transformation_mode", "half_pixel_symmetric")));
      families.add(
          image("Resize", mode + ", a crop that leaves the image")
              .form(
                  opsets(11, 13, 18, 19),
                  Arrays.asList(
                      vector(0, 0, 0.4, 0.6, 1, 1, 1.2, 1.7),
                      TensorData.ofDoubles(DataType.FLOAT, new int[] {0}),
                      integers(1, 2, 3, 3)),
                  attribute("mode", mode),
                  attribute("coordinate_transformation_mode", "tf_crop_and_resize"),
                  attribute("extrapolation_value", 1.5)));
    }
    for (String nearest : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
      families.add(
          image("Resize", "nearest_mode " + nearest)
              .form(
                  opsets(11, 13, 19),
                  Arrays.asList(null, vector(1, 1, 2, 0.5)),
                  attribute("nearest_mode", nearest)));
    }
    families.add(
        image("Resize", "tf_half_pixel_for_nn")
            .form(
                opsets(11),
                Arrays.asList(null, vector(1, 1, 2, 1.5)),
                attribute("coordinate_transformation_mode", "tf_half_pixel_for_nn")));
    families.add(
        image("Resize", "cubic, outside excluded, another coefficient")
            .form(
                opsets(11, 13, 18, 19),
                scales,
                attribute("mode", "cubic"),
                attribute("exclude_outside", 1),
                attribute("cubic_coeff_a", -0.5)));
    for (String mode : List.of("linear", "cubic")) {
      families.add(
          image("Resize", mode + ", antialias")
              .form(
                  opsets(18, 19),
                  Arrays.asList(null, vector(1, 1, 0.5, 0.4)),
                  attribute("mode", mode),
                  attribute("antialias", 1)));
    }
  }

  private static void addSizes(List<FormFamily> families) {
    AttributeProto linear = attribute("mode", "linear");
    families.add(
        image("Resize", "given sizes")
            .form(opsets(13, 18), Arrays.asList(null, null, integers(1, 2, 7, 3)), linear)
            .form(
                opsets(18, 19),
                Arrays.asList(null, null, integers(3, 7)),
                linear,
                attributes("axes", -1, 2)));
    for (String policy : List.of("not_larger", "not_smaller")) {
      families.add(
          image("Resize", policy)
              .form(
                  opsets(18, 19),
                  Arrays.asList(null, null, integers(7, 8)),
                  attributes("axes", 2, 3),
                  attribute("keep_aspect_ratio_policy", policy)));
    }
    families.add(
        FormFamily.of("Resize", "one spatial axis", 1, 3, 7)
            .form(opsets(13), Arrays.asList(null, null, integers(1, 3, 4)), linear));
    families.add(
        FormFamily.of("Resize", "three spatial axes", 1, 1, 3, 4, 2)
            .form(opsets(13), Arrays.asList(null, null, integers(1, 1, 6, 5, 4)), linear));
    families.add(
        FormFamily.ofIntegers("Resize", "integers", 1, 1, 3, 4)
            .form(opsets(13), Arrays.asList(null, null, integers(1, 1, 6, 5))));
    families.add(
        image("Resize", "before a convolution")
            .nodes(
                13,
                ModelBuilder.model()
                    .initializer("scales", vector(1, 1, 2, 2))
                    .initializer("w", FormConstants.weights(2, 2, 3, 3))
                    .node("Resize", "x - scales", "r")
                    .node("Conv", "r w", "y0", attributes("pads", 1, 1, 1, 1))));
  }
}
