package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.random;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.List;

/** Forms of smooth and of piecewise linear functions of one number, and of PRelu. */
final class FunctionForms {
  private FunctionForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    families.addAll(smooth());
    families.addAll(piecewiseLinear());
    families.addAll(trigonometric());
    families.addAll(parametricRectifiers());
    return families;
  }

  private static List<FormFamily> smooth() {
    AttributeProto consumed = attributes("consumed_inputs", 0);
    return List.of(
        FormFamily.of("Elu", "alpha 1", 2, 5)
            .form(opsets(1), consumed)
            .form(opsets(6, 22), attribute("alpha", 1.0)),
        FormFamily.of("Elu", "alpha 2.5", 2, 5).form(opsets(6, 22), attribute("alpha", 2.5)),
        FormFamily.of("Selu", "defaults", 2, 5).form(opsets(1, 6, 22)),
        FormFamily.of("Selu", "both attributes", 2, 5)
            .form(opsets(1, 6, 22), attribute("alpha", 2.0), attribute("gamma", 3.0)),
        FormFamily.of("Celu", "alpha 1", 2, 5).form(opsets(12)),
        FormFamily.of("Celu", "alpha 0.3", 2, 5).form(opsets(12), attribute("alpha", 0.3)),
        FormFamily.of("Celu", "negative alpha", 2, 5).form(opsets(12), attribute("alpha", -2.0)),
        FormFamily.of("Softplus", "logarithm of 1 + exp", 2, 5).form(opsets(1, 22)),
        FormFamily.of("Softsign", "quotient", 2, 5).form(opsets(1, 22)),
        FormFamily.of("Mish", "product with tanh", 2, 5).form(opsets(18, 22)),
        FormFamily.of("Swish", "alpha 1", 2, 5).form(opsets(24)),
        FormFamily.of("Swish", "alpha -2", 2, 5).form(opsets(24), attribute("alpha", -2.0)),
        FormFamily.of("ScaledTanh", "both attributes", 2, 5)
            .form(opsets(1), attribute("alpha", 1.7), attribute("beta", 0.6)),
        FormFamily.of("ParametricSoftplus", "both attributes", 2, 5)
            .form(opsets(1), attribute("alpha", 0.7), attribute("beta", 1.6)));
  }

  private static List<FormFamily> piecewiseLinear() {
    return List.of(
        FormFamily.of("Affine", "both attributes", 2, 5)
            .form(opsets(1), attribute("alpha", -1.7), attribute("beta", 0.6)),
        FormFamily.of("HardSwish", "gated", 2, 5).form(opsets(14, 22)),
        FormFamily.of("HardSwish", "beyond both bends", 2, 5)
            .nodes(
                22,
                ModelBuilder.model()
                    .initializer("c", number(3))
                    .node("Mul", "x c", "s")
                    .node("HardSwish", "s", "y0")),
        FormFamily.of("ThresholdedRelu", "alpha 1", 2, 5).form(opsets(10, 22)),
        FormFamily.of("ThresholdedRelu", "alpha -0.6", 2, 5)
            .form(opsets(10, 22), attribute("alpha", -0.6)),
        FormFamily.of("Shrink", "hard", 2, 5).form(opsets(9), attribute("lambd", 1.5)),
        FormFamily.of("Shrink", "soft", 2, 5)
            .form(opsets(9), attribute("lambd", 1.5), attribute("bias", 1.5)),
        FormFamily.of("Shrink", "with a jump", 2, 5)
            .form(opsets(9), attribute("lambd", 0.5), attribute("bias", -0.7)),
        FormFamily.of("Shrink", "both ranges meet", 2, 5)
            .form(opsets(9), attribute("lambd", -0.4), attribute("bias", 0.7)),
        FormFamily.of("Sign", "of real numbers", 2, 5).form(opsets(9, 13)),
        FormFamily.ofIntegers("Sign", "of integers", 2, 5).form(opsets(9, 13)),
        FormFamily.of("Sign", "of integers without sign", DataType.UINT8, 2, 5)
            .form(opsets(9, 13)));
  }

  private static List<FormFamily> trigonometric() {
    List<FormFamily> families = new ArrayList<>();
    for (String operator : List.of("Sin", "Cos", "Tan")) {
      families.add(FormFamily.of(operator, "of an angle", 2, 5).form(opsets(7, 22)));
    }
    families.add(of("Sin", "Mul", 15));
    families.add(of("Cos", "Mul", 15));
    families.add(
        FormFamily.of("Tan", "of large angles far from its poles", 2, 5)
            .nodes(
                22,
                ModelBuilder.model()
                    .initializer("c", number(0.3))
                    .initializer("d", number(31))
                    .node("Mul", "x c", "m")
                    .node("Add", "m d", "s")
                    .node("Tan", "s", "y0")));
    families.add(FormFamily.of("Atan", "inverse", 2, 5).form(opsets(7, 22)));
    for (String operator : List.of("Sinh", "Cosh", "Asinh")) {
      families.add(FormFamily.of(operator, "hyperbolic", 2, 5).form(opsets(9, 22)));
    }
    for (String operator : List.of("Asin", "Acos", "Atanh")) {
      families.add(of(operator, "Mul", 0.45));
    }
    families.add(of("Acosh", "Add", 3.1));
    return families;
  }

  /** A function of the input times or plus a number. */
  private static FormFamily of(String operator, String before, double number) {
    return FormFamily.of(operator, "after " + before + " " + number, 2, 5)
        .nodes(
            22,
            ModelBuilder.model()
                .initializer("c", number(number))
                .node(before, "x c", "s")
                .node(operator, "s", "y0"));
  }

  private static List<FormFamily> parametricRectifiers() {
    TensorData slopes = random(-1.5, 1.5, 3);
    TensorData perCell = random(-0.5, 0.5, 2, 3, 4);
    return List.of(
        FormFamily.of("PRelu", "a slope for each channel", 2, 3, 4)
            .form(opsets(1), List.of(slopes), attributes("consumed_inputs", 0))
            .form(opsets(6), List.of(slopes))
            .form(opsets(7, 9, 16), List.of(slopes.reshape(3, 1))),
        FormFamily.of("PRelu", "one slope", 2, 3, 4)
            .form(opsets(1, 6, 7, 9, 16), List.of(FormConstants.vector(0.01))),
        FormFamily.of("PRelu", "a slope for each cell", 2, 3, 4)
            .form(opsets(7, 9, 16), List.of(perCell)),
        FormFamily.ofIntegers("PRelu", "of integers", 2, 3)
            .form(opsets(9, 16), List.of(FormConstants.integers(2, -3, 0))),
        FormFamily.of("PRelu", "computed slopes", 2, 3)
            .nodes(
                16,
                ModelBuilder.model()
                    .node("ReduceMean", "x", "slope", attributes("axes", 0))
                    .node("PRelu", "x slope", "y0")));
  }
}
