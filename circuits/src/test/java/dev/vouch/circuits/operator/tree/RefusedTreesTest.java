package dev.vouch.circuits.operator.tree;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attributes that are no trees are refused by name, not followed. */
class RefusedTreesTest {
  /** Root 0, whose branches lead to node 1 and leaf 2; node 1 leads to leaves 3 and 4. */
  private static Graph classic(AttributeProto... changed) throws Exception {
    return graph(
        "TreeEnsembleRegressor",
        List.of(
            attributes("nodes_treeids", 0, 0, 0, 0, 0),
            attributes("nodes_nodeids", 0, 1, 2, 3, 4),
            attributes("nodes_featureids", 0, 1, 0, 0, 0),
            attribute("nodes_modes", List.of("BRANCH_LEQ", "BRANCH_LEQ", "LEAF", "LEAF", "LEAF")),
            attribute("nodes_values", 1, 2, 0, 0, 0),
            attributes("nodes_truenodeids", 1, 3, 0, 0, 0),
            attributes("nodes_falsenodeids", 2, 4, 0, 0, 0),
            attributes("target_treeids", 0, 0, 0),
            attributes("target_nodeids", 2, 3, 4),
            attributes("target_ids", 0, 0, 0),
            attribute("target_weights", 1, 2, 3)),
        changed);
  }

  private static Graph graph(String type, List<AttributeProto> usual, AttributeProto... changed)
      throws Exception {
    Map<String, AttributeProto> given = new LinkedHashMap<>();
    Stream.concat(usual.stream(), Stream.of(changed))
        .forEach(attribute -> given.put(attribute.getName(), attribute));
    ModelBuilder model = type.equals("TreeEnsemble") ? model().features(5) : model();
    return model
        .input("x", 2, 2)
        .call("ai.onnx.ml", type, "x", "y", given.values().toArray(AttributeProto[]::new))
        .output("y")
        .graph();
  }

  @Test
  void theUsualOneIsRead() throws Exception {
    assertThat(classic().nodes()).isNotEmpty();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("at which onnxruntime starts", attributes("nodes_truenodeids", 0, 3, 0, 0, 0)),
        Arguments.of("no branch leads to node 2", attributes("nodes_falsenodeids", 3, 4, 0, 0, 0)),
        Arguments.of("no node -1", attributes("nodes_falsenodeids", -1, 4, 0, 0, 0)),
        Arguments.of(
            "names number 4294967297", attributes("nodes_nodeids", 0, 1L << 32 | 1, 2, 3, 4)),
        Arguments.of("names number", attributes("nodes_featureids", 1L << 40, 1, 0, 0, 0)),
        Arguments.of(
            "the trees look at column",
            attributes("nodes_featureids", Integer.MAX_VALUE, 1, 0, 0, 0)),
        Arguments.of("two nodes 3", attributes("nodes_nodeids", 0, 1, 2, 3, 3)),
        Arguments.of("0 targets", attribute("n_targets", 0)),
        Arguments.of("4294967296 targets", attribute("n_targets", 1L << 32)),
        Arguments.of("has 4 entries", attribute("nodes_values", 1, 2, 0, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isNoTree(String message, AttributeProto changed) {
    assertThatThrownBy(() -> classic(changed)).hasMessageContaining(message);
  }

  @Test
  void treesThatAreListedAmongOneAnother() {
    assertThatThrownBy(
            () ->
                classic(
                    attributes("nodes_treeids", 0, 1, 0, 1, 1),
                    attributes("nodes_truenodeids", 2, 3, 0, 0, 0),
                    attributes("target_treeids", 0, 1, 1)))
        .hasMessageContaining("not listed side by side");
  }

  /** Nodes that lead to one another, and that no root leads to. */
  @Test
  void aCircleBesideATree() {
    assertThatThrownBy(
            () ->
                classic(
                    attribute(
                        "nodes_modes",
                        List.of("BRANCH_LEQ", "LEAF", "LEAF", "BRANCH_LEQ", "BRANCH_LEQ")),
                    attributes("nodes_truenodeids", 1, 0, 0, 4, 3),
                    attributes("nodes_falsenodeids", 2, 0, 0, 4, 3),
                    attributes("target_nodeids", 1, 1, 2)))
        .hasMessageContaining("no branches lead from the root of tree 0 to node 3");
  }

  /** One node and two leaves, of opset 5. */
  private static Graph ensemble(AttributeProto... changed) throws Exception {
    return graph(
        "TreeEnsemble",
        List.of(
            attributes("tree_roots", 0),
            attributes("nodes_featureids", 1),
            attribute("nodes_modes", TensorData.ofLongs(DataType.UINT8, new int[] {1}, 0)),
            attribute("nodes_splits", TensorData.ofDoubles(DataType.FLOAT, new int[] {1}, 0.5)),
            attributes("nodes_trueleafs", 1),
            attributes("nodes_truenodeids", 0),
            attributes("nodes_falseleafs", 1),
            attributes("nodes_falsenodeids", 1),
            attributes("leaf_targetids", 0, 0),
            attribute("leaf_weights", TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 1, 2))),
        changed);
  }

  static Stream<Arguments> refusedEnsembles() {
    TensorData real = TensorData.ofDoubles(DataType.FLOAT, new int[] {1}, 0);
    return Stream.of(
        Arguments.of("there are no trees", attributes("tree_roots")),
        Arguments.of("names number -4294967296", attributes("tree_roots", -1L << 32)),
        Arguments.of("names node 1 of 1", attributes("tree_roots", 1)),
        Arguments.of("two branches lead to node 0", attributes("nodes_trueleafs", 0)),
        Arguments.of("names leaf 2 of 2", attributes("nodes_falsenodeids", 2)),
        Arguments.of("nodes_modes holds floating-point", attribute("nodes_modes", real)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedEnsembles")
  void isNoEnsemble(String message, AttributeProto changed) throws Exception {
    assertThat(ensemble().nodes()).isNotEmpty();
    assertThatThrownBy(() -> ensemble(changed)).hasMessageContaining(message);
  }
}
