package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.booleans;
import static dev.vouch.circuits.conformance.FormConstants.integer;
import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.random;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Forms of comparisons and of functions of booleans, on what comparisons give. */
final class LogicForms {
  private static final Map<String, int[]> COMPARISONS =
      new TreeMap<>(
          Map.of(
              "Equal", opsets(7, 11, 13),
              "Less", opsets(7, 9, 13),
              "Greater", opsets(7, 9, 13),
              "LessOrEqual", opsets(12, 16),
              "GreaterOrEqual", opsets(12, 16)));

  private LogicForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    COMPARISONS.forEach(
        (operator, opsets) -> {
          families.add(
              FormFamily.of(operator, "with constants", 2, 3)
                  .form(opsets, List.of(random(-2, 2, 3))));
          families.add(
              FormFamily.ofIntegers(operator, "of integers with themselves halved", 2, 6)
                  .nodes(
                      16,
                      ModelBuilder.model()
                          .initializer("two", integer(2))
                          .node("Div", "x two", "h")
                          .node("Abs", "h", "a")
                          .node("Abs", "x", "b")
                          .node("Sub", "b a", "c")
                          .node(operator, "a c", "y0")));
        });
    for (String operator : List.of("And", "Or", "Xor")) {
      families.add(
          FormFamily.of(operator, "of comparisons", 2, 6)
              .nodes(7, compared().node(operator, "a b", "y0")));
      families.add(
          FormFamily.of(operator, "with constants", 2, 3)
              .nodes(
                  7, compared().initializer("c", booleans(0, 1, 1)).node(operator, "a c", "y0")));
    }
    families.add(
        FormFamily.of("Not", "of comparisons", 2, 6)
            .nodes(7, compared().node("Not", "a", "y0"))
            .nodes(9, compared().node("Not", "a", "y0")));
    families.add(
        FormFamily.of("Cast", "int64 to bool", DataType.INT64, 2, 6)
            .form(opsets(6, 9, 13), attribute("to", DataType.BOOL.onnxCode())));
    return families;
  }

  /** Booleans a and b. */
  private static ModelBuilder compared() {
    return ModelBuilder.model()
        .initializer("high", number(0.7))
        .initializer("low", number(-0.6))
        .node("Less", "x high", "a")
        .node("Greater", "x low", "b");
  }
}
