package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.weights;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;

/** Forms of Einsum. */
final class EinsumForms {
  private EinsumForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    for (String alone :
        List.of("ijj->ji", "ijj->i", "ijk->k", "...ij->ji...", "ijk->", "kij", " i j j -> j ")) {
      families.add(
          FormFamily.of("Einsum", alone, 2, 3, 3)
              .form(opsets(12, 13), attribute("equation", alone)));
    }
    TensorData three = weights(3, 4);
    for (String pair :
        List.of("bij,jk->bik", "bij,jk", "...j,jk->...k", "bij,jk->kb", "bij,jk->bijk")) {
      families.add(
          FormFamily.of("Einsum", pair + ", with weights", 2, 5, 3)
              .form(opsets(12, 13), List.of(three), attribute("equation", pair)));
    }
    families.add(
        FormFamily.of("Einsum", "a batch of weights and a repeated axis", 2, 1, 3)
            .form(
                opsets(12, 13), List.of(weights(2, 3, 4)), attribute("equation", "bij,bjk->bik")));
    families.add(
        FormFamily.of("Einsum", "four operands", 2, 3)
            .form(
                opsets(12, 13),
                List.of(weights(3, 4), weights(2), weights(4, 2)),
                attribute("equation", "ij,jk,i,kl->il")));
    families.add(
        FormFamily.of("Einsum", "attention scores of two computed operands", 1, 2, 3, 4)
            .nodes(
                13,
                ModelBuilder.model()
                    .initializer("w", weights(4, 4))
                    .node("MatMul", "x w", "z")
                    .node("Einsum", "x z", "y0", attribute("equation", "bhid,bhjd->bhij"))));
    return families;
  }
}
