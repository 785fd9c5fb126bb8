package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a circuit hides and what it costs.
 *
 * @param committedCells values committed for each proof
 * @param lookups looked-up cells of each proof
 * @param parameters weights
 */
public record ModelFacts(
    boolean weightsHidden,
    boolean inputsHidden,
    boolean outputsHidden,
    long committedCells,
    long lookups,
    long parameters) {
  public static ModelFacts of(Circuit circuit) {
    long committed = 0;
    long parameters = 0;
    for (Tensor tensor : circuit.tensors()) {
      switch (tensor.kind()) {
        case MODEL -> parameters += tensor.size();
        case INPUT, OUTPUT, WITNESS -> committed += tensor.size();
        default -> {}
      }
    }
    long lookups = 0;
    for (Lookup lookup : circuit.lookups()) {
      lookups += circuit.tensors().get(lookup.keys().get(0)).size();
    }
    return new ModelFacts(
        !circuit.publicWeights(),
        anyHidden(circuit, circuit.inputs()),
        anyHidden(circuit, circuit.outputs()),
        committed,
        lookups,
        parameters);
  }

  /** Of all circuits of a model; ports are those of the whole. */
  public static ModelFacts of(ModelKey key) {
    List<ModelFacts> parts = key.keys().stream().map(part -> of(part.circuit())).toList();
    return new ModelFacts(
        parts.stream().anyMatch(ModelFacts::weightsHidden),
        key.inputs().stream().anyMatch(ModelPort::isHidden),
        key.outputs().stream().anyMatch(ModelPort::isHidden),
        parts.stream().mapToLong(ModelFacts::committedCells).sum(),
        parts.stream().mapToLong(ModelFacts::lookups).sum(),
        parts.stream().mapToLong(ModelFacts::parameters).sum());
  }

  private static boolean anyHidden(Circuit circuit, List<Port> ports) {
    return ports.stream()
        .anyMatch(port -> circuit.tensors().get(port.tensor()).kind() != TensorKind.PUBLIC);
  }

  public void put(ObjectNode node) {
    node.put("weights", visibility(weightsHidden))
        .put("input", visibility(inputsHidden))
        .put("output", visibility(outputsHidden))
        .put("committedCells", committedCells)
        .put("lookups", lookups)
        .put("parameters", parameters);
  }

  private static String visibility(boolean hidden) {
    return hidden ? "private" : "public";
  }

  /** What a verifier never sees, in words. */
  public String hidden() {
    List<String> hidden = new ArrayList<>();
    if (weightsHidden) {
      hidden.add("weights");
    }
    if (inputsHidden) {
      hidden.add("input");
    }
    if (outputsHidden) {
      hidden.add("output");
    }
    return hidden.isEmpty() ? "nothing" : String.join(", ", hidden);
  }
}
