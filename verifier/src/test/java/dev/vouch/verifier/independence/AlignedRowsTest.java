package dev.vouch.verifier.independence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.covector.PlainMeaning;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.CircuitSketch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An axis of rows in every tensor, and rows that are computed alike. */
class AlignedRowsTest {
  private static final int CIRCUITS = 3000;

  private static AlignedRows find(Circuit circuit) throws TooLargeException {
    return AlignedRows.find(circuit, new Budget(0, 1L << 30));
  }

  @Test
  void rowsThatAreAlignedAreIndependent() throws Exception {
    Random random = new Random(40);
    int found = 0;
    int independent = 0;
    for (int i = 0; i < CIRCUITS; i++) {
      Circuit circuit = new RandomRows(random).circuit();
      boolean apart = PlainReachability.meeting(circuit) == null;
      if (find(circuit) != null) {
        found++;
        assertThat(apart).as("circuit %s", i).isTrue();
      }
      independent += apart ? 1 : 0;
    }
    assertThat(found).isGreaterThan(independent / 3);
  }

  /** Where all rows hold the same, what is derived of them is the same, whatever the weights. */
  @Test
  void alikeRowsOfTheSameInputsAreTheSame() throws Exception {
    Random random = new Random(41);
    int alike = 0;
    int others = 0;
    int othersDiffer = 0;
    for (int i = 0; i < CIRCUITS; i++) {
      Circuit circuit = new RandomRows(random).circuit();
      AlignedRows rows = find(circuit);
      if (rows == null) {
        continue;
      }
      boolean same = sameInAllRows(circuit, rows, random);
      if (rows.alike()) {
        alike++;
        assertThat(same).as("circuit %s", i).isTrue();
      } else {
        others++;
        othersDiffer += same ? 0 : 1;
      }
    }
    assertThat(alike).isGreaterThan(CIRCUITS / 30);
    assertThat(othersDiffer).isGreaterThan(others / 10);
  }

  private static boolean sameInAllRows(Circuit circuit, AlignedRows rows, Random random) {
    Map<Integer, long[]> sources = new HashMap<>();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      long[] values = random.longs(tensor.size(), -99, 99).toArray();
      RowAxis axis = rows.axis(i);
      for (int cell = 0; axis != null && cell < values.length; cell++) {
        values[cell] = values[inFirstRow(cell, tensor, axis)];
      }
      sources.put(i, values);
    }
    List<FieldVector> values = PlainMeaning.evaluate(circuit, sources);
    for (int i = 0; i < values.size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      RowAxis axis = rows.axis(i);
      for (int cell = 0; axis != null && cell < tensor.size(); cell++) {
        if (!values.get(i).get(cell).equals(values.get(i).get(inFirstRow(cell, tensor, axis)))) {
          return false;
        }
      }
    }
    return true;
  }

  private static int inFirstRow(int cell, Tensor tensor, RowAxis axis) {
    int stride = 1;
    for (int i = axis.axis() + 1; i < tensor.shape().size(); i++) {
      stride *= tensor.shape().get(i);
    }
    return cell - axis.row(cell, tensor.shape()) * axis.block() * stride;
  }

  /** Three rows, each plus what its place adds: a constant of the place, and one of all places. */
  private static Circuit added(boolean byPlace, boolean scaledByRow) {
    CircuitSketch sketch = new CircuitSketch(3);
    int x = sketch.input("x", 0, 3, 3, 2);
    int y = sketch.output("y", 0, 9, 3, 2);
    int constant = sketch.iota("constant", 0, 3);
    Term own =
        new Term.Box(
            Scalar.ONE,
            List.of(3, 2),
            CircuitSketch.axes(2),
            List.of(new Term.Operand(constant, List.of(IndexEntry.axis(byPlace ? 0 : 1)))));
    sketch.zeros.add(
        sketch.derived("zero", List.of(3, 2), sketch.same(1, x), own, sketch.same(-1, y)));
    if (scaledByRow) {
      sketch.outputs.set(
          0, new Port("y", ValueType.REAL, List.of(3, 2), y, new SliceScales(0, List.of(0, 1, 0))));
    }
    return sketch.circuit();
  }

  @Test
  void whatDependsOnThePlaceIsNotAlike() {
    assertThat(RowIndependence.of(added(false, false)).alike()).isTrue();
    RowIndependence byPlace = RowIndependence.of(added(true, false));
    assertThat(byPlace.independent()).isTrue();
    assertThat(byPlace.alike()).isFalse();
    assertThat(byPlace.text()).contains("whether they depend on the row's place is not known");
    assertThat(RowIndependence.of(added(false, true)).alike()).isFalse();
  }
}
