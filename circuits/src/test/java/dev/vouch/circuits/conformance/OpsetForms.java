package dev.vouch.circuits.conformance;

import java.util.List;
import java.util.stream.Stream;

/** The forms that operators have had in ONNX's opsets: one or more of every operator. */
public final class OpsetForms {
  private OpsetForms() {}

  public static List<FormFamily> families() {
    return Stream.of(
            ActivationForms.families(),
            ArithmeticForms.families(),
            AttentionForms.families(),
            ChoiceForms.families(),
            ComputedIndexForms.families(),
            ControlForms.families(),
            CopyForms.families(),
            EinsumForms.families(),
            FoldedForms.families(),
            IndexForms.families(),
            FunctionForms.families(),
            LinearForms.families(),
            LogicForms.families(),
            NormForms.families(),
            OrderingForms.families(),
            PoolingForms.families(),
            RecurrentForms.families(),
            ReductionForms.families(),
            ResizeForms.families(),
            ShapeForms.families(),
            TransposedForms.families(),
            SignalForms.families(),
            VariadicForms.families(),
            WideForms.families())
        .flatMap(List::stream)
        .toList();
  }
}
