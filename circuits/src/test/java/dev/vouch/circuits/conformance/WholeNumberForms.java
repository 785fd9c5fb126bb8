package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.booleans;
import static dev.vouch.circuits.conformance.FormConstants.integer;
import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.vector;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;

/** Forms of roundings, functions of bits, cumulative sums, categories and constant choices. */
final class WholeNumberForms {
  private WholeNumberForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    families.addAll(roundings());
    families.addAll(bits());
    families.addAll(sums());
    families.addAll(categories());
    return families;
  }

  private static List<FormFamily> roundings() {
    ModelBuilder halves =
        ModelBuilder.model()
            .initializer("two", number(0.5))
            .node("Cast", "x", "r", attribute("to", DataType.FLOAT.onnxCode()))
            .node("Mul", "r two", "h")
            .node("Round", "h", "n")
            .node("Cast", "n", "y0", attribute("to", DataType.INT64.onnxCode()));
    return List.of(
        FormFamily.of("Ceil", "upwards", 2, 5).form(opsets(6, 13)),
        FormFamily.of("Floor", "downwards", 2, 5).form(opsets(6, 13)),
        FormFamily.of("Round", "to the nearest", 2, 5).form(opsets(11, 22)),
        FormFamily.ofIntegers("Round", "halves to even ones", 2, 6).nodes(22, halves),
        FormFamily.of("Cast", "toward zero", 2, 5)
            .form(opsets(6, 9, 13), attribute("to", DataType.INT32.onnxCode())),
        FormFamily.of("IsNaN", "never", 2, 5).form(opsets(9, 13, 20)),
        FormFamily.of("IsInf", "never", 2, 5)
            .form(opsets(10, 20), attribute("detect_negative", 0)));
  }

  private static List<FormFamily> bits() {
    List<FormFamily> families = new ArrayList<>();
    TensorData mask = integers(0x5a, -77, 1L << 33);
    for (String operator : List.of("BitwiseAnd", "BitwiseOr", "BitwiseXor")) {
      families.add(
          FormFamily.ofIntegers(operator, "with constants", 2, 3).form(opsets(18), List.of(mask)));
      for (DataType type : List.of(DataType.UINT8, DataType.INT16)) {
        families.add(
            FormFamily.of(operator, "of computed " + type.displayName(), type, 2, 6)
                .nodes(
                    18,
                    ModelBuilder.model()
                        .initializer("c", TensorData.ofLongs(type, new int[0], 29))
                        .node("Mul", "x c", "m")
                        .node(operator, "x m", "y0")));
      }
    }
    for (DataType type : List.of(DataType.UINT8, DataType.INT64)) {
      families.add(
          FormFamily.of("BitwiseNot", "of " + type.displayName(), type, 2, 6).form(opsets(18)));
    }
    for (String direction : List.of("LEFT", "RIGHT")) {
      TensorData shifts = TensorData.ofLongs(DataType.UINT8, new int[] {3}, 3, 0, 8);
      families.add(
          FormFamily.of("BitShift", direction + " by constants", DataType.UINT8, 2, 3)
              .form(opsets(11), List.of(shifts), attribute("direction", direction)));
      families.add(
          FormFamily.of("BitShift", direction + " by one number", DataType.UINT16, 2, 6)
              .form(
                  opsets(11),
                  List.of(TensorData.ofLongs(DataType.UINT16, new int[0], 5)),
                  attribute("direction", direction)));
      families.add(
          FormFamily.of("BitShift", direction + " by computed numbers", DataType.UINT16, 2, 6)
              .nodes(
                  11,
                  ModelBuilder.model()
                      .initializer("c", TensorData.ofLongs(DataType.UINT16, new int[0], 20))
                      .node("Mod", "x c", "b")
                      .node("BitShift", "x b", "y0", attribute("direction", direction))));
    }
    return families;
  }

  private static List<FormFamily> sums() {
    List<FormFamily> families = new ArrayList<>();
    for (int kind = 0; kind < 4; kind++) {
      String name = (kind & 1) == 0 ? "with the cell" : "without the cell";
      families.add(
          FormFamily.of("CumSum", name + (kind < 2 ? "" : ", backwards"), 2, 4, 3)
              .form(
                  opsets(11, 14),
                  List.of(integer(kind < 2 ? 1 : -1)),
                  attribute("exclusive", kind & 1),
                  attribute("reverse", kind >> 1)));
    }
    families.add(
        FormFamily.of("CumSum", "of sums", 3, 4)
            .nodes(
                14,
                ModelBuilder.model()
                    .initializer("w", FormConstants.random(-1, 1, 4, 5))
                    .initializer("axis", integer(0))
                    .node("MatMul", "x w", "m")
                    .node("CumSum", "m axis", "y0")));
    families.add(
        FormFamily.of("CumSum", "wrapped around", DataType.INT8, 2, 6)
            .form(opsets(11, 14), List.of(integer(1))));
    return families;
  }

  private static List<FormFamily> categories() {
    ModelBuilder remainders =
        ModelBuilder.model()
            .initializer("seven", integer(7))
            .initializer("three", integer(3))
            .initializer("depth", integer(4))
            .initializer("values", vector(-0.3, 1.7))
            .node("Mod", "x seven", "m")
            .node("Sub", "m three", "index")
            .node("OneHot", "index depth values", "y0", attribute("axis", 0));
    ModelBuilder known =
        ModelBuilder.model()
            .initializer("known", FormConstants.reals(new int[] {2, 3}, 0, 0, 1, 0, 0, 0))
            .node("Add", "x known", "y0");
    return List.of(
        FormFamily.ofIntegers("OneHot", "most of them unknown", 2, 6)
            .form(opsets(9, 11), List.of(integer(5), integers(3, -2))),
        FormFamily.ofIntegers("OneHot", "from the end, and unknown", 2, 6).nodes(11, remainders),
        FormFamily.of("OneHot", "real indices", 2, 6)
            .form(opsets(9, 11), List.of(number(3), vector(0, 1)), attribute("axis", 1)),
        FormFamily.of("EyeLike", "second diagonal", 2, 3)
            .nodes(
                9,
                ModelBuilder.model()
                    .node("EyeLike", "x", "eye", attribute("k", 2))
                    .node("Add", "x eye", "y0"))
            .nodes(22, known),
        FormFamily.of("Compress", "columns", 2, 4)
            .form(opsets(9, 11), List.of(booleans(1, 0, 1)), attribute("axis", 1)),
        FormFamily.of("Compress", "cells", 2, 4)
            .form(opsets(9, 11), List.of(booleans(0, 1, 0, 0, 1))),
        FormFamily.of("Clip", "computed bounds", 2, 5)
            .nodes(
                13,
                ModelBuilder.model()
                    .node("ReduceMean", "x", "mean", attribute("keepdims", 0))
                    .node("ReduceMax", "x", "most", attribute("keepdims", 0))
                    .node("Neg", "x", "n")
                    .node("Clip", "n mean most", "y0")));
  }
}
