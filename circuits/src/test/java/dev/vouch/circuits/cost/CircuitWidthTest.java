package dev.vouch.circuits.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.emit.PortColumns;
import dev.vouch.circuits.emit.SizedCircuit;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The width that the compiler gives a circuit of 60,000 activations, for either goal. */
class CircuitWidthTest {
  private static final int MICROS_PER_COMPACT_BYTE = 20;

  private static Map<String, TensorData> sample;
  private static CompiledNetwork latency;
  private static CompiledNetwork compact;

  @BeforeAll
  static void compile() throws Exception {
    Graph graph = new TestGraph(1).input("x", 60, 1000).node("Relu", "y", "x").outputs("y");
    sample = TestGraph.sample(graph, 3, 2);
    latency = compile(graph, ProofGoal.LATENCY);
    compact = compile(graph, ProofGoal.COMPACT);
  }

  private static CompiledNetwork compile(Graph graph, ProofGoal goal) throws Exception {
    return Compiler.compile(
        graph,
        CompileOptions.defaults().withGoal(goal),
        Calibrator.calibrate(graph, List.of(TestGraph.sample(graph, 3, 2))));
  }

  private static Plan plan(Circuit circuit, int c) {
    return Plan.of(Layout.of(SizedCircuit.of(circuit, c)));
  }

  @Test
  void timeIsTheDefault() {
    assertThat(CompileOptions.defaults().goal()).isEqualTo(ProofGoal.LATENCY);
    assertThat(CompileOptions.defaults().withBits(12).goal()).isEqualTo(ProofGoal.LATENCY);
  }

  /** Nothing but the width, so the same integers are computed and proven. */
  @Test
  void goalsDifferInWidthAlone() throws Exception {
    assertThat(compact.circuit().c()).isGreaterThan(latency.circuit().c());
    Circuit narrowed =
        PortColumns.with(
            SizedCircuit.of(compact.circuit(), latency.circuit().c()),
            PortColumns.tensors(latency.circuit()).stream()
                .map(Tensor.Committed::columnBits)
                .toList());
    assertThat(CircuitCodec.encode(narrowed)).isEqualTo(CircuitCodec.encode(latency.circuit()));
    Compiled.requireValid(compact);
    Compiled.requireAccepted(compact, sample);
  }

  /**
   * Many proofs that are verified together count the generators and a model's rows once: what is
   * left is the prover's time, a point a row, and the bytes.
   */
  @Test
  void throughputCountsWhatIsOfOneProofAlone() throws Exception {
    Graph graph = new TestGraph(1).input("x", 60, 1000).node("Relu", "y", "x").outputs("y");
    CompiledNetwork many = compile(graph, ProofGoal.THROUGHPUT);
    double[] costs = IntStream.rangeClosed(8, 16).mapToDouble(c -> costInASet(many, c)).toArray();
    int cheapest =
        IntStream.range(0, costs.length).reduce(0, (best, i) -> costs[i] < costs[best] ? i : best);
    assertThat(many.circuit().c()).isEqualTo(8 + cheapest);
    Compiled.requireAccepted(many, sample);
  }

  private static double costInASet(CompiledNetwork network, int c) {
    Rates rates = Rates.COMPILER;
    Circuit sized = SizedCircuit.of(network.circuit(), c);
    CircuitCost cost = CircuitCost.of(Layout.of(sized));
    long rows = cost.counts().rows();
    return (rates.scalar() + 16) * cost.columns()
        + (rates.row() + rates.verifierPoint() / 2 + 16) * rows;
  }

  /** All of 60,000 cells go into fewer rows, and only the opened row of plain proofs has more. */
  @Test
  void compactProofsAreAFifthSmaller() {
    Plan narrow = plan(latency.circuit(), latency.circuit().c());
    Plan wide = plan(compact.circuit(), compact.circuit().c());
    assertThat(wide.compactMessageBytes()).isLessThan(narrow.compactMessageBytes() * 4 / 5);
    assertThat(wide.messageBytes()).isGreaterThan(narrow.messageBytes());
  }

  /** Bytes are worth 20 microseconds each: no width has a smaller sum of time and that price. */
  @Test
  void widthWeighsBytesAgainstTime() {
    double[] costs = IntStream.rangeClosed(8, 16).mapToDouble(c -> cost(c)).toArray();
    int cheapest =
        IntStream.range(0, costs.length).reduce(0, (best, i) -> costs[i] < costs[best] ? i : best);
    assertThat(compact.circuit().c()).isEqualTo(8 + cheapest);
  }

  private static double cost(int c) {
    Rates rates = Rates.COMPILER;
    Plan plan = plan(compact.circuit(), c);
    CircuitCost cost = CircuitCost.of(Layout.of(SizedCircuit.of(compact.circuit(), c)));
    int rounds = 32 - Integer.numberOfLeadingZeros(Math.max(plan.columns(), plan.pads()) - 1);
    double points = (rounds + 0.5) * (1 << rounds) + cost.counts().rows() / 2.0;
    return rates.scalar() * cost.columns()
        + rates.row() * cost.counts().rows()
        + rates.verifierPoint() * points
        + MICROS_PER_COMPACT_BYTE * (double) plan.compactMessageBytes();
  }

  /** Whatever the circuit, a compact proof of the width chosen for it is no larger. */
  @Test
  void smallCircuitsLoseNothing() throws Exception {
    for (int length : new int[] {1, 5, 300, 5000}) {
      Graph graph = new TestGraph(1).input("x", 1, length).node("Relu", "y", "x").outputs("y");
      Circuit fast = compile(graph, ProofGoal.LATENCY).circuit();
      Circuit small = compile(graph, ProofGoal.COMPACT).circuit();
      assertThat(plan(small, small.c()).compactMessageBytes())
          .isLessThanOrEqualTo(plan(fast, fast.c()).compactMessageBytes());
    }
  }
}
