package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integer;
import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.weights;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Forms of operators that move cells. */
final class ShapeForms {
  private ShapeForms() {}

  static List<FormFamily> families() {
    AttributeProto reflect = attribute("mode", "reflect");
    AttributeProto edge = attribute("mode", "edge");
    List<FormFamily> families = new ArrayList<>();
    families.add(
        FormFamily.of("Transpose", "given order", 2, 3, 4)
            .form(opsets(1, 13, 21, 23), attributes("perm", 2, 0, 1)));
    families.add(FormFamily.of("Transpose", "reversed order", 2, 3, 4).form(opsets(1, 13, 21)));
    families.add(
        FormFamily.of("Squeeze", "given axes", 1, 3, 1, 2)
            .form(opsets(1, 11), attributes("axes", 0, 2))
            .form(opsets(11), attributes("axes", 0, -2))
            .form(opsets(13, 21, 23), List.of(integers(0, -2))));
    families.add(FormFamily.of("Squeeze", "all axes", 1, 3, 1, 2).form(opsets(1, 11, 13, 21)));
    families.add(
        FormFamily.of("Unsqueeze", "two axes", 3, 2)
            .form(opsets(1, 11), attributes("axes", 0, 3))
            .form(opsets(11), attributes("axes", 0, -1))
            .form(opsets(13, 21, 23), List.of(integers(-1, 0))));
    families.add(
        FormFamily.of("Concat", "with a constant", 2, 3)
            .form(opsets(1, 4, 11, 13), List.of(weights(2, 2)), attribute("axis", 1))
            .form(opsets(1), List.of(weights(2, 2)))
            .form(opsets(11, 13), List.of(weights(2, 2)), attribute("axis", -1)));
    ModelBuilder many = ModelBuilder.model();
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      many.initializer("at" + i, integers(i % 3)).node("Gather", "x at" + i, "p" + i);
      parts.append(i == 0 ? "p" : " p").append(i);
    }
    families.add(
        FormFamily.of("Concat", "40 parts", 3, 2)
            .nodes(13, many.node("Concat", parts.toString(), "y0", attribute("axis", 0))));
    families.add(
        FormFamily.of("Slice", "two axes", 4, 5)
            .form(
                opsets(1),
                attributes("axes", 0, 1),
                attributes("starts", 1, -3),
                attributes("ends", 3, 100))
            .form(opsets(10, 11, 13), List.of(integers(1, -3), integers(3, 100), integers(0, 1)))
            .form(
                opsets(11, 13),
                List.of(integers(-3, 1), integers(100, 3), integers(-1, 0), integers(1, 1))));
    families.add(
        FormFamily.of("Slice", "first axes", 4, 5)
            .form(opsets(1), attributes("starts", 1), attributes("ends", -1))
            .form(opsets(10, 13), List.of(integers(1), integers(-1))));
    families.add(
        FormFamily.of("Slice", "backwards in steps", 4, 5)
            .form(
                opsets(10, 11, 13),
                List.of(integers(-1), integers(-100), integers(1), integers(-2))));
    families.add(
        FormFamily.of("Split", "given lengths", 2, 6)
            .outputs(3)
            .form(opsets(2, 11), attributes("split", 1, 2, 3), attribute("axis", 1))
            .form(opsets(13, 18), List.of(integers(1, 2, 3)), attribute("axis", 1)));
    families.add(
        FormFamily.of("Split", "equal lengths", 6, 2)
            .outputs(3)
            .form(opsets(2, 11, 13))
            .form(opsets(18), attribute("num_outputs", 3)));
    families.add(
        FormFamily.of("Split", "shorter last part", 2, 7)
            .outputs(3)
            .form(opsets(18), attribute("num_outputs", 3), attribute("axis", -1))
            .form(opsets(18), List.of(integers(3, 3, 1)), attribute("axis", -1)));
    families.add(
        FormFamily.of("Split", "a part without cells, joined again", 2, 5)
            .nodes(
                18,
                ModelBuilder.model()
                    .initializer("lengths", integers(3, 0, 2))
                    .node("Split", "x lengths", "a b c", attribute("axis", 1))
                    .node("Concat", "c b a", "y0", attribute("axis", 1))));
    families.add(
        FormFamily.of("Split", "an output that nothing reads", 2, 5)
            .nodes(
                18,
                ModelBuilder.model()
                    .initializer("lengths", integers(3, 1, 1))
                    .node("Split", "x lengths", "- y0 unread", attribute("axis", 1))));
    families.add(
        FormFamily.of("Gather", "constant indices", 3, 4)
            .form(opsets(1, 11, 13), List.of(integers(3, 0, 0)), attribute("axis", 1))
            .form(opsets(11, 13), List.of(integers(-1, -4, 0)), attribute("axis", -1)));
    families.add(
        FormFamily.of("Gather", "one index", 3, 4)
            .form(opsets(1, 11, 13), List.of(TensorData.ofLongs(DataType.INT64, new int[0], 2))));
    families.add(
        FormFamily.of("Tile", "both axes", 2, 3).form(opsets(6, 13), List.of(integers(2, 3))));
    families.add(FormFamily.of("Trilu", "upper half", 3, 4).form(opsets(14)));
    families.add(
        FormFamily.of("Trilu", "below the diagonal", 3, 4)
            .form(opsets(14), List.of(integer(-1)), attribute("upper", 0)));
    families.add(
        FormFamily.of("Expand", "both ways", 3, 1).form(opsets(8, 13), List.of(integers(2, 1, 4))));
    families.add(
        FormFamily.of("Pad", "zero", 2, 3)
            .form(opsets(1), attributes("paddings", 0, 1, 1, 2))
            .form(opsets(2), attributes("pads", 0, 1, 1, 2))
            .form(opsets(11, 13, 18, 19, 21), List.of(integers(0, 1, 1, 2)))
            .form(opsets(18, 21), Arrays.asList(integers(1, 0, 2, 1), null, integers(-1, 0))));
    families.add(
        FormFamily.of("Pad", "constant", 2, 3)
            .form(opsets(2), attributes("pads", 1, 1, 0, 2), attribute("value", -1.5))
            .form(opsets(11, 13, 18), List.of(integers(1, 1, 0, 2), number(-1.5))));
    families.add(
        FormFamily.of("Pad", "negative", 3, 4)
            .form(opsets(2), attributes("pads", 0, -1, 1, -1))
            .form(opsets(11, 18), List.of(integers(0, -1, 1, -1))));
    families.add(
        FormFamily.of("Pad", "reflected", 3, 4)
            .form(opsets(2), attributes("pads", 1, 2, 2, 1), reflect)
            .form(opsets(11, 13, 18), List.of(integers(1, 2, 2, 1)), reflect));
    families.add(
        FormFamily.of("Pad", "edge", 3, 4)
            .form(opsets(2), attributes("pads", 1, 2, 2, 1), edge)
            .form(opsets(11, 13, 18), List.of(integers(1, 2, 2, 1)), edge));
    families.add(
        FormFamily.of("Pad", "wrapped", 3, 4)
            .form(opsets(19, 21), List.of(integers(1, 2, 2, 1)), attribute("mode", "wrap")));
    families.add(
        FormFamily.of("Pad", "what is left, wrapped", 3, 4)
            .form(opsets(19, 21), List.of(integers(-1, 4, 3, -2)), attribute("mode", "wrap")));
    families.add(
        FormFamily.of("Flatten", "from the third axis", 2, 3, 4)
            .form(opsets(1, 9, 11, 13, 21), attribute("axis", 2))
            .form(opsets(11, 13), attribute("axis", -1)));
    families.add(FormFamily.of("Flatten", "from the second axis", 2, 3, 4).form(opsets(1, 13)));
    families.add(FormFamily.of("Flatten", "all", 2, 3).form(opsets(1, 13), attribute("axis", 0)));
    families.add(
        FormFamily.of("Reshape", "no common refinement", 4, 3)
            .form(opsets(1), attributes("shape", 6, 2))
            .form(opsets(5, 13, 14, 21), List.of(integers(6, -1))));
    families.add(
        FormFamily.of("Reshape", "zero copies a length", 2, 6)
            .form(opsets(1), attributes("shape", 0, 2, 3))
            .form(opsets(5, 13, 14), List.of(integers(0, 2, -1)))
            .form(opsets(14), List.of(integers(2, 2, 3)), attribute("allowzero", 1)));
    return families;
  }
}
