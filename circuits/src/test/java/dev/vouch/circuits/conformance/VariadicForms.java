package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.weights;

import java.util.ArrayList;
import java.util.List;

/** Forms of Max, Mean, Min and Sum. */
final class VariadicForms {
  private VariadicForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    for (String operator : List.of("Max", "Mean", "Min", "Sum")) {
      families.add(
          FormFamily.of(operator, "with two constants of the same shape", 2, 3)
              .form(
                  opsets(6, 8, 13),
                  List.of(weights(2, 3), weights(3, 2).reshape(new int[] {2, 3}))));
      families.add(
          FormFamily.of(operator, "with constants along both axes", 2, 3)
              .form(opsets(8, 13), List.of(weights(2, 1), weights(3))));
      families.add(FormFamily.of(operator, "of one operand", 2, 3).form(opsets(6, 8, 13)));
    }
    return families;
  }
}
