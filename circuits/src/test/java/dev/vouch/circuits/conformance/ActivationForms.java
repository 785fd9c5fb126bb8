package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.Arrays;
import java.util.List;

/** Forms of functions of one value, of Softmax, ArgMax and ArgMin. */
final class ActivationForms {
  private ActivationForms() {}

  static List<FormFamily> families() {
    AttributeProto[] none = {};
    return List.of(
        FormFamily.of("Relu", "max(x, 0)", 2, 5)
            .form(opsets(1), attributes("consumed_inputs", 0))
            .form(opsets(6, 13, 14)),
        FormFamily.of("LeakyRelu", "slope 0.01", 2, 5).form(opsets(1, 6, 16), none),
        FormFamily.of("LeakyRelu", "slope 0.3", 2, 5)
            .form(opsets(1, 6, 16), attribute("alpha", 0.3)),
        FormFamily.of("Abs", "magnitude", 2, 5)
            .form(opsets(1), attributes("consumed_inputs", 0))
            .form(opsets(6, 13)),
        FormFamily.ofIntegers("Abs", "magnitude of integers", 2, 5).form(opsets(6, 13)),
        FormFamily.of("Neg", "opposite", 2, 5)
            .form(opsets(1), attributes("consumed_inputs", 0))
            .form(opsets(6, 13)),
        FormFamily.ofIntegers("Neg", "opposite of integers", 2, 5).form(opsets(6, 13)),
        FormFamily.of("Exp", "exponential", 2, 5)
            .form(opsets(1), attributes("consumed_inputs", 0))
            .form(opsets(6, 13)),
        FormFamily.of("Erf", "error function", 2, 5).form(opsets(9, 13)),
        FormFamily.of("Gelu", "exact", 2, 5).form(opsets(20)),
        FormFamily.of("Gelu", "by the hyperbolic tangent", 2, 5)
            .form(opsets(20), attribute("approximate", "tanh")),
        FormFamily.of("Sigmoid", "logistic", 2, 5).form(opsets(1, 6, 13)),
        FormFamily.of("HardSigmoid", "slope 0.2 from 0.5", 2, 5)
            .form(opsets(1), attributes("consumed_inputs", 0))
            .form(opsets(6, 22)),
        FormFamily.of("HardSigmoid", "both attributes", 2, 5)
            .form(opsets(1, 6, 22), attribute("alpha", -0.4), attribute("beta", 0.3)),
        FormFamily.of("Tanh", "hyperbolic tangent", 2, 5).form(opsets(1, 6, 13)),
        FormFamily.of("Clip", "both bounds", 2, 5)
            .form(opsets(1, 6), attribute("min", -0.5), attribute("max", 0.75))
            .form(opsets(11, 12, 13), List.of(number(-0.5), number(0.75))),
        FormFamily.of("Clip", "lower bound", 2, 5)
            .form(opsets(6), attribute("min", 0.3))
            .form(opsets(11, 13), List.of(number(0.3))),
        FormFamily.of("Clip", "upper bound", 2, 5)
            .form(opsets(6), attribute("max", -0.25))
            .form(opsets(11, 13), Arrays.asList(null, number(-0.25))),
        FormFamily.of("Clip", "no bound", 2, 5).form(opsets(6, 11, 13)),
        FormFamily.of("Clip", "least above most gives most", 2, 5)
            .form(opsets(13), List.of(number(1), number(-1))),
        FormFamily.ofIntegers("Clip", "integers", 2, 5)
            .form(
                opsets(12, 13),
                List.of(
                    TensorData.ofLongs(DataType.INT64, new int[0], -100),
                    TensorData.ofLongs(DataType.INT64, new int[0], 200))),
        FormFamily.of("Softmax", "last of two axes", 3, 4)
            .form(opsets(1, 11), attribute("axis", 1))
            .form(opsets(11, 13)),
        FormFamily.of("Softmax", "last of three axes", 2, 3, 4)
            .form(opsets(1, 11), attribute("axis", 2))
            .form(opsets(13), attribute("axis", -1)),
        FormFamily.of("Softmax", "two axes together", 2, 3, 4)
            .form(opsets(1, 11))
            .nodes(
                13,
                ModelBuilder.model()
                    .initializer("flat", integers(2, 12))
                    .initializer("full", integers(2, 3, 4))
                    .node("Reshape", "x flat", "f")
                    .node("Softmax", "f", "s")
                    .node("Reshape", "s full", "y0")),
        FormFamily.of("ArgMin", "first axis, kept", 3, 4)
            .form(opsets(1, 11, 12, 13))
            .form(opsets(11, 13), attribute("axis", -2)),
        FormFamily.ofIntegers("ArgMin", "last index", 3, 4)
            .form(opsets(12, 13), attribute("select_last_index", 1)),
        FormFamily.of("ArgMax", "first axis, kept", 3, 4)
            .form(opsets(1, 11, 12, 13))
            .form(opsets(11, 13), attribute("axis", -2)),
        FormFamily.of("ArgMax", "last axis, dropped", 3, 4)
            .form(opsets(1, 11, 12, 13), attribute("axis", 1), attribute("keepdims", 0)),
        FormFamily.ofIntegers("ArgMax", "last index", 3, 4)
            .form(opsets(12, 13), attribute("select_last_index", 1)));
  }
}
