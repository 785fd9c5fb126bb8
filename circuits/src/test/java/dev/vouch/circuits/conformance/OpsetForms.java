package dev.vouch.circuits.conformance;

import java.util.List;
import java.util.stream.Stream;

/** The forms that operators of feed-forward networks have had in ONNX's opsets. */
public final class OpsetForms {
  private OpsetForms() {}

  public static List<FormFamily> families() {
    return Stream.of(
            ActivationForms.families(),
            ArithmeticForms.families(),
            LinearForms.families(),
            PoolingForms.families(),
            ReductionForms.families(),
            ShapeForms.families())
        .flatMap(List::stream)
        .toList();
  }
}
