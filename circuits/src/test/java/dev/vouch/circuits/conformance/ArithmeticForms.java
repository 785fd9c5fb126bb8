package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integer;
import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.random;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.List;

/** Forms of Add, Sub, Mul and Div. */
final class ArithmeticForms {
  private ArithmeticForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
      TensorData vector = random(0.5, 2, 3);
      families.add(
          FormFamily.of(operator, "constant vector along an axis", 2, 3, 2)
              .form(opsets(1, 6), List.of(vector), attribute("broadcast", 1), attribute("axis", 1))
              .form(opsets(7, 13, 14), List.of(vector.reshape(new int[] {3, 1}))));
      families.add(
          FormFamily.of(operator, "constant of the same shape", 2, 3)
              .form(opsets(1, 6, 7, 13, 14), List.of(random(0.5, 2, 2, 3))));
      families.add(
          FormFamily.of(operator, "constant number", 2, 3)
              .form(opsets(1, 6), List.of(number(-1.7)), attribute("broadcast", 1))
              .form(opsets(7, 13, 14), List.of(number(-1.7))));
      if (!operator.equals("Div")) {
        families.add(
            FormFamily.of(operator, "constant on the left side", 2, 3)
                .nodes(
                    14,
                    ModelBuilder.model()
                        .initializer("c", random(0.5, 2, 1, 3))
                        .node(operator, "c x", "y0")));
      }
    }
    ModelBuilder chain = ModelBuilder.model();
    for (int i = 0; i < 6; i++) {
      chain.initializer("c" + i, number(0.3 + 0.4 * i));
      chain.node("Mul", (i == 0 ? "x" : "p" + i) + " c" + i, i == 5 ? "y0" : "p" + (i + 1));
    }
    families.add(FormFamily.of("Mul", "six numbers in a row", 2, 3).nodes(14, chain));
    for (double factor : new double[] {0x1p-9, 64}) {
      families.add(
          FormFamily.of("Mul", "a sum times " + factor, 2, 3)
              .nodes(
                  14,
                  ModelBuilder.model()
                      .initializer("w", random(0.5, 2, 3, 3))
                      .initializer("c", number(factor))
                      .node("MatMul", "x w", "s")
                      .node("Mul", "s c", "y0")));
    }
    families.add(
        FormFamily.of("Add", "values of very different magnitude", 2, 3)
            .nodes(
                14,
                ModelBuilder.model()
                    .initializer("small", number(1e-9))
                    .node("Mul", "x small", "s")
                    .node("Add", "s x", "y0")));
    families.add(
        FormFamily.ofIntegers("Mul", "products of computed integers, doubled", 2, 3)
            .nodes(
                14,
                ModelBuilder.model()
                    .initializer("two", TensorData.ofLongs(DataType.INT64, new int[0], 2))
                    .node("Mul", "x x", "p")
                    .node("Mul", "p x", "q")
                    .node("Mul", "q two", "y0")));
    families.add(
        FormFamily.ofIntegers("Add", "large integer", 2, 3)
            .form(
                opsets(14),
                List.of(TensorData.ofLongs(DataType.INT64, new int[] {3}, 100_003, -7, 1L << 35))));
    families.add(
        FormFamily.ofIntegers("Div", "integer for each column", 2, 4)
            .form(
                opsets(7, 14),
                List.of(TensorData.ofLongs(DataType.INT64, new int[] {4}, 1, 3, 64, 60_001))));
    TensorData divisor = TensorData.ofLongs(DataType.INT64, new int[0], 7);
    for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
      families.add(
          FormFamily.ofIntegers(operator, "integers and a constant", 2, 3)
              .form(opsets(7, 13, 14), List.of(divisor)));
    }
    families.addAll(integerDivisions());
    families.addAll(realRemainders());
    families.addAll(wrapping());
    return families;
  }

  private static List<FormFamily> integerDivisions() {
    TensorData divisors = TensorData.ofLongs(DataType.INT64, new int[] {4}, -3, 7, -64, 100_003);
    List<FormFamily> families = new ArrayList<>();
    families.add(
        FormFamily.ofIntegers("Div", "integers by numbers of both signs", 2, 4)
            .form(opsets(7, 14), List.of(divisors)));
    families.add(
        FormFamily.ofIntegers("Div", "integers by a negative number", 2, 4)
            .form(opsets(7, 14), List.of(integer(-3))));
    for (long fmod : new long[] {0, 1}) {
      String kind = fmod == 0 ? "modulus" : "remainder";
      families.add(
          FormFamily.ofIntegers("Mod", kind + " by numbers of both signs", 2, 4)
              .form(opsets(10, 13), List.of(divisors), attribute("fmod", fmod)));
      families.add(
          FormFamily.ofIntegers("Mod", kind + " by one number", 2, 4)
              .form(opsets(10, 13), List.of(integer(-10)), attribute("fmod", fmod)));
      families.add(
          FormFamily.ofIntegers("Mod", kind + " by computed numbers of both signs", 2, 4)
              .nodes(13, oddDivisors().node("Mod", "x d", "y0", attribute("fmod", fmod))));
    }
    families.add(
        FormFamily.ofIntegers("Div", "integers by computed numbers of both signs", 2, 4)
            .nodes(13, oddDivisors().node("Div", "x d", "y0"))
            .nodes(14, oddDivisors().node("Div", "x d", "y0")));
    return families;
  }

  private static List<FormFamily> realRemainders() {
    TensorData divisors =
        TensorData.ofDoubles(DataType.FLOAT, new int[] {4}, 0.3, -0.75, 1 / 3.0, -6.25);
    AttributeProto fmod = attribute("fmod", 1);
    return List.of(
        FormFamily.of("Mod", "real numbers by numbers of both signs", 3, 4)
            .form(opsets(10, 13), List.of(divisors), fmod),
        FormFamily.of("Mod", "real numbers by one between their steps", 2, 5)
            .form(opsets(10, 13), List.of(number(0.1)), fmod),
        FormFamily.of("Mod", "real numbers by computed ones of both signs", 3, 4)
            .nodes(
                13,
                ModelBuilder.model()
                    .initializer("one", number(1))
                    .node("Abs", "x", "size")
                    .node("Add", "size one", "above")
                    .node("Mul", "above x", "far")
                    .node("Neg", "above", "below")
                    .node("Mod", "far below", "y0", fmod)),
        FormFamily.of("Mod", "a real number by computed ones", 3, 4)
            .nodes(
                13,
                ModelBuilder.model()
                    .initializer("one", number(1))
                    .initializer("ten", number(10.7))
                    .node("Abs", "x", "size")
                    .node("Add", "size one", "above")
                    .node("Mod", "ten above", "y0", fmod)));
  }

  /** d = 2·(x mod 5 with the sign of x) + 1, which is never 0. */
  private static ModelBuilder oddDivisors() {
    return ModelBuilder.model()
        .initializer("five", integer(5))
        .initializer("one", integer(1))
        .node("Mod", "x five", "r", attribute("fmod", 1))
        .node("Add", "r r", "even")
        .node("Add", "even one", "d");
  }

  /** Integers that leave their type. */
  private static List<FormFamily> wrapping() {
    List<FormFamily> families = new ArrayList<>();
    for (DataType type : List.of(DataType.UINT8, DataType.INT8)) {
      TensorData constant = TensorData.ofLongs(type, new int[0], 100);
      for (String operator : List.of("Add", "Sub", "Mul")) {
        families.add(
            FormFamily.of(operator, type.displayName() + " wrapped around", type, 2, 6)
                .form(opsets(14), List.of(constant)));
      }
    }
    for (String operator : List.of("Neg", "Abs")) {
      families.add(
          FormFamily.of(operator, "of the least int8", DataType.INT8, 2, 2)
              .nodes(
                  13,
                  ModelBuilder.model()
                      .initializer("least", TensorData.ofLongs(DataType.INT8, new int[0], -128))
                      .node("Min", "x least", "m")
                      .node(operator, "m", "y0")));
    }
    families.add(
        FormFamily.of("Cast", "int64 to uint8", DataType.INT64, 2, 6)
            .form(opsets(6, 9, 13), attribute("to", DataType.UINT8.onnxCode())));
    families.add(
        FormFamily.of("Cast", "real numbers to integers", 3, 5)
            .form(opsets(6, 9, 13), attribute("to", DataType.INT64.onnxCode())));
    return families;
  }
}
