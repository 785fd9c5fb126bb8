package dev.vouch.circuits.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.EmittedCircuit;
import dev.vouch.circuits.emit.JoinedWitness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Circuits written down by hand, with values at the edge of 64 bits. */
class CircuitEvaluatorTest {
  private static final long LIMIT = 1L << 62;

  /** y = 2^40 · a − 2^40 · b + 1 in [0, 8) for one cell each. */
  private static EmittedCircuit difference() {
    CircuitBuilder circuit = new CircuitBuilder(8, Map.of());
    circuit.scope("node", 5);
    List<Integer> one = List.of(1);
    int a = circuit.witness("a", one, -LIMIT, LIMIT, values -> new long[1]);
    int b = circuit.witness("b", one, -LIMIT, LIMIT, values -> new long[1]);
    circuit.range(
        circuit.derived("y", circuit.sum(one).plus(1L << 40, a).plus(-(1L << 40), b).plus(1)),
        0,
        8);
    return circuit.build(8, false, List.of(), List.of());
  }

  private static List<Violation> violations(EmittedCircuit circuit, long... witness) {
    CircuitEvaluator evaluator = new CircuitEvaluator(circuit);
    return evaluator.violations(
        evaluator.evaluate(JoinedWitness.split(circuit.circuit(), witness), List.of()), 5);
  }

  @Test
  void sumsThatPass64BitsOnTheWayAreExact() {
    assertThat(violations(difference(), 1L << 45, 1L << 45)).isEmpty();
    assertThat(violations(difference(), -(1L << 61), -(1L << 61))).isEmpty();
    assertThat(violations(difference(), (1L << 45) + 1, 1L << 45))
        .containsExactly(new Violation(2, 0, (1L << 40) + 1, "0 to 7", 5));
  }

  /** 2^40 · 2^24 is 0 modulo 2^64: a sum that only looks right. */
  @Test
  void sumsBeyond64BitsAreNotTakenForSmallOnes() {
    assertThat(violations(difference(), 1L << 24, 0))
        .containsExactly(new Violation(2, 0, Long.MAX_VALUE, "0 to 7", 5));
    assertThat(violations(difference(), 0, 1L << 61))
        .containsExactly(new Violation(2, 0, Long.MIN_VALUE, "0 to 7", 5));
  }

  @Test
  void refusesAnotherNumberOfValues() {
    assertThatThrownBy(() -> violations(difference(), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> violations(difference(), 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
