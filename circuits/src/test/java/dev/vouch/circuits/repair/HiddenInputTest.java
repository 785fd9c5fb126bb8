package dev.vouch.circuits.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.ValueType;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hidden input has no value outside its declared range; without its range proof it has. */
class HiddenInputTest {
  private static final RepairSearch.Effort EFFORT = new RepairSearch.Effort(5, 20_000, 8);

  @ParameterizedTest(name = "{0} bits")
  @ValueSource(ints = {3, 8, 17, 24})
  void staysInItsRange(int bits) {
    ProgramBuilder builder = new ProgramBuilder(false);
    NetworkPortSpec port = new NetworkPortSpec("x", ValueType.INTEGER, List.of(2), true);
    int x = builder.input(port, Interval.signed(bits), 0);
    int y = builder.requantisation("y", x, 2, Interval.signed(4));
    builder.output(new NetworkPortSpec("y", ValueType.INTEGER, List.of(2), false), y);
    IntegerProgram program = builder.build();
    Execution execution = Execution.run(program, List.of(), Map.of(x, new long[] {-3, 2}));
    Circuit circuit = program.emit().circuit();
    assertThat(outside(circuit, execution)).isEmpty();
    boolean found = false;
    for (int i = 0; i < circuit.lookups().size(); i++) {
      found |= outside(ModelRepair.without(circuit, i), execution).isPresent();
    }
    assertThat(found).isTrue();
  }

  private static Optional<Map<String, BigInteger>> outside(Circuit circuit, Execution execution) {
    Map<Integer, BigInteger[]> honest =
        new FieldEvaluator(circuit).sources(JoinedWitness.of(execution), List.of());
    Wiring wiring = Wiring.of(circuit, Integer.MAX_VALUE).orElseThrow();
    List<Integer> free = FreeTensors.of(circuit);
    return new RepairSearch(wiring, honest, free, EFFORT, new Random(2)).inputOutsideItsRange();
  }
}
