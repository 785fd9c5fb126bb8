package dev.vouch.verifier.validator;

import static dev.vouch.verifier.validator.InvalidCircuitException.require;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Named inputs and outputs (formats.md §1). */
final class PortRules {
  private final Circuit circuit;
  private final BitSet named = new BitSet();

  private PortRules(Circuit circuit) {
    this.circuit = circuit;
  }

  static void check(Circuit circuit) throws InvalidCircuitException {
    PortRules rules = new PortRules(circuit);
    rules.ports(circuit.inputs(), TensorKind.INPUT);
    rules.ports(circuit.outputs(), TensorKind.OUTPUT);
    for (int i = 0; i < circuit.tensors().size(); i++) {
      TensorKind kind = circuit.tensors().get(i).kind();
      boolean needsPort =
          kind == TensorKind.PUBLIC || kind == TensorKind.INPUT || kind == TensorKind.OUTPUT;
      require(
          !needsPort || rules.named.get(i),
          CircuitRule.PORT,
          "no port names tensor %s",
          circuit.tensors().get(i).name());
    }
  }

  private void ports(List<Port> ports, TensorKind hidden) throws InvalidCircuitException {
    Set<String> names = new HashSet<>();
    for (Port port : ports) {
      SourceRules.name(port.name(), "port");
      require(!port.name().isEmpty(), CircuitRule.NAME, "a port without name");
      require(names.add(port.name()), CircuitRule.NAME, "port %s", port.name());
      SourceRules.shape(port.shape(), "port " + port.name());
      boolean exists = port.tensor() >= 0 && port.tensor() < circuit.tensors().size();
      require(
          exists,
          CircuitRule.REFERENCE,
          "port %s names tensor number %d",
          port.name(),
          port.tensor());
      Tensor tensor = circuit.tensors().get(port.tensor());
      require(
          tensor.kind() == TensorKind.PUBLIC || tensor.kind() == hidden,
          CircuitRule.PORT,
          "port %s names %s tensor %s",
          port.name(),
          tensor.kind(),
          tensor.name());
      require(
          PaddedSpace.of(port.shape()).bits() <= 48 && sameSize(port, tensor),
          CircuitRule.PORT,
          "port %s has shape %s, its tensor %s",
          port.name(),
          port.shape(),
          tensor.shape());
      require(
          !named.get(port.tensor()), CircuitRule.PORT, "two ports name tensor %s", tensor.name());
      named.set(port.tensor());
      slices(port, tensor);
    }
  }

  private static void slices(Port port, Tensor tensor) throws InvalidCircuitException {
    if (port.slices() != null) {
      int scaleExponent =
          tensor instanceof Tensor.Public open
              ? open.scaleExponent()
              : ((Tensor.Committed) tensor).scaleExponent();
      Optional<String> misfit = port.slices().misfit(port.shape(), scaleExponent);
      require(misfit.isEmpty(), CircuitRule.SLICES, "port %s: %s", port.name(), misfit.orElse(""));
    }
  }

  private static boolean sameSize(Port port, Tensor tensor) {
    return PaddedSpace.of(port.shape()).cells() == PaddedSpace.of(tensor.shape()).cells();
  }
}
