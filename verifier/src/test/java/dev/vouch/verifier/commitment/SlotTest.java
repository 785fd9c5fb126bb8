package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.Refusal;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Slots of circuits whose ports differ in kind and shape. */
class SlotTest {
  private static Port port(String name, List<Integer> shape, int tensor) {
    return port(name, shape, tensor, null);
  }

  private static Port port(
      String name, List<Integer> shape, int tensor, @Nullable SliceScales slices) {
    return new Port(name, ValueType.REAL, shape, tensor, slices);
  }

  private static Circuit circuit(List<Tensor> tensors, List<Port> inputs, List<Port> outputs) {
    return new Circuit(1, false, 10, tensors, List.of(), List.of(), List.of(), inputs, outputs);
  }

  /** Inputs z, m (public), a and outputs y, n (public), b, of four rows. */
  private static Circuit mixed() {
    List<Integer> shape = List.of(4, 2);
    Tensor hidden = RowFormatTest.committed(TensorKind.INPUT, shape, 1);
    Tensor scored = RowFormatTest.committed(TensorKind.OUTPUT, shape, 1);
    Tensor shown = new Tensor.Public("t", shape, 0, 9, 0);
    return circuit(
        List.of(hidden, shown, hidden, scored, shown, scored),
        List.of(port("z", shape, 0), port("m", shape, 1), port("a", shape, 2)),
        List.of(port("y", shape, 3), port("n", shape, 4), port("b", shape, 5)));
  }

  private static List<String> text(List<Slot> slots) {
    return slots.stream().map(Slot::text).toList();
  }

  @Test
  void hiddenInputsStandInTheOrderOfTheirNames() throws Exception {
    assertThat(text(Slot.inputsOf(mixed()))).containsExactly("input 'a'", "input 'z'");
  }

  @Test
  void publicPortsAreNotHidden() {
    Circuit circuit = mixed();
    assertThat(Slot.isHidden(circuit, circuit.inputs().get(0))).isTrue();
    assertThat(Slot.isHidden(circuit, circuit.inputs().get(1))).isFalse();
    assertThatThrownBy(() -> RowFormat.of(circuit, circuit.inputs().get(1)))
        .isInstanceOfSatisfying(
            NoRowFormatException.class,
            e -> {
              assertThat(e.reasonName()).isEqualTo("NO_ROW_FORMAT");
              assertThat(e.kind()).isEqualTo(Refusal.Kind.INVALID_INPUT);
            });
  }

  @Test
  void aSlotHasAName() {
    RowFormat format = new RowFormat(List.of(), 0, 0, 9, 0, ValueType.INTEGER, null);
    assertThatThrownBy(() -> new Slot("", Slot.Role.INPUT, format))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Where the first axes of the ports differ, they are no rows. */
  private static RowFormat alone(List<Integer> shape, @Nullable SliceScales slices)
      throws NoRowFormatException {
    Port x = port("x", shape, 0, slices);
    List<Integer> scores = List.of(shape.get(0) + 1);
    Circuit circuit =
        circuit(
            List.of(
                RowFormatTest.committed(TensorKind.INPUT, shape, 1),
                RowFormatTest.committed(TensorKind.OUTPUT, scores, 1)),
            List.of(x),
            List.of(port("y", scores, 1)));
    assertThat(circuit.rows()).isEqualTo(1);
    return RowFormat.of(circuit, x);
  }

  @Test
  void aTensorWithoutRowsIsOneRow() throws Exception {
    assertThat(alone(List.of(3, 4), null).lengths()).containsExactly(3, 4);
    SliceScales slices = new SliceScales(0, List.of(7, 2, 5));
    assertThat(alone(List.of(3, 4), slices).slices()).isEqualTo(slices);
  }

  /** Axes of one length are told apart by their strides. */
  @Test
  void scalesStayOnTheirAxis() throws Exception {
    for (int axis = 0; axis < 3; axis++) {
      SliceScales slices = new SliceScales(axis, List.of(7, 2, 5));
      assertThat(alone(List.of(3, 3, 3), slices).slices()).isEqualTo(slices);
    }
  }
}
