package dev.vouch.circuits.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.plan.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Counts of a small dense network: x [2, 6], Gemm 6·8, Relu, MatMul 8·8, Add, Reshape, 4·3. */
class CircuitCostTest {
  private static Map<String, TensorData> sample;
  private static CompiledNetwork network;
  private static Layout layout;
  private static Map<String, CircuitCounts> layers;

  @BeforeAll
  static void compile() throws Exception {
    Graph graph = TestGraph.dense(1);
    sample = TestGraph.sample(graph, 3, 1);
    network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    layout = Layout.of(network.circuit());
    layers = LayerCosts.of(layout);
  }

  @Test
  void layersAreNamedAfterValuesOfTheGraph() {
    assertThat(layers.keySet())
        .containsExactly("x", "h", "r", "m", "s", "y", CircuitLayers.SHARED_TABLES);
    assertThat(layers.get("h").weights()).isEqualTo(6 * 8 + 8);
    assertThat(layers.get("h").multiplications()).isEqualTo(2 * 6 * 8);
    assertThat(layers.get("m").weights()).isEqualTo(8 * 8);
    // the matrix product, and for each cell clamped · quotient
    assertThat(layers.get("y").multiplications()).isEqualTo(4 * 4 * 3 + 12);
    assertThat(layers.get("x").committedCells()).isGreaterThanOrEqualTo(2 * 6);
  }

  @Test
  void layersAddUpToWhatTheLayoutSays() {
    CircuitCost cost = CircuitCost.of(layout);
    CircuitCounts total = cost.counts();
    assertThat(total)
        .isEqualTo(layers.values().stream().reduce(CircuitCounts.NONE, CircuitCounts::plus));
    assertThat(total.rows())
        .isEqualTo(
            layout.rows()
                - layout.matrices(TensorKind.MODEL).stream().mapToInt(m -> m.rows()).sum());
    assertThat(total.rows() + total.modelRows()).isEqualTo(layout.rows());
    assertThat(total.lookupCells() + total.tableRows())
        .isEqualTo(layout.leafBlocks().stream().mapToLong(block -> block.space().cells()).sum());
    assertThat(total.weights())
        .isEqualTo(network.modelValues().stream().mapToLong(w -> w.length).sum());
    assertThat(cost.messages()).isEqualTo(Plan.of(layout).messages());
    assertThat(cost.columns()).isEqualTo(1 << layout.circuit().c());
  }

  @Test
  void digitsBoundThoseOfAWitness() {
    long[] values = JoinedWitness.of(network.execute(sample));
    long used = Arrays.stream(values).map(CircuitCostTest::nonZeroDigits).sum();
    long shown =
        Arrays.stream(network.execute(sample).outputs().get("y").integers())
            .map(CircuitCostTest::nonZeroDigits)
            .sum();
    assertThat(used - shown).isPositive();
    assertThat(CircuitCost.of(layout).counts().digits()).isGreaterThanOrEqualTo(used - shown);
  }

  @Test
  void numberOfDigitsIsExactAtTheEndsOfRanges() {
    for (long end : new long[] {-128, 127, -128 * 257, 127 * 257, -128 * 65793L, 127 * 65793L}) {
      for (long value = end - 2; value <= end + 2; value++) {
        assertThat(DigitCounts.most(Math.min(0, value), Math.max(0, value)))
            .as("%d", value)
            .isEqualTo(digits(value));
      }
    }
    assertThat(DigitCounts.most(-(1L << 62), 1L << 62)).isEqualTo(8);
  }

  /** Up to the highest digit that is not 0. */
  private static int digits(long value) {
    int digits = 1;
    for (long rest = (value - (byte) value) >> 8; rest != 0; rest = (rest - (byte) rest) >> 8) {
      digits++;
    }
    return digits;
  }

  @Test
  void digitsOfMultiplicities() {
    assertThat(DigitCounts.ofMultiplicities(16, 5)).isEqualTo(5);
    assertThat(DigitCounts.ofMultiplicities(16, 16 * 127)).isEqualTo(16 + 15);
    assertThat(DigitCounts.ofMultiplicities(1, 127)).isEqualTo(1);
    assertThat(DigitCounts.ofMultiplicities(1, 128)).isEqualTo(2);
  }

  private static long nonZeroDigits(long value) {
    long digits = 0;
    for (long rest = value; rest != 0; ) {
      byte digit = (byte) rest;
      digits += digit == 0 ? 0 : 1;
      rest = (rest - digit) >> 8;
    }
    return digits;
  }

  @Test
  void estimateIsTheSumOfItsParts() {
    CircuitCost cost = CircuitCost.of(layout);
    CircuitCounts n = cost.counts();
    Rates r = Rates.COMPILER;
    double expected =
        r.digit() * n.digits()
            + r.lookupCell() * n.lookupCells()
            + r.tableRow() * n.tableRows()
            + r.directRow() * n.directRows()
            + r.multiplyAdd() * (n.weights() + n.operandCells() + n.covectorCells())
            + r.scalar() * (cost.columns() + 2 * cost.messages())
            + r.row() * n.rows()
            + r.round() * cost.rounds();
    CostModel model = CostModel.COMPILER;
    assertThat(model.prover(cost)).isCloseTo(expected, within(1e-6));
    double parts = layers.values().stream().mapToDouble(model::part).sum() + model.shared(cost);
    assertThat(parts).isCloseTo(expected, within(1e-6));
  }
}
