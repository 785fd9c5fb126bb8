package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.random;
import static dev.vouch.circuits.conformance.FormConstants.reals;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Forms of operators that read images between cells, or put maxima back where they were. */
final class SamplingForms {
  private SamplingForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    addConstantGrids(families);
    addComputedGrids(families);
    addUnpooling(families);
    addRegions(families);
    return families;
  }

  private static void addConstantGrids(List<FormFamily> families) {
    for (String padding : List.of("zeros", "border", "reflection")) {
      for (long aligned : new long[] {0, 1}) {
        for (List<String> mode :
            List.of(
                List.of("bilinear", "linear"),
                List.of("nearest", "nearest"),
                List.of("bicubic", "cubic"))) {
          FormFamily family =
              FormFamily.of(
                  "GridSample",
                  mode.get(1) + ", " + padding + (aligned == 1 ? ", aligned corners" : ""),
                  2,
                  2,
                  4,
                  5);
          for (int opset : new int[] {16, 20, 22}) {
            family.form(
                opsets(opset),
                List.of(random(-1.6, 1.6, 2, 3, 2, 2)),
                attribute("mode", opset == 16 ? mode.get(0) : mode.get(1)),
                attribute("padding_mode", padding),
                attribute("align_corners", aligned));
          }
          families.add(family);
        }
      }
    }
    families.add(
        FormFamily.of("GridSample", "of volumes", 1, 2, 3, 2, 4)
            .form(opsets(20, 22), List.of(random(-1.2, 1.2, 1, 2, 1, 3, 3))));
  }

  /** Grids that depend on the data: its own first two channels, made smaller. */
  private static void addComputedGrids(List<FormFamily> families) {
    for (String mode : List.of("linear", "nearest", "cubic")) {
      List<String> paddings =
          mode.equals("cubic")
              ? List.of("zeros", "border")
              : List.of("zeros", "border", "reflection");
      for (String padding : paddings) {
        families.add(
            FormFamily.of("GridSample", mode + ", " + padding + ", by its own data", 1, 2, 3, 4)
                .nodes(
                    22,
                    ModelBuilder.model()
                        .initializer("size", number(0.7123))
                        .node("Transpose", "x", "last", attributes("perm", 0, 2, 3, 1))
                        .node("Mul", "last size", "grid")
                        .node(
                            "GridSample",
                            "x grid",
                            "y0",
                            attribute("mode", mode),
                            attribute("padding_mode", padding))));
      }
    }
  }

  private static void addUnpooling(List<FormFamily> families) {
    for (int opset : new int[] {9, 11, 22}) {
      families.add(
          FormFamily.of("MaxUnpool", "of what was pooled, opset " + opset, 2, 2, 4, 6)
              .nodes(
                  opset,
                  ModelBuilder.model()
                      .node("MaxPool", "x", "most at", windows())
                      .node("Neg", "most", "least")
                      .node("MaxUnpool", "least at", "y0", windows())));
    }
    families.add(
        FormFamily.of("MaxUnpool", "at known places of a larger result", 1, 1, 2, 2)
            .form(
                opsets(9, 11, 22),
                List.of(
                    FormConstants.integers(5, 7, 13, 15).reshape(1, 1, 2, 2),
                    FormConstants.integers(1, 1, 5, 5)),
                windows()));
  }

  private static void addRegions(List<FormFamily> families) {
    TensorData regions =
        reals(new int[] {3, 4}, 0.7, 0.2, 4.1, 3.3, -1.5, 1, 3.5, 2, 2, 2, 9.2, 8.1);
    List<TensorData> operands = List.of(regions, FormConstants.integers(1, 0, 1));
    for (long ratio : new long[] {0, 2}) {
      AttributeProto[] attributes = {
        attribute("output_height", 2),
        attribute("output_width", 3),
        attribute("sampling_ratio", ratio),
        attribute("spatial_scale", 0.9)
      };
      AttributeProto outer = attribute("coordinate_transformation_mode", "output_half_pixel");
      AttributeProto[] since16 = Arrays.copyOf(attributes, attributes.length + 1);
      since16[attributes.length] = outer;
      String samples = ratio == 0 ? "as many samples as cells" : "two samples";
      families.add(
          FormFamily.of("RoiAlign", samples, 2, 2, 5, 6)
              .form(opsets(10), operands, attributes)
              .form(opsets(16, 22), operands, since16));
      families.add(
          FormFamily.of("RoiAlign", samples + ", half a pixel off", 2, 2, 5, 6)
              .form(opsets(16, 22), operands, attributes));
    }
  }

  private static AttributeProto[] windows() {
    return new AttributeProto[] {attributes("kernel_shape", 2, 2), attributes("strides", 2, 2)};
  }
}
