package dev.vouch.circuits.score;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.OperatorSetIdProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.TensorShapeProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.RowFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An ONNX model whose one output is the score of each row: that of the model it was made from,
 * compared with labels, which are a further input. Immutable.
 *
 * @param model with the nodes of the metric at its end
 * @param label the input that holds a label a row
 * @param group the input that holds the number of each row's group, if there are groups
 * @param output what the score is called
 * @param source the output of the model that is compared
 * @param classes how many classes there are; 0 where labels are none
 * @param options what was asked for
 */
public record ScoredModel(
    ModelProto model,
    String label,
    Optional<String> group,
    String output,
    String source,
    int classes,
    ScoreOptions options) {
  /** What {@link #label} is called, unless the model has an input of this name. */
  public static final String LABEL = "label";

  /** What {@link #group} is called, unless the model has an input of this name. */
  public static final String GROUP = "group";

  /**
   * Appends a metric to a model.
   *
   * @param graph of the model as it will be compiled: its outputs have rows along their first axis
   * @throws UnsupportedModelException if the metric does not suit its outputs: says which would
   */
  public static ScoredModel of(ModelProto model, Graph graph, ScoreOptions options)
      throws UnsupportedModelException {
    return new Appending(model, graph, options).scored();
  }

  /**
   * Formats that labels and groups have where they are hidden: exactly the classes and groups, so
   * that a proof shows that every row has one.
   */
  public Map<String, RowFormat> formats() {
    Map<String, RowFormat> formats = new HashMap<>();
    if (options.metric().ofClasses()) {
      formats.put(label, below(classes));
    }
    group.ifPresent(name -> formats.put(name, below(options.groups().orElseThrow())));
    return formats;
  }

  private static RowFormat below(int count) {
    return new RowFormat(List.of(), 0, 0, count - 1, 0, ValueType.INTEGER, null);
  }

  /** What the cells of a row of the score mean, in order; classes and groups by their numbers. */
  public List<String> cells() {
    return new ScoreCells(options, classes, ClassNames.NONE, ClassNames.NONE).names();
  }

  /** As {@link #cells()}, with the names of classes and groups as far as there are any. */
  public List<String> namedCells() {
    return new ScoreCells(options, classes, classNames(), groupNames()).names();
  }

  /** What the classes are called; {@link ClassNames#NONE} if it is not known of just so many. */
  public ClassNames classNames() {
    return options.classNames().count() == classes ? options.classNames() : ClassNames.NONE;
  }

  /** What the groups are called; {@link ClassNames#NONE} if it is not known of just so many. */
  public ClassNames groupNames() {
    return options.groupNames().count() == options.groups().orElse(0)
        ? options.groupNames()
        : ClassNames.NONE;
  }

  /** The work of {@link #of}. */
  private static final class Appending {
    private final ModelProto model;
    private final Graph graph;
    private final ScoreOptions options;
    private final RenamedValues renamed;
    private final GraphProto.Builder built;
    private final NodeAppender nodes;

    Appending(ModelProto model, Graph graph, ScoreOptions options) {
      this.model = model;
      this.graph = graph;
      this.options = options;
      this.renamed = RenamedValues.freeing(model.getGraph(), List.of(LABEL, GROUP));
      this.built = renamed.in(model.getGraph());
      int opset =
          (int)
              model.getOpsetImportList().stream()
                  .filter(
                      entry -> entry.getDomain().isEmpty() || entry.getDomain().equals("ai.onnx"))
                  .mapToLong(OperatorSetIdProto::getVersion)
                  .max()
                  .orElse(1);
      this.nodes = new NodeAppender(built, opset);
    }

    ScoredModel scored() throws UnsupportedModelException {
      ScoreSource source = ScoreSource.of(graph, options);
      boolean ofClasses = options.metric().ofClasses();
      String label =
          nodes.input(
              LABEL,
              ofClasses ? TensorProto.DataType.INT64_VALUE : TensorProto.DataType.FLOAT_VALUE,
              ofClasses ? rows() : shape(graph.info(source.output())));
      Optional<String> group = Optional.empty();
      if (options.groups().isPresent()) {
        group = Optional.of(nodes.input(GROUP, TensorProto.DataType.INT64_VALUE, rows()));
      }
      String score =
          new MetricNodes(nodes, source.renamed(renamed.of(source.output())), options, label, group)
              .append();
      built.clearOutput().addOutput(ValueInfoProto.newBuilder().setName(score));
      ModelProto scored = model.toBuilder().setGraph(built).build();
      return new ScoredModel(
          scored, label, group, score, source.output(), source.classes(), options);
    }

    /** One entry a row: as long as the first axis of the model's first input. */
    private TensorShapeProto rows() throws UnsupportedModelException {
      return TensorShapeProto.newBuilder().addDim(firstAxis()).build();
    }

    private TensorShapeProto shape(ValueInfo like) throws UnsupportedModelException {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(firstAxis());
      for (int axis = 1; axis < like.rank(); axis++) {
        shape.addDimBuilder().setDimValue(like.shape()[axis]);
      }
      return shape.build();
    }

    private TensorShapeProto.Dimension firstAxis() throws UnsupportedModelException {
      List<String> inputs = new ArrayList<>(graph.inputs());
      for (ValueInfoProto input : built.getInputList()) {
        TensorShapeProto shape = input.getType().getTensorType().getShape();
        if (inputs.contains(input.getName()) && shape.getDimCount() > 0) {
          return shape.getDim(0);
        }
      }
      throw new UnsupportedModelException(
          List.of(Problem.of("the network", "it has no input with rows along its first axis")));
    }
  }
}
