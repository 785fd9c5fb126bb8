package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.booleans;
import static dev.vouch.circuits.conformance.FormConstants.integer;
import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.vector;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.List;

/**
 * Forms of operators that are computed when a model is imported: of constants, and the result is
 * added to the input. The form they are compared with has the result, worked out by hand, as a
 * constant.
 */
final class FoldedForms {
  private static final int OPSET = 17;

  private FoldedForms() {}

  static List<FormFamily> families() {
    TensorData no = booleans(0, 0, 1);
    TensorData yes = booleans(0, 1, 1);
    TensorData a = vector(1, 2, 3);
    TensorData b = vector(1, 3, 2);
    TensorData between = vector(-1.5, 0.25, 2);
    return List.of(
        family("And", vector(0, 0, 1), List.of(no, yes)),
        family("CastLike", vector(-1, 0, 2), List.of(between, integer(0))),
        family("Ceil", vector(-1, 1, 2), List.of(between)),
        family("Constant", number(2.5), List.of(), attribute("value", number(2.5))),
        family(
            "ConstantOfShape",
            vector(2.5, 2.5, 2.5),
            List.of(integers(3)),
            attribute("value", vector(2.5))),
        family("Equal", vector(1, 0, 0), List.of(a, b)),
        family("Floor", vector(-2, 0, 2), List.of(between)),
        family("Greater", vector(0, 0, 1), List.of(a, b)),
        family("GreaterOrEqual", vector(1, 0, 1), List.of(a, b)),
        family(
            "LayerNormalization",
            vector(-1, 0, 3),
            List.of(vector(-1, 0, 1), vector(1, 1, 2), vector(0, 0, 1)),
            attribute("epsilon", 1.0 / 3)),
        family("Less", vector(0, 1, 0), List.of(a, b)),
        family("LessOrEqual", vector(1, 1, 0), List.of(a, b)),
        family("Log", vector(0, Math.log(2), Math.log(3)), List.of(a)),
        family("Mod", vector(2, 1, 0), List.of(integers(-7, 7, 6), integer(3))),
        family("NonZero", vector(0, 1, 2), List.of(integers(5, 7, -1))),
        family("Not", vector(1, 1, 0), List.of(no)),
        family("Or", vector(0, 1, 1), List.of(no, yes)),
        family("Pow", vector(1, 8, 9), List.of(a, b)),
        family("Range", vector(1, 3, 5), List.of(integer(1), integer(7), integer(2))),
        family("Reciprocal", vector(1, 0.5, 0.25), List.of(vector(1, 2, 4))),
        family("ReduceProd", number(6), List.of(a)),
        family("Shape", number(3), List.of(a)),
        family("Size", number(3), List.of(a)),
        family("Sqrt", vector(1, 1.5, 2), List.of(vector(1, 2.25, 4))),
        family("Where", vector(1, 3, 3), List.of(no, a, b)),
        family("Xor", vector(0, 1, 0), List.of(no, yes)));
  }

  private static FormFamily family(
      String operator, TensorData result, List<TensorData> operands, AttributeProto... attributes) {
    ModelBuilder computed = ModelBuilder.model();
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < operands.size(); i++) {
      computed.initializer("c" + i, operands.get(i));
      names.append(i == 0 ? "c" : " c").append(i);
    }
    computed
        .node(operator, names.toString(), "result", attributes)
        .node("Cast", "result", "real", attribute("to", DataType.FLOAT.onnxCode()))
        .node("Add", "x real", "y0");
    ModelBuilder known =
        ModelBuilder.model().initializer("real", result).node("Add", "x real", "y0");
    return FormFamily.of(operator, "of constants", 2, 3).nodes(OPSET, computed).nodes(OPSET, known);
  }
}
