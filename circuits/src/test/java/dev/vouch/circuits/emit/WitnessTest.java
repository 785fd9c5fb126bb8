package dev.vouch.circuits.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Circuit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a prover hands over, tensor by tensor. */
class WitnessTest {
  private static final List<Integer> SHAPE = List.of(2);
  private static final long[] INPUT = {3, 1};
  private static final long[] SHOWN = {5, 7};

  /** A hidden input, its digits with their table's multiplicity, and a public output. */
  private static EmittedCircuit emitted() {
    CircuitBuilder circuit = new CircuitBuilder(4, Map.of(1, new OutputRole(false, 0)));
    int x = circuit.input("x", SHAPE, 0, 7, 0, true, Fill.copyOf(0));
    circuit.range(x, 0, 8);
    int digit = circuit.witness("digit", SHAPE, -8, 7, Fill.of(0, value -> value - 8));
    circuit.range(digit, -8, 16);
    circuit.define(1, "y", SHAPE, 0, 9);
    return circuit.build(8, false, List.of(), List.of());
  }

  private static Witness witness(long[] input, long[] shown) {
    return emitted().witness(tensor -> tensor == 0 ? input : shown);
  }

  @Test
  void leavesMultiplicitiesOut() {
    Circuit circuit = emitted().circuit();
    assertThat(Witness.tensors(circuit).stream().map(i -> circuit.tensors().get(i).name()))
        .containsExactly("x", "digit", "y");
    assertThat(witness(INPUT, SHOWN).cells())
        .containsExactly(new long[] {3, 1}, new long[] {-5, -7}, new long[] {5, 7});
  }

  @Test
  void tellsWhatIsPublicFromWhatIsHidden() {
    Witness witness = witness(INPUT, SHOWN);
    assertThat(witness.publicValues()).containsExactly(SHOWN);
    assertThat(witness.hiddenValues()).containsExactly(INPUT);
    assertThat(witness).hasToString("Witness[3 tensors]");
  }

  @Test
  void closingOverwritesItsCellsAndNeitherCopiesNorTheRun() {
    long[] input = INPUT.clone();
    long[] shown = SHOWN.clone();
    Witness witness = witness(input, shown);
    List<long[]> copies = List.of(witness.publicValues().get(0), witness.hiddenValues().get(0));
    witness.close();
    assertThat(witness.cells()).allSatisfy(cells -> assertThat(cells).containsOnly(0));
    assertThat(copies).containsExactly(SHOWN, INPUT);
    assertThat(List.of(input, shown)).containsExactly(INPUT, SHOWN);
  }

  @Test
  void refusesAnotherNumberOfTensorsOrCells() {
    Circuit circuit = emitted().circuit();
    assertThatThrownBy(() -> new Witness(circuit, List.of(INPUT, SHOWN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the circuit takes 3 tensors of a witness, not 2");
    assertThatThrownBy(() -> new Witness(circuit, List.of(INPUT, SHOWN, new long[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor 'y' takes 2 cells");
  }
}
