package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.DataType;
import java.util.List;

/** Forms of operators that leave the numbers as they are. */
final class CopyForms {
  private CopyForms() {}

  static List<FormFamily> families() {
    return List.of(
        FormFamily.of("Identity", "a copy", 2, 5).form(opsets(1, 13, 14)),
        FormFamily.of("Dropout", "at inference", 2, 5)
            .form(opsets(1, 6), attribute("is_test", 1), attribute("ratio", 0.3))
            .form(opsets(7, 10), attribute("ratio", 0.3))
            .form(opsets(12, 13), List.of(number(0.3))),
        FormFamily.of("Dropout", "with its mask, a boolean", 2, 5)
            .outputs(2)
            .form(opsets(10), attribute("ratio", 0.3))
            .form(opsets(12, 13), List.of(number(0.3))),
        FormFamily.of("Dropout", "with its mask, a number", 2, 5)
            .outputs(2)
            .form(opsets(7), attribute("ratio", 0.3)),
        FormFamily.of("Cast", "to the type it has", 2, 5)
            .form(opsets(6, 9, 13), attribute("to", DataType.FLOAT.onnxCode())),
        FormFamily.ofIntegers("Cast", "integers to real numbers", 2, 5)
            .form(opsets(6, 9, 13), attribute("to", DataType.FLOAT.onnxCode())),
        FormFamily.ofIntegers("Cast", "integers to shorter integers", 2, 5)
            .form(opsets(6, 9, 13), attribute("to", DataType.INT32.onnxCode())));
  }
}
