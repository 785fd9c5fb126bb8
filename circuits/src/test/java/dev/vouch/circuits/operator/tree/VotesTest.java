package dev.vouch.circuits.operator.tree;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leaves with several votes for one target, or with none: what onnxruntime 1.32 makes of them. */
class VotesTest {
  private static final String ML = "ai.onnx.ml";

  /** The leaf that x &lt; 0 reaches, and the other one. */
  private static final TensorData ROWS =
      TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 1}, -1, 1);

  /** Votes of a leaf: targets and weights in turn. */
  private static double[] leaf(double... votes) {
    return votes;
  }

  /** Trees of one decision, x &lt; 0, and two leaves each. */
  private static Graph graph(String type, List<double[]> leaves, AttributeProto... more)
      throws Exception {
    boolean classifier = type.equals("TreeEnsembleClassifier");
    String votesOf = classifier ? "class" : "target";
    int trees = leaves.size() / 2;
    List<Long> tree = new ArrayList<>();
    List<Long> node = new ArrayList<>();
    List<Long> target = new ArrayList<>();
    List<Double> weight = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      double[] votes = leaves.get(i);
      for (int vote = 0; vote < votes.length; vote += 2) {
        tree.add((long) i / 2);
        node.add(1L + i % 2);
        target.add((long) votes[vote]);
        weight.add(votes[vote + 1]);
      }
    }
    List<AttributeProto> attributes =
        new ArrayList<>(
            List.of(
                attributes("nodes_treeids", nodes(trees, i -> i / 3)),
                attributes("nodes_nodeids", nodes(trees, i -> i % 3)),
                attributes("nodes_featureids", nodes(trees, i -> 0)),
                attribute(
                    "nodes_modes",
                    IntStream.range(0, 3 * trees)
                        .mapToObj(i -> i % 3 == 0 ? "BRANCH_LT" : "LEAF")
                        .toList()),
                attribute("nodes_values", new double[3 * trees]),
                attributes("nodes_truenodeids", nodes(trees, i -> i % 3 == 0 ? 1 : 0)),
                attributes("nodes_falsenodeids", nodes(trees, i -> i % 3 == 0 ? 2 : 0)),
                attributes(votesOf + "_treeids", longs(tree)),
                attributes(votesOf + "_nodeids", longs(node)),
                attributes(votesOf + "_ids", longs(target)),
                attribute(
                    votesOf + "_weights",
                    weight.stream().mapToDouble(Double::doubleValue).toArray())));
    attributes.addAll(Arrays.asList(more));
    ModelBuilder model =
        model()
            .input("x", 2, 1)
            .call(
                ML,
                type,
                "x",
                classifier ? "label y" : "y",
                attributes.toArray(AttributeProto[]::new));
    return (classifier ? model.output("label") : model).output("y").graph();
  }

  private static long[] nodes(int trees, IntUnaryOperator of) {
    return IntStream.range(0, 3 * trees).map(of).asLongStream().toArray();
  }

  private static long[] longs(List<Long> list) {
    return list.stream().mapToLong(Long::longValue).toArray();
  }

  private static double[] proven(Graph graph, String output) throws Exception {
    Map<String, TensorData> inputs = Map.of("x", ROWS);
    CompiledNetwork network =
        Compiler.compilation(
                graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(inputs)))
            .network();
    return Compiled.requireAccepted(network, inputs).outputs().get(output).dequantised();
  }

  private static AttributeProto labels(long... labels) {
    return attributes("classlabels_int64s", labels);
  }

  /** More than the largest single vote. */
  @Test
  void votesOfALeafForOneTargetAreAdded() throws Exception {
    List<double[]> leaves =
        List.of(leaf(0, 1, 0, 1, 0, 1, 0, 1, 0, 1), leaf(0, -1, 1, 0.5, 0, -1, 0, -0.75));
    double[] scores =
        proven(graph("TreeEnsembleRegressor", leaves, attribute("n_targets", 2)), "y");
    assertThat(scores).containsExactly(new double[] {5, 0, -2.75, 0.5}, within(1e-8));
  }

  /** The first class of two is the only one whose votes count, and some leaf has none. */
  @Test
  void aLeafWithoutVotesForTheOnlySumAddsNothing() throws Exception {
    List<double[]> leaves = List.of(leaf(1, 1), leaf(1, 2), leaf(0, 0.5), leaf(0, 0.25));
    Graph graph =
        graph(
            "TreeEnsembleClassifier", leaves, labels(5, 6), attribute("base_values", 0.125, 0.25));
    assertThat(proven(graph, "y"))
        .containsExactly(new double[] {-0.75, 0.75, -0.5, 0.5}, within(1e-8));
    assertThat(proven(graph, "label")).containsExactly(1, 1);
  }

  /** A class that no tree votes for does not win with a score of 0 against negative ones. */
  @Test
  void aClassWithoutVotesDoesNotWin() throws Exception {
    List<double[]> leaves = List.of(leaf(1, -1), leaf(1, -3), leaf(3, -2), leaf(3, -2));
    Graph graph = graph("TreeEnsembleClassifier", leaves, labels(10, -11, 12, 13));
    assertThat(proven(graph, "label")).containsExactly(-11, 13);
    assertThat(proven(graph, "y"))
        .containsExactly(new double[] {0, -1, 0, -2, 0, -3, 0, -2}, within(1e-8));
    Graph based =
        graph(
            "TreeEnsembleClassifier",
            leaves,
            labels(10, -11, 12, 13),
            attribute("base_values", 0, 0, 0, 0));
    assertThat(proven(based, "label")).containsExactly(10, 10);
  }

  /** Shares of classes, of which leaves leave out those that are 0. */
  @Test
  void positiveVotesOfSomeClasses() throws Exception {
    List<double[]> leaves = List.of(leaf(1, 1), leaf(0, 0.5, 2, 0.5), leaf(2, 1), leaf(2, 1));
    Graph graph = graph("TreeEnsembleClassifier", leaves, labels(7, 8, 9));
    assertThat(proven(graph, "label")).containsExactly(8, 9);
  }

  /** Scores far smaller than others count, if they are not 0. */
  @Test
  void softmaxOfScoresThatAreNotZero() throws Exception {
    List<double[]> leaves = List.of(leaf(0, -100, 1, 1e-3), leaf(0, -50, 1, -1e-3));
    Graph graph =
        graph(
            "TreeEnsembleRegressor",
            leaves,
            attribute("n_targets", 3),
            attribute("post_transform", "SOFTMAX_ZERO"));
    assertThat(proven(graph, "y")).containsExactly(new double[] {0, 1, 0, 0, 1, 0}, within(6e-5));
  }

  /** A class that is out of the question in the data of calibration does not make others coarse. */
  @Test
  void logisticOfScoresOfUnlikeSize() throws Exception {
    List<double[]> leaves = List.of(leaf(0, -40, 1, 0.5, 2, 12), leaf(0, -40, 1, -3, 2, 0));
    AttributeProto logistic = attribute("post_transform", "LOGISTIC");
    double[] wanted = {0, 0.622459, 0.999994, 0, 0.047426, 0.5};
    Graph targets = graph("TreeEnsembleRegressor", leaves, attribute("n_targets", 3), logistic);
    assertThat(proven(targets, "y")).containsExactly(wanted, within(6e-5));
    Graph classes = graph("TreeEnsembleClassifier", leaves, labels(3, 4, 5), logistic);
    assertThat(proven(classes, "y")).containsExactly(wanted, within(6e-5));
    assertThat(proven(classes, "label")).containsExactly(5, 5);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "BRANCH_LEQ, 0, 2", "BRANCH_LT, 0, 2", "BRANCH_GTE, 0, 2", "BRANCH_GT, 0, 2",
    "BRANCH_EQ, 0, 2", "BRANCH_NEQ, 0, 1", "BRANCH_LEQ, 1, 2", "BRANCH_GT, 1, 2"
  })
  void nothingComparesWithNaN(String mode, int missing, double number) throws Exception {
    Graph graph =
        model()
            .input("x", 2, 1)
            .call(
                ML,
                "TreeEnsembleRegressor",
                "x",
                "y",
                attributes("nodes_treeids", 0, 0, 0),
                attributes("nodes_nodeids", 0, 1, 2),
                attributes("nodes_featureids", 0, 0, 0),
                attribute("nodes_modes", List.of(mode, "LEAF", "LEAF")),
                attribute("nodes_values", Double.NaN, 0, 0),
                attributes("nodes_missing_value_tracks_true", missing, 0, 0),
                attributes("nodes_truenodeids", 1, 0, 0),
                attributes("nodes_falsenodeids", 2, 0, 0),
                attributes("target_treeids", 0, 0),
                attributes("target_nodeids", 1, 2),
                attributes("target_ids", 0, 0),
                attribute("target_weights", 1, 2),
                attribute("n_targets", 1))
            .output("y")
            .graph();
    double ofMissing = missing == 1 ? 1 : number;
    for (double x : new double[] {-0.0, 1e30, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      Map<String, TensorData> inputs =
          Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 1}, x, Double.NaN));
      CompiledNetwork network =
          Compiler.compilation(
                  graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(inputs)))
              .network();
      assertThat(Compiled.requireAccepted(network, inputs).outputs().get("y").dequantised())
          .containsExactly(number, ofMissing);
    }
  }

  /** What depends on which leaves a row reaches, or on whom one asks, is refused. */
  @Test
  void refusals() {
    List<double[]> some = List.of(leaf(0, -1), leaf(1, 1, 2, 1));
    refuses("greatest", "rows may reach no leaf", "TreeEnsembleClassifier", some, labels(1, 2, 3));
    refuses(
        "second class",
        "the second of two classes",
        "TreeEnsembleClassifier",
        List.of(leaf(0, 1), leaf(1, 1)),
        labels(1, 2));
    refuses(
        "base values",
        "target 1 has a base value",
        "TreeEnsembleRegressor",
        some,
        attribute("n_targets", 3),
        attribute("base_values", 0, 1, 0));
    refuses(
        "one target",
        "several votes for the only target",
        "TreeEnsembleRegressor",
        List.of(leaf(0, 1, 0, 1), leaf(0, 1)),
        attribute("n_targets", 1));
    refuses(
        "extremes",
        "unless each leaf of a tree has one vote",
        "TreeEnsembleRegressor",
        some,
        attribute("n_targets", 3),
        attribute("aggregate_function", "MAX"));
  }

  private static void refuses(
      String what, String message, String type, List<double[]> leaves, AttributeProto... more) {
    assertThatThrownBy(() -> proven(graph(type, leaves, more), "y"))
        .as(what)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining(message);
  }
}
