package dev.vouch.circuits.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.emit.SizedCircuit;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.plan.Plan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the compiler puts the rows of tables. */
class TableChoiceTest {
  private static CompiledNetwork compile(Graph graph) throws Exception {
    Map<String, TensorData> sample = TestGraph.sample(graph, 3, 2);
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    Compiled.requireValid(network);
    Compiled.requireAccepted(network, sample);
    return network;
  }

  private static Graph elementwise(String operator) {
    return new TestGraph(1).input("x", 1, 5).node(operator, "y", "x").outputs("y");
  }

  private static Circuit inTree(Circuit circuit) {
    Circuit tree =
        circuit.withTables(
            circuit.tables().stream().map(table -> table.withDirect(false)).toList());
    return SizedCircuit.of(tree, CircuitWidth.cheapest(tree, ProofGoal.LATENCY));
  }

  /** Thousands of rows beside a few dozen cells: the tree is left with the cells. */
  @ParameterizedTest
  @ValueSource(strings = {"Tanh", "Sigmoid", "Erf"})
  void longTableBesideFewCellsIsDirect(String function) throws Exception {
    Circuit circuit = compile(elementwise(function)).circuit();
    assertThat(circuit.tables()).isNotEmpty().allMatch(Table::direct);
    Layout direct = Layout.of(circuit);
    Layout tree = Layout.of(inTree(circuit));
    CircuitCounts counts = CircuitCost.of(direct).counts();
    assertThat(counts.directRows()).isGreaterThan(4096);
    assertThat(counts.tableRows()).isZero();
    assertThat(direct.leafVariables()).isLessThanOrEqualTo(tree.leafVariables() - 6);
    assertThat(Plan.of(direct).messageBytes()).isLessThan(Plan.of(tree).messageBytes() * 2 / 3);
  }

  /** 18 rows join 33 cells in a tree that the cells alone would need: S is one message too many. */
  @Test
  void tableThatCostsNoLayerStaysInTheTree() throws Exception {
    Circuit circuit = compile(elementwise("Relu")).circuit();
    Layout tree = Layout.of(circuit);
    Layout direct = Layout.of(TableChoice.of(circuit));
    assertThat(direct.leafVariables()).isEqualTo(tree.leafVariables());
    assertThat(circuit.tables()).isNotEmpty().noneMatch(Table::direct);
  }

  @ParameterizedTest
  @EnumSource
  void theCheaperPlaceIsTaken(ProofGoal goal) throws Exception {
    for (Graph graph : List.of(TestGraph.dense(1), elementwise("Relu"), elementwise("Tanh"))) {
      Circuit compiled = inTree(compile(graph).circuit());
      Circuit tree = SizedCircuit.of(compiled, CircuitWidth.cheapest(compiled, goal));
      Circuit all = TableChoice.of(tree);
      Circuit direct = SizedCircuit.of(all, CircuitWidth.cheapest(all, goal));
      Circuit chosen = TableChoice.cheapest(tree, goal);
      boolean less = TableChoice.micros(goal, direct) < TableChoice.micros(goal, tree);
      assertThat(CircuitCodec.encode(chosen)).isEqualTo(CircuitCodec.encode(less ? direct : tree));
    }
  }

  @Test
  void onlyTablesOfConstantsLeaveTheTree() {
    List<Tensor> tensors =
        List.of(
            new Tensor.Iota("index", List.of(4), 0),
            new Tensor.Const("value", List.of(4), new long[] {3, 1, 2, 0}),
            new Tensor.Witness("hidden", List.of(4), 0, 9),
            new Tensor.Public("shown", List.of(4), 0, 9, 0));
    List<Table> tables =
        List.of(
            new Table(List.of(0), 1, 2, false),
            new Table(List.of(0, 1), 1, 2, false),
            new Table(List.of(0, 2), 1, 2, false),
            new Table(List.of(0, 1, 3), 1, 2, false));
    Circuit circuit =
        new Circuit(1, false, 2, tensors, tables, List.of(), List.of(), List.of(), List.of());
    assertThat(TableChoice.of(circuit).tables())
        .extracting(Table::direct)
        .containsExactly(true, true, false, false);
  }
}
