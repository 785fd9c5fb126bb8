package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.testing.Net;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Scales of verified inputs and outputs: one for all cells, or one for each slice. */
class VerifiedTensorTest {
  private static VerifiedInference verified(Net net) throws Exception {
    return Verifier.ofUncertified(VerifyingKey.decode(net.key()))
        .verify(net.proof(), net.context());
  }

  private static List<Integer> byCell(VerifiedTensor tensor, int cells) {
    List<Integer> exponents = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      exponents.add(tensor.scaleExponent(cell));
    }
    return exponents;
  }

  @Test
  void oneScaleHoldsForAllCells() throws Exception {
    VerifiedTensor x = verified(Net.of("direct")).input("x");
    assertThat(x.scaleExponent()).isEqualTo(2);
    assertThat(x.scaleAxis()).isEmpty();
    assertThat(x.scaleExponents()).containsExactly(2);
    assertThat(byCell(x, 3)).containsExactly(2, 2, 2);
  }

  @Test
  void eachSliceHasItsOwnScale() throws Exception {
    VerifiedInference inference = verified(Net.of("sliced"));
    VerifiedTensor x = inference.input("x");
    assertThat(x.isHidden()).isTrue();
    assertThat(x.shape()).containsExactly(1, 2, 3);
    assertThat(x.scaleAxis()).hasValue(1);
    assertThat(x.scaleExponents()).containsExactly(4, -2);
    assertThat(byCell(x, 6)).containsExactly(4, 4, 4, -2, -2, -2);
    VerifiedTensor y = inference.output("y");
    assertThat(y.scaleAxis()).hasValue(1);
    assertThat(byCell(y, 6)).containsExactly(-3, 64, -64, -3, 64, -64);
    VerifiedTensor p = inference.output("p");
    assertThat(p.isHidden()).isFalse();
    assertThat(byCell(p, p.integers().length)).containsExactly(0, 0, 0, 1, 1, 1);
  }

  @Test
  void textSaysWhatIsHidden() throws Exception {
    VerifiedInference inference = verified(Net.of("sliced"));
    assertThat(inference.input("x")).hasToString("x[1, 2, 3] (hidden)");
    assertThat(inference.output("p").toString()).startsWith("p[").endsWith("]");
  }

  @Test
  void aScaleThatIsNotThereIsNotMadeUp() throws Exception {
    VerifiedTensor p = verified(Net.of("sliced")).output("p");
    assertThatThrownBy(p::scaleExponent)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "p has a scale for each slice along axis 0; scaleExponent(cell) gives a cell's");
    for (int cell : new int[] {-1, 6}) {
      assertThatThrownBy(() -> p.scaleExponent(cell)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  /** Equal ids chain proofs: they must not stand for other values. */
  @Test
  void idsBindTheScalesOfSlices() throws Exception {
    Net net = Net.of("sliced");
    byte[] points = HexFormat.of().parseHex(net.json().get("hiddenPoints").get(0).get(0).asText());
    Tensor.Committed x =
        (Tensor.Committed) VerifyingKey.decode(net.key()).circuit().tensors().get(0);
    Set<String> ids = new TreeSet<>();
    ids.add(HexFormat.of().formatHex(Identifiers.tensorId(x, null, points)));
    List<Port> ports =
        List.of(
            port(List.of(2, 3), 0, 4, -2),
            port(List.of(2, 3), 0, -2, 4),
            port(List.of(3, 2), 1, 4, -2),
            port(List.of(3, 2), 0, 4, -2, 4),
            port(List.of(2, 3), 1, 4, -2, 4));
    ports.forEach(port -> ids.add(HexFormat.of().formatHex(Identifiers.tensorId(x, port, points))));
    assertThat(ids).hasSize(6);
    assertThat(Identifiers.tensorId(x, port(List.of(1, 2, 3), 1, 4, -2), points))
        .isEqualTo(Identifiers.tensorId(x, ports.get(0), points))
        .isEqualTo(verified(net).input("x").commitment());
  }

  private static Port port(List<Integer> shape, int axis, Integer... exponents) {
    return new Port("x", ValueType.REAL, shape, 0, new SliceScales(axis, List.of(exponents)));
  }

  private static VerifiedTensor shown(SliceScales slices) {
    long[] cells = {1, 2, 3, 4, 5, 6};
    return new VerifiedTensor("y", ValueType.REAL, List.of(3, 2), 5, slices, cells, null);
  }

  @Test
  void entriesAreThoseOfTheFirstAxis() {
    VerifiedTensor entry = shown(null).entry(1);
    assertThat(entry.shape()).containsExactly(1, 2);
    assertThat(entry.integers()).containsExactly(3, 4);
    assertThat(entry.scaleExponent()).isEqualTo(5);
    assertThat(shown(null).entry(2).integers()).containsExactly(5, 6);
    for (int index : new int[] {-1, 3}) {
      assertThatThrownBy(() -> shown(null).entry(index))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void entriesHaveTheScalesOfTheirSlices() {
    VerifiedTensor byEntry = shown(new SliceScales(0, List.of(5, 4, 3))).entry(2);
    assertThat(byEntry.scaleAxis()).isEmpty();
    assertThat(byEntry.scaleExponent()).isEqualTo(3);
    VerifiedTensor byColumn = shown(new SliceScales(1, List.of(5, 4))).entry(2);
    assertThat(byColumn.scaleAxis()).hasValue(1);
    assertThat(byCell(byColumn, 2)).containsExactly(5, 4);
  }

  @Test
  void aTensorWithoutAxesOrValuesHasNoEntries() throws Exception {
    VerifiedTensor scalar =
        new VerifiedTensor("y", ValueType.REAL, List.of(), 0, null, new long[1], null);
    assertThatThrownBy(() -> scalar.entry(0)).isInstanceOf(IndexOutOfBoundsException.class);
    VerifiedTensor hidden = verified(Net.of("sliced")).input("x");
    assertThatThrownBy(() -> hidden.entry(0)).isInstanceOf(IllegalStateException.class);
  }
}
