package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.ValueType;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Formats of rows (formats.md §6), found in circuits and built. */
class RowFormatTest {
  /** A circuit with one input and an output of as many rows. */
  static Circuit circuit(Tensor input, List<Integer> shape, @Nullable SliceScales slices) {
    int rows = shape.isEmpty() ? 1 : shape.get(0);
    List<Integer> scores = List.of(rows, 2);
    return new Circuit(
        1,
        false,
        10,
        List.of(input, committed(TensorKind.OUTPUT, scores, 1)),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Port("x", ValueType.REAL, shape, 0, slices)),
        List.of(new Port("y", ValueType.REAL, scores, 1)));
  }

  static Tensor.Committed committed(TensorKind kind, List<Integer> shape, int columnBits) {
    return new Tensor.Committed(
        "t", shape, kind, -100, 200, 7, columnBits, Collections.nCopies(shape.size(), ""));
  }

  private static RowFormat format(
      List<Integer> tensor, int columnBits, List<Integer> port, @Nullable SliceScales slices)
      throws NoRowFormatException {
    Circuit circuit = circuit(committed(TensorKind.INPUT, tensor, columnBits), port, slices);
    return RowFormat.of(circuit, circuit.inputs().get(0));
  }

  @Test
  void theFormatOfARowIsTheSameWhateverTheBatch() throws Exception {
    RowFormat one = format(List.of(1, 28, 28), 8, List.of(1, 784), null);
    assertThat(one)
        .isEqualTo(new RowFormat(List.of(28, 28), 8, -100, 200, 7, ValueType.REAL, null));
    assertThat(format(List.of(64, 28, 28), 8, List.of(64, 784), null)).isEqualTo(one);
    assertThat(format(List.of(64, 1, 28, 28), 8, List.of(64, 784), null)).isEqualTo(one);
    assertThat(one.cells()).isEqualTo(784);
    assertThat(one.points()).isEqualTo(4);
    assertThat(one.valueBytes()).isEqualTo(2);
  }

  @Test
  void anotherLayoutRangeOrScaleIsAnotherFormat() throws Exception {
    RowFormat one = format(List.of(1, 28, 28), 8, List.of(1, 784), null);
    assertThat(format(List.of(1, 784), 8, List.of(1, 784), null)).isNotEqualTo(one);
    assertThat(format(List.of(1, 28, 28), 9, List.of(1, 784), null)).isNotEqualTo(one);
  }

  @Test
  void aRowOfOneCellHasNoAxes() throws Exception {
    RowFormat format = format(List.of(64, 1), 0, List.of(64, 1), null);
    assertThat(format.lengths()).isEmpty();
    assertThat(format.cells()).isEqualTo(1);
    assertThat(format.points()).isEqualTo(1);
  }

  @Test
  void aTensorOfWhichPointsSpanRowsHasNoneAndIsNamed() {
    assertThatThrownBy(() -> format(List.of(64, 3), 8, List.of(64, 3), null))
        .isInstanceOf(NoRowFormatException.class)
        .hasMessageContaining("'x'")
        .hasMessageContaining("spans several of the 64 rows");
    assertThatThrownBy(() -> format(List.of(3, 64), 2, List.of(64, 3), null))
        .isInstanceOf(NoRowFormatException.class)
        .hasMessageContaining("does not have the rows as its first axis");
    Tensor shown = new Tensor.Public("t", List.of(64, 3), 0, 1, 0);
    Circuit circuit = circuit(shown, List.of(64, 3), null);
    assertThatThrownBy(() -> RowFormat.of(circuit, circuit.inputs().get(0)))
        .isInstanceOf(NoRowFormatException.class)
        .hasMessageContaining("it is public");
    assertThatThrownBy(
            () ->
                Slot.inputsOf(
                    circuit(committed(TensorKind.INPUT, List.of(64, 3), 3), List.of(64, 3), null)))
        .isInstanceOf(NoRowFormatException.class);
  }

  @Test
  void scalesOfSlicesBelongToTheTensorsAxis() throws Exception {
    List<Integer> exponents = List.of(7, 3, 7);
    RowFormat batched =
        format(List.of(64, 3, 4), 2, List.of(64, 1, 3, 4), new SliceScales(2, exponents));
    assertThat(batched.slices()).isEqualTo(new SliceScales(0, exponents));
    RowFormat one = format(List.of(1, 3, 4), 2, List.of(1, 3, 4), new SliceScales(1, exponents));
    assertThat(one).isEqualTo(batched);
    assertThat(IntStream.range(0, 12).mapToObj(one.scales()::exponent))
        .containsExactly(7, 7, 7, 7, 3, 3, 3, 3, 7, 7, 7, 7);
    assertThatThrownBy(
            () -> format(List.of(1, 12), 2, List.of(1, 3, 4), new SliceScales(1, exponents)))
        .hasMessageContaining("no axis of its tensor has the scales");
    List<Integer> ofRows = List.of(7, 3);
    assertThatThrownBy(() -> format(List.of(2, 4), 2, List.of(2, 4), new SliceScales(0, ofRows)))
        .hasMessageContaining("its rows have scales that differ");
  }

  @Test
  void formatsThatAreNoneAreRefused() {
    assertRefused(List.of(1, 4), 2, 0, 1, "leading axis of length 1");
    assertRefused(List.of(4, 0), 2, 0, 1, "lengths");
    assertRefused(List.of(4), 3, 0, 1, "3 column bits");
    assertRefused(List.of(4), 2, 2, 1, "range");
    assertRefused(List.of(4), 2, Long.MIN_VALUE, 1, "range");
    assertRefused(List.of(1 << 30, 1 << 30), 2, 0, 1, "too many cells");
    assertRefused(List.of(1 << 28), 2, 0, 1, "bytes");
    assertRefused(List.of(1 << 22), 0, 0, 1, "bytes"); // the blinders alone
    assertRefused(List.of(1 << 24), 16, 0, Long.MAX_VALUE >> 1, "bytes"); // nearly the values alone
    assertRefused(Collections.nCopies(9, 2), 0, 0, 1, "lengths");
    assertThatThrownBy(
            () ->
                new RowFormat(
                    List.of(2), 0, 0, 1, 4, ValueType.INTEGER, new SliceScales(0, List.of(4, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for values of type INTEGER");
  }

  @Test
  void theLargestFormatsAreFormats() {
    assertThat(integers(Collections.nCopies(8, 2), 8).cells()).isEqualTo(256);
    RowFormat most = integers(List.of(1 << 26), 5);
    assertThat(most.openedBytes()).isEqualTo(RowFormat.MAX_BYTES);
    Slot first = new Slot("a", Slot.Role.INPUT, most);
    assertThat(OpeningsWriter.header(List.of(first))).isNotEmpty();
    Slot second = new Slot("b", Slot.Role.INPUT, integers(List.of(), 0));
    assertThatThrownBy(() -> OpeningsWriter.header(List.of(first, second)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows of 134217761 bytes");
  }

  private static RowFormat integers(List<Integer> lengths, int columnBits) {
    return new RowFormat(lengths, columnBits, 0, 1, 0, ValueType.INTEGER, null);
  }

  private static void assertRefused(
      List<Integer> lengths, int columnBits, long lo, long hi, String why) {
    assertThatThrownBy(() -> new RowFormat(lengths, columnBits, lo, hi, 0, ValueType.INTEGER, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
