package dev.vouch.prover.conformance;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.conformance.Exactness;
import dev.vouch.circuits.conformance.FloatLevel;
import dev.vouch.circuits.conformance.FormFamily;
import dev.vouch.circuits.conformance.IntegerLevel;
import dev.vouch.circuits.conformance.NodeTestCase;
import dev.vouch.circuits.conformance.Verdict;
import dev.vouch.circuits.cost.CircuitLayers;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.verifier.circuit.Circuit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How one case fared at the three levels.
 *
 * @param operators of its nodes
 * @param primitives names of those that its program consists of; empty unless it compiles
 * @param lookupsPerElement of its circuit, beside those of inputs, for each element of the outputs;
 *     0 unless it compiles
 * @param exactness of its outputs
 */
record CaseResult(
    String name,
    Set<String> operators,
    Verdict interpreted,
    Verdict compiled,
    Verdict proven,
    Set<String> primitives,
    double lookupsPerElement,
    Exactness exactness) {

  static CaseResult of(NodeTestCase test) {
    IntegerLevel.Result compiled = IntegerLevel.of(test, CompileOptions.defaults());
    return of(test.name(), test.operators(), FloatLevel.of(test), compiled);
  }

  /** A form of an operator, against what the interpreter makes of the family's newest form. */
  static CaseResult of(FormFamily family, FormFamily.Form form) {
    String name = family + ", opset " + form.opset();
    Set<String> operators = Set.of(family.operator());
    try {
      FormFamily.Form newest = family.forms().get(family.forms().size() - 1);
      List<TensorData> expected = family.interpreted(newest);
      IntegerLevel.Result compiled =
          IntegerLevel.of(
              form.model().graph(), family.input(), expected, CompileOptions.defaults());
      Verdict interpreted = FloatLevel.compare(family.interpreted(form), expected);
      return of(name, operators, interpreted, compiled);
    } catch (Exception e) {
      Verdict failed = Verdict.failed(e);
      return new CaseResult(name, operators, failed, failed, failed, Set.of(), 0, Exactness.NONE);
    }
  }

  private static CaseResult of(
      String name, Set<String> operators, Verdict interpreted, IntegerLevel.Result compiled) {
    Set<String> primitives = new TreeSet<>();
    if (compiled.verdict().passed()) {
      compiled
          .network()
          .program()
          .primitives()
          .forEach(primitive -> primitives.add(primitive.getClass().getSimpleName()));
    }
    return new CaseResult(
        name,
        operators,
        interpreted,
        compiled.verdict(),
        ProofLevel.of(compiled),
        primitives,
        lookups(compiled),
        compiled.exactness());
  }

  /** Whether it is proven within a bound that means something. */
  boolean isProvenClosely() {
    return proven.passed() && exactness.bound() <= Exactness.CLOSE;
  }

  private static double lookups(IntegerLevel.Result compiled) {
    if (!compiled.verdict().passed()) {
      return 0;
    }
    Circuit circuit = compiled.network().circuit();
    CircuitLayers layers = new CircuitLayers(circuit);
    Set<String> inputs =
        circuit.inputs().stream()
            .map(port -> layers.ofTensor(port.tensor()))
            .collect(Collectors.toSet());
    long cells =
        circuit.lookups().stream()
            .filter(lookup -> !inputs.contains(layers.ofLookup(lookup)))
            .mapToLong(lookup -> circuit.tensors().get(lookup.keys().get(0)).size())
            .sum();
    long elements =
        circuit.outputs().stream()
            .mapToLong(port -> circuit.tensors().get(port.tensor()).size())
            .sum();
    return (double) cells / elements;
  }

  boolean hasFailed() {
    return List.of(interpreted, compiled, proven).stream()
        .anyMatch(verdict -> verdict.outcome() == Verdict.Outcome.FAILED);
  }

  /** The first thing that is in the way, without names of nodes and values. */
  String reason() {
    return compiled
        .reason()
        .replaceFirst("; [A-Z]\\w+ \\(opset.*", "")
        .replaceFirst("\\w+ \\(opset \\d+\\) at node \\S+: ", "")
        .replaceFirst("calibration sample 0: ", "")
        .replaceAll("'[^']*/?[^']*'", "'…'")
        .replaceAll(" at \\[[\\d, ]*\\].*", "");
  }
}
