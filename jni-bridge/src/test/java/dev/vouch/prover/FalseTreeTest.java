package dev.vouch.prover;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.emit.Witness;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.trace.CircuitEvaluator;
import dev.vouch.circuits.trace.Violation;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.circuit.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Hidden trees: a prover who takes another way than the committed trees is rejected. Each lie is
 * told throughout, in all cells that follow from it, and the lookup that gives it away is named.
 */
class FalseTreeTest {
  private static final int FEATURE = 0;
  private static final int THRESHOLD = 1;
  private static final int LEFT = 2;
  private static final int VOTE = 3;

  /** Two rows that take different ways. */
  private static final TensorData ROWS =
      TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 2}, 0.5, -3, 2.5, 1);

  private final CompiledNetwork network = network();

  FalseTreeTest() throws Exception {}

  /** Two trees of two levels: x0 ≤ 1, then x1 ≤ 0 or x1 ≤ 2; the second asks x1 ≤ 0.5 first. */
  private static CompiledNetwork network() throws Exception {
    List<String> modes = new ArrayList<>();
    for (int tree = 0; tree < 2; tree++) {
      modes.addAll(
          List.of("BRANCH_LEQ", "BRANCH_LEQ", "BRANCH_LEQ", "LEAF", "LEAF", "LEAF", "LEAF"));
    }
    Graph graph =
        ModelBuilder.model()
            .input("x", DataType.FLOAT, 2, 2)
            .call(
                "ai.onnx.ml",
                "TreeEnsembleRegressor",
                "x",
                "y",
                attribute("n_targets", 1),
                attributes("nodes_treeids", 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1),
                attributes("nodes_nodeids", 0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6),
                attributes("nodes_featureids", 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0),
                attribute("nodes_modes", modes),
                attribute("nodes_values", 1, 0, 2, 0, 0, 0, 0, 0.5, 0, 3, 0, 0, 0, 0),
                attributes("nodes_truenodeids", 1, 3, 5, 0, 0, 0, 0, 1, 3, 5, 0, 0, 0, 0),
                attributes("nodes_falsenodeids", 2, 4, 6, 0, 0, 0, 0, 2, 4, 6, 0, 0, 0, 0),
                attributes("target_treeids", 0, 0, 0, 0, 1, 1, 1, 1),
                attributes("target_nodeids", 3, 4, 5, 6, 3, 4, 5, 6),
                attributes("target_ids", 0, 0, 0, 0, 0, 0, 0, 0),
                attribute("target_weights", 1, 2, 3, 4, 10, 20, 30, 40))
            .output("y")
            .graph();
    Map<String, TensorData> inputs = Map.of("x", ROWS);
    return Compiler.compile(
        graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(inputs)));
  }

  @Test
  void theTruthIsAccepted() throws Exception {
    try (CheatingProver prover = new CheatingProver(Prover.commit(network, 1))) {
      assertThat(prover.rejection(JoinedWitness.of(network.execute(Map.of("x", ROWS))))).isEmpty();
    }
  }

  /** The thresholds lie on the other side, and are said to be the committed ones. */
  @Test
  void anotherPath() throws Exception {
    Witness honest = witness(network.modelValues(), ROWS);
    List<long[]> model = changed(THRESHOLD, threshold -> -1 - threshold);
    rejects(model, ROWS, "leaf.distance", Map.of("threshold", honest));
  }

  @Test
  void anotherLeaf() throws Exception {
    rejects(rotated(VOTE), ROWS, "votes.value", Map.of());
  }

  /** Every node leads to another one, in the other tree for some. */
  @Test
  void aNodeOfAnotherTree() throws Exception {
    rejects(rotated(LEFT), ROWS, "leaf.left", Map.of());
  }

  @Test
  void aThresholdSwapped() throws Exception {
    rejects(rotated(THRESHOLD), ROWS, "leaf.threshold", Map.of());
  }

  @Test
  void anotherFeature() throws Exception {
    rejects(changed(FEATURE, feature -> 1 - feature), ROWS, "leaf.feature", Map.of());
  }

  /** The rows are exchanged, and the committed input is the true one. */
  @Test
  void aFeatureOfAnotherRow() throws Exception {
    TensorData exchanged = TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 2}, 2.5, 1, 0.5, -3);
    Witness honest = witness(network.modelValues(), ROWS);
    rejects(network.modelValues(), exchanged, "leaf.number", Map.of("x", honest));
  }

  private List<long[]> changed(int column, LongUnaryOperator change) {
    List<long[]> model = new ArrayList<>(network.modelValues());
    model.set(column, Arrays.stream(model.get(column)).map(change).toArray());
    return model;
  }

  /** The values of a weight tensor, each one row further. */
  private List<long[]> rotated(int tensor) {
    List<long[]> model = new ArrayList<>(network.modelValues());
    long[] values = model.get(tensor);
    long[] rotated = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      rotated[i] = values[(i + 1) % values.length];
    }
    model.set(tensor, rotated);
    return model;
  }

  private Witness witness(List<long[]> model, TensorData rows) {
    Execution honest = network.execute(Map.of("x", rows));
    Map<Integer, long[]> inputs =
        Map.of(
            network.program().inputs().get(0).tensor(),
            honest.of(network.program().inputs().get(0).tensor()));
    return Execution.run(network.program(), model, inputs).witness();
  }

  /**
   * Proves with the committed model what another one, or other rows, would give.
   *
   * @param check part of the name of the tensor whose lookup has to fail
   * @param kept tensors, by the end of their names, whose cells are those of another witness
   */
  private void rejects(List<long[]> model, TensorData rows, String check, Map<String, Witness> kept)
      throws Exception {
    Circuit circuit = network.circuit();
    List<long[]> cells = new ArrayList<>(witness(model, rows).cells());
    List<Integer> tensors = Witness.tensors(circuit);
    for (int i = 0; i < tensors.size(); i++) {
      String name = circuit.tensors().get(tensors.get(i)).name();
      for (Map.Entry<String, Witness> other : kept.entrySet()) {
        String part = other.getKey();
        boolean named =
            name.equals(part) || name.startsWith(part + ".") || name.endsWith("." + part);
        if (named) {
          cells.set(i, other.getValue().cells().get(i));
        }
      }
    }
    Witness lie = new Witness(circuit, cells);
    CircuitEvaluator evaluator = new CircuitEvaluator(network.program().emit());
    List<Violation> broken =
        evaluator.violations(evaluator.evaluate(lie, network.modelValues()), 100);
    assertThat(broken)
        .extracting(violation -> circuit.tensors().get(violation.tensor()).name())
        .anyMatch(name -> name.contains(check));
    try (CheatingProver prover = new CheatingProver(Prover.commit(network, 1))) {
      long[] joined = cells.stream().flatMapToLong(LongStream::of).toArray();
      assertThat(prover.rejection(joined)).contains(RejectionReason.QUADRATIC_FORM);
    }
  }
}
