package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Forms of the tree ensembles of ai.onnx.ml: two trees, one of a decision, one of two. */
final class TreeForms {
  private static final String DOMAIN = "ai.onnx.ml";
  private static final String CLASSIFIER = "TreeEnsembleClassifier";
  private static final String REGRESSOR = "TreeEnsembleRegressor";
  private static final String ENSEMBLE = "TreeEnsemble";

  /** Each leaf votes for each target, or only for those that are not 0. */
  private static final double[][] VOTES = {
    {0.5, -1.25, 2}, {-0.75, 0.5, 1}, {3, 0.125, -2}, {-1, 2, 0.25}, {0.75, -0.5, 1.5}
  };

  private TreeForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    for (String aggregate : List.of("SUM", "AVERAGE", "MIN", "MAX")) {
      families.add(
          FormFamily.of(DOMAIN + "." + REGRESSOR, aggregate + " of one target", 4, 3)
              .nodes(1, classic(REGRESSOR, "target", 1, false, regression(aggregate, 1, "NONE"))));
    }
    for (String transform : List.of("NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO")) {
      families.add(
          FormFamily.of(DOMAIN + "." + REGRESSOR, transform + " of three targets", 4, 3)
              .nodes(1, classic(REGRESSOR, "target", 3, false, regression("SUM", 3, transform))));
      families.add(
          FormFamily.of(DOMAIN + "." + CLASSIFIER, transform + " of three classes", 4, 3)
              .outputs(2)
              .nodes(1, classic(CLASSIFIER, "class", 3, false, classes(transform, 7, 3, 5))));
      families.add(
          FormFamily.of(
                  DOMAIN + "." + CLASSIFIER, transform + " of two classes, one voted for", 4, 3)
              .outputs(2)
              .nodes(1, classic(CLASSIFIER, "class", 1, false, classes(transform, 4, 9))));
      families.add(
          FormFamily.of(DOMAIN + "." + CLASSIFIER, transform + " of two classes with votes", 4, 3)
              .outputs(2)
              .nodes(1, classic(CLASSIFIER, "class", 2, false, classes(transform, 0, 1))));
    }
    families.add(
        FormFamily.of(DOMAIN + "." + CLASSIFIER, "all comparisons, labels that are strings", 4, 3)
            .outputs(2)
            .nodes(
                1,
                classic(
                    CLASSIFIER,
                    "class",
                    3,
                    true,
                    List.of(
                        attribute("classlabels_strings", List.of("a", "b", "c")),
                        attribute("post_transform", "NONE")))));
    families.add(
        FormFamily.of(DOMAIN + "." + REGRESSOR, "features of double", DataType.DOUBLE, 4, 3)
            .nodes(1, classic(REGRESSOR, "target", 1, true, regression("SUM", 1, "NONE"))));
    families.add(
        FormFamily.ofIntegers(DOMAIN + "." + REGRESSOR, "features of integers", 4, 3)
            .nodes(1, classic(REGRESSOR, "target", 1, true, regression("SUM", 1, "NONE"))));
    families.add(
        FormFamily.of(DOMAIN + "." + REGRESSOR, "features that are computed", 4, 3)
            .nodes(
                1,
                with(
                    ModelBuilder.model().node("Tanh", "x", "t"),
                    "t",
                    REGRESSOR,
                    "target",
                    1,
                    false,
                    regression("SUM", 1, "NONE"))));
    families.add(
        FormFamily.of(DOMAIN + "." + ENSEMBLE, "leaves of two targets, and a set", 4, 3)
            .nodes(17, ensemble()));
    return families;
  }

  private static List<AttributeProto> regression(String aggregate, int targets, String transform) {
    return List.of(
        attribute("n_targets", targets),
        attribute("aggregate_function", aggregate),
        attribute("post_transform", transform),
        attribute("base_values", targets == 1 ? new double[] {0.25} : new double[] {0.25, -1, 2}));
  }

  private static List<AttributeProto> classes(String transform, long... labels) {
    return List.of(
        attributes("classlabels_int64s", labels), attribute("post_transform", transform));
  }

  private static ModelBuilder classic(
      String type, String votesOf, int targets, boolean mixed, List<AttributeProto> more) {
    return with(ModelBuilder.model(), "x", type, votesOf, targets, mixed, more);
  }

  private static ModelBuilder with(
      ModelBuilder model,
      String features,
      String type,
      String votesOf,
      int targets,
      boolean mixed,
      List<AttributeProto> more) {
    List<String> modes =
        mixed
            ? List.of(
                "BRANCH_GTE", "LEAF", "LEAF", "BRANCH_NEQ", "BRANCH_LT", "LEAF", "LEAF", "LEAF")
            : List.of(
                "BRANCH_LEQ", "LEAF", "LEAF", "BRANCH_LEQ", "BRANCH_LEQ", "LEAF", "LEAF", "LEAF");
    long[] leaves = {1, 2, 2, 3, 4};
    long[] trees = {0, 0, 1, 1, 1};
    List<Long> tree = new ArrayList<>();
    List<Long> node = new ArrayList<>();
    List<Long> target = new ArrayList<>();
    List<Double> weight = new ArrayList<>();
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      for (int i = 0; i < targets; i++) {
        tree.add(trees[leaf]);
        node.add(leaves[leaf]);
        target.add((long) i);
        weight.add(VOTES[leaf][i]);
      }
    }
    Stream<AttributeProto> nodes =
        Stream.of(
            attributes("nodes_treeids", 0, 0, 0, 1, 1, 1, 1, 1),
            attributes("nodes_nodeids", 0, 1, 2, 0, 1, 2, 3, 4),
            attributes("nodes_featureids", 1, 0, 0, 0, 2, 0, 0, 0),
            attribute("nodes_modes", modes),
            attribute("nodes_values", 0.25, 0, 0, -0.5, 0.75, 0, 0, 0),
            attributes("nodes_truenodeids", 1, 0, 0, 1, 3, 0, 0, 0),
            attributes("nodes_falsenodeids", 2, 0, 0, 2, 4, 0, 0, 0),
            attributes("nodes_missing_value_tracks_true", 1, 0, 0, 0, 1, 0, 0, 0),
            attributes(votesOf + "_treeids", longs(tree)),
            attributes(votesOf + "_nodeids", longs(node)),
            attributes(votesOf + "_ids", longs(target)),
            attribute(
                votesOf + "_weights", weight.stream().mapToDouble(Double::doubleValue).toArray()));
    String outputs = type.equals(CLASSIFIER) ? "y0 y1" : "y0";
    return model.call(
        DOMAIN,
        type,
        features,
        outputs,
        Stream.concat(nodes, more.stream()).toArray(AttributeProto[]::new));
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  private static ModelBuilder ensemble() {
    return ModelBuilder.model()
        .features(5)
        .call(
            DOMAIN,
            ENSEMBLE,
            "x",
            "y0",
            attribute("n_targets", 2),
            attributes("tree_roots", 0, 1),
            attributes("nodes_featureids", 1, 0, 2),
            attribute("nodes_modes", TensorData.ofLongs(DataType.UINT8, new int[] {3}, 0, 4, 6)),
            attribute(
                "nodes_splits",
                TensorData.ofDoubles(DataType.FLOAT, new int[] {3}, 0.25, -0.5, Double.NaN)),
            attributes("nodes_trueleafs", 1, 1, 1),
            attributes("nodes_truenodeids", 0, 1, 2),
            attributes("nodes_falseleafs", 1, 0, 1),
            attributes("nodes_falsenodeids", 3, 2, 4),
            attribute(
                "membership_values",
                TensorData.ofDoubles(DataType.FLOAT, new int[] {4}, 1.5, -0.75, 0.125, Double.NaN)),
            attributes("leaf_targetids", 0, 1, 1, 0, 1),
            attribute(
                "leaf_weights",
                TensorData.ofDoubles(DataType.FLOAT, new int[] {5}, 0.5, -1, 2, 1.25, -0.25)));
  }
}
