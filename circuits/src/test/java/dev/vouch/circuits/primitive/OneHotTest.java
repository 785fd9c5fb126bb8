package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.ValueType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions as rows of zeros and a one: values by definition, one solution, data faults. */
class OneHotTest {
  private static final BigInteger P = FieldEvaluator.ORDER;
  private static final int COUNT = 5;

  private static IntegerProgram program(int size, boolean output) {
    ProgramBuilder builder = new ProgramBuilder(false);
    builder.node(new NodeRef("emb", "Gather"));
    Interval range = new Interval(-4, 11);
    NetworkPortSpec in = new NetworkPortSpec("x", ValueType.INTEGER, List.of(size), false);
    int y = builder.oneHot("y", builder.input(in, range, 0), COUNT);
    NetworkPortSpec out =
        new NetworkPortSpec("out", ValueType.INTEGER, List.of(size, COUNT), false);
    builder.output(out, output ? y : builder.exposure("out", y, Interval.unsigned(1)));
    return builder.build();
  }

  @ParameterizedTest(name = "output {0}")
  @ValueSource(booleans = {false, true})
  void oneSolution(boolean output) throws Exception {
    ProgramCheck check = new ProgramCheck(program(3, output), List.of());
    Map<Integer, long[]> inputs = Map.of(0, new long[] {0, COUNT - 1, 2});
    assertThat(check.accepted(inputs).of(1))
        .containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0);
    check.rejectsMutations(inputs);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(longs = {-4, -1, COUNT, 11})
  void whatIsNoPositionIsAFaultOfTheSample(long x) {
    Map<Integer, long[]> inputs = Map.of(0, new long[] {1, x, 2});
    assertThatThrownBy(() -> Execution.run(program(3, false), List.of(), inputs))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("emb (Gather)")
        .hasMessageContaining("0 to 4");
  }

  /** A row with one cell changed, and another one set so that the row's sum is right again. */
  private static List<BigInteger[]> repaired(BigInteger[] honest, int from) {
    List<BigInteger[]> rows = new ArrayList<>();
    BigInteger half = BigInteger.TWO.modInverse(P);
    List<BigInteger> values =
        List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO, half, P.subtract(BigInteger.ONE));
    for (int changed = from; changed < from + COUNT; changed++) {
      for (BigInteger value : values) {
        BigInteger[] row = honest.clone();
        row[changed] = value;
        rows.add(row);
        for (int other = from; other < from + COUNT; other++) {
          if (other != changed) {
            BigInteger[] fitted = row.clone();
            BigInteger excess = honest[changed].subtract(value);
            fitted[other] = honest[other].add(excess).mod(P);
            rows.add(fitted);
          }
        }
      }
    }
    return rows;
  }

  /** Other rows than the honest one that a circuit accepts. */
  private static long accepted(Circuit circuit, Execution execution) {
    FieldEvaluator evaluator = new FieldEvaluator(circuit);
    Map<Integer, BigInteger[]> sources = evaluator.sources(JoinedWitness.of(execution), List.of());
    int flags = ProgramCheck.tensor(circuit, "y.flags");
    BigInteger[] honest = sources.get(flags);
    long count = 0;
    for (int row = 0; row < honest.length; row += COUNT) {
      for (BigInteger[] other : repaired(honest, row)) {
        Map<Integer, BigInteger[]> changed = new HashMap<>(sources);
        changed.put(flags, other);
        boolean same = List.of(other).equals(List.of(honest));
        count += !same && evaluator.violations(changed, 1).isEmpty() ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void noCellCanBeRepairedByAnother() {
    IntegerProgram program = unshown();
    Execution execution =
        Execution.run(program, List.of(), Map.of(0, new long[] {0, COUNT - 1, 2}));
    Circuit circuit = program.emit().circuit();
    assertThat(accepted(circuit, execution)).isZero();
    assertThat(circuit.zeros()).hasSize(2);
    for (int left : circuit.zeros()) {
      assertThat(accepted(with(circuit, List.of(left)), execution))
          .as("with %s alone", circuit.tensors().get(left).name())
          .isPositive();
    }
  }

  /** The flags are the output themselves, so that nothing but the two assertions binds them. */
  private static IntegerProgram unshown() {
    ProgramBuilder builder = new ProgramBuilder(false);
    NetworkPortSpec in = new NetworkPortSpec("x", ValueType.INTEGER, List.of(3), false);
    int y = builder.oneHot("y", builder.input(in, new Interval(0, 7), 0), COUNT);
    builder.output(new NetworkPortSpec("out", ValueType.INTEGER, List.of(3, COUNT), true), y);
    return builder.build();
  }

  private static Circuit with(Circuit circuit, List<Integer> zeros) {
    return new Circuit(
        circuit.semanticsVersion(),
        circuit.publicWeights(),
        circuit.c(),
        circuit.tensors(),
        circuit.tables(),
        circuit.lookups(),
        zeros,
        circuit.inputs(),
        circuit.outputs());
  }
}
