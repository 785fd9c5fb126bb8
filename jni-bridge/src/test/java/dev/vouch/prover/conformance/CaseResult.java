package dev.vouch.prover.conformance;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.conformance.FloatLevel;
import dev.vouch.circuits.conformance.FormFamily;
import dev.vouch.circuits.conformance.IntegerLevel;
import dev.vouch.circuits.conformance.NodeTestCase;
import dev.vouch.circuits.conformance.Verdict;
import dev.vouch.circuits.data.TensorData;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one case fared at the three levels.
 *
 * @param operators of its nodes
 * @param primitives names of those that its program consists of; empty unless it compiles
 */
record CaseResult(
    String name,
    Set<String> operators,
    Verdict interpreted,
    Verdict compiled,
    Verdict proven,
    Set<String> primitives) {

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
      return new CaseResult(name, operators, failed, failed, failed, Set.of());
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
        name, operators, interpreted, compiled.verdict(), ProofLevel.of(compiled), primitives);
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
