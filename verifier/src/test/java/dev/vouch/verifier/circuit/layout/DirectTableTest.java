package dev.vouch.verifier.circuit.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.format.MalformedFormatException;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.testing.CircuitSketch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the flag of a table changes in bytes and layout (protocol.md §4). */
class DirectTableTest {
  /** x(3) in [0, 200) and its half, by a table of its own; tags 1 and 2. */
  private static CircuitSketch sketch() {
    CircuitSketch n = new CircuitSketch(3);
    int x = n.input("x", 0, 199, 3);
    int y = n.output("y", 0, 1, 3);
    n.lookup(n.rangeTable("t", 0, 200), x);
    long[] parity = {0, 1, 0, 1, 0, 1, 0};
    int column = n.add(new Tensor.Const("parity", List.of(7), parity));
    n.lookup(n.table("f", 1, n.iota("q", 0, 7), column), x, y);
    return n;
  }

  private static Circuit circuit(boolean... direct) {
    CircuitSketch n = sketch();
    for (int t = 0; t < direct.length; t++) {
      if (direct[t]) {
        n.direct(t);
      }
    }
    return n.circuit();
  }

  @Test
  void flagIsOneByteOfTheTable() throws Exception {
    byte[] tree = CircuitCodec.encode(circuit(false, false));
    byte[] mixed = CircuitCodec.encode(circuit(false, true));
    int at = 0;
    while (tree[at] == mixed[at]) {
      at++;
    }
    Circuit read = CircuitCodec.decode(mixed);
    assertThat(read.tables()).extracting(Table::direct).containsExactly(false, true);
    assertThat(CircuitCodec.encode(read)).isEqualTo(mixed);
    assertThat(mixed[at]).isEqualTo((byte) 1);
    mixed[at] = 0;
    assertThat(mixed).isEqualTo(tree);
    mixed[at] = 2;
    assertThatThrownBy(() -> CircuitCodec.decode(mixed))
        .isInstanceOf(MalformedFormatException.class);
  }

  @Test
  void rowsLeaveTheTreeButNotTheTags() throws Exception {
    Layout tree = Layout.of(circuit(false, false));
    Layout mixed = Layout.of(circuit(true, false));
    Layout direct = Layout.of(circuit(true, true));
    // 256 + 8 + 2·4 leaves; 8 + 2·4; 2·4
    assertThat(List.of(tree.leafVariables(), mixed.leafVariables(), direct.leafVariables()))
        .containsExactly(9, 4, 3);
    assertThat(mixed.leafBlocks()).extracting(LeafBlock::tag).containsExactly(1, 2, 2);
    assertThat(mixed.directTables()).extracting(DirectTable::tag).containsExactly(1);
    assertThat(direct.directTables()).extracting(DirectTable::rows).containsExactly(200L, 7L);
  }

  @Test
  void oneMessageMoreIsSentAndMultiplied() throws Exception {
    Map<Layout, Integer> sums =
        Map.of(
            Layout.of(circuit(false, false)), 0,
            Layout.of(circuit(true, false)), 1,
            Layout.of(circuit(true, true)), 1);
    sums.forEach(
        (layout, sum) -> {
          int n = layout.leafVariables();
          int opening = 2 * layout.circuit().c();
          assertThat(Plan.of(layout).messages()).isEqualTo(2 + sum + n * (n - 1) + 4 * n + opening);
          assertThat(Plan.of(layout).multiplied()).isEqualTo(2 + sum + 4 * n);
        });
  }

  /** The tree has a layer even if all that is left is one cell. */
  @Test
  void oneCellLooksUpInATreeOfOneLayer() throws Exception {
    CircuitSketch n = new CircuitSketch(3);
    int x = n.input("x", 0, 199);
    n.lookup(n.rangeTable("t", 0, 200), x);
    n.direct(0);
    Layout layout = Layout.of(n.circuit());
    assertThat(layout.leafVariables()).isEqualTo(1);
    assertThat(Plan.of(layout).hasLookups()).isTrue();
    assertThat(Plan.of(layout).messages()).isEqualTo(2 + 1 + 4 + 2 * 3);
  }

  @Test
  void onlyTheMultiplicityGetsACovector() throws Exception {
    Circuit circuit = circuit(true, true);
    Layout layout = Layout.of(circuit);
    for (Table table : circuit.tables()) {
      assertThat(layout.covectors(table.multiplicity())).isEqualTo(1);
      assertThat(table.columns()).allSatisfy(c -> assertThat(layout.covectors(c)).isZero());
    }
  }
}
