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
            ChoiceForms.families(),
            ComposedForms.families(),
            ComputedIndexForms.families(),
            ControlForms.families(),
            CopyForms.families(),
            EinsumForms.families(),
            EstimatorForms.families(),
            FeatureForms.families(),
            TreeForms.families(),
            FoldedForms.families(),
            FunctionForms.families(),
            IndexForms.families(),
            LinearForms.families(),
            LogicForms.families(),
            NormForms.families(),
            OrderingForms.families(),
            PoolingForms.families(),
            QuantisationForms.families(),
            QuantisedForms.families(),
            RecurrentForms.families(),
            ReductionForms.families(),
            ResizeForms.families(),
            SamplingForms.families(),
            ShapeForms.families(),
            TransposedForms.families(),
            VariadicForms.families(),
            WholeNumberForms.families(),
            WideForms.families())
        .flatMap(List::stream)
        .toList();
  }
}
