package dev.vouch.circuits.importer;

import dev.vouch.circuits.compile.GraphLowering;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.importer.quantised.QuantisedIslands;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.CellBudget;
import dev.vouch.circuits.onnx.ExternalData;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.OnnxFile;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.SparseTensorProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * ONNX model to {@link Graph}: binds symbolic dimensions, orders nodes, infers shapes, folds
 * constants, removes what no output needs. Initializers that are also listed as inputs are
 * constants.
 */
public final class GraphImporter {
  private final ModelProto model;
  private final GraphProto source;
  private final ImportOptions options;
  private final CellBudget budget;
  private final TensorDecoder tensors;
  private final Map<String, String> unreadable = new LinkedHashMap<>();
  private final TextTables texts = new TextTables();
  private final List<Problem> problems = new ArrayList<>();

  private GraphImporter(ModelProto model, Path folder, ImportOptions options) {
    this.model = model;
    this.source = model.getGraph();
    this.options = options;
    this.budget = new CellBudget(options.maxCells());
    this.tensors = new TensorDecoder(new ExternalData(folder), budget);
  }

  /**
   * Reads a model file, with external data beside it.
   *
   * @throws MalformedModelException if the file is no valid ONNX model, or larger than the options
   *     allow
   * @throws UnsupportedModelException if the model is valid but cannot be handled; it names all
   *     that is in the way
   * @throws IOException if a file cannot be read
   */
  public static Graph read(Path file, ImportOptions options)
      throws IOException, UnsupportedModelException {
    ModelProto model = OnnxFile.readModel(file, options.maxFileBytes());
    Path folder = file.toAbsolutePath().getParent();
    return of(model, folder == null ? Path.of("/") : folder, options);
  }

  /**
   * The inputs that a model file declares, in order, without those that are constants: lengths of
   * their axes as far as model and options tell them, else {@value InputDimensions#OPEN}; nothing
   * for an input without a shape.
   *
   * @throws MalformedModelException as {@link #read}
   */
  static Map<String, List<Integer>> inputShapes(Path file, ImportOptions options)
      throws IOException {
    return InputDimensions.known(declaredInputs(file, options), options);
  }

  /**
   * Names of the inputs that a model file declares, in order, without those that are constants.
   *
   * @throws MalformedModelException as {@link #read}
   */
  public static List<String> inputNames(Path file, ImportOptions options) throws IOException {
    return declaredInputs(file, options).stream().map(ValueInfoProto::getName).toList();
  }

  private static List<ValueInfoProto> declaredInputs(Path file, ImportOptions options)
      throws IOException {
    ModelProto model = OnnxFile.readModel(file, options.maxFileBytes());
    GraphImporter importer = new GraphImporter(model, Path.of(""), options);
    Set<String> constants = new HashSet<>();
    model.getGraph().getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
    return importer.trueInputs(constants);
  }

  /**
   * Imports a model that is in memory already.
   *
   * @param folder where external data lies
   */
  public static Graph of(ModelProto model, Path folder, ImportOptions options)
      throws IOException, UnsupportedModelException {
    Set<String> batched =
        options.batch().orElse(1) == 1 ? Set.of() : BatchedModel.inputs(model.getGraph(), options);
    return batched.isEmpty()
        ? new GraphImporter(model, folder, options).build()
        : ofBatch(model, folder, options, batched);
  }

  /** A batch of what was exported for one sample. */
  private static Graph ofBatch(
      ModelProto model, Path folder, ImportOptions options, Set<String> batched)
      throws IOException, UnsupportedModelException {
    int rows = options.batch().orElseThrow();
    ImportOptions single = options.withoutBatch();
    Graph one = new GraphImporter(model, folder, single).build();
    ModelProto widened = BatchedModel.of(model, one, batched, rows);
    try {
      Graph batch = new GraphImporter(widened, folder, single).build();
      BatchOfOne.require(one, batch, rows, batched);
      return batch;
    } catch (MalformedModelException e) {
      throw new UnsupportedModelException(
          List.of(
              Problem.of(
                  "batch " + rows, "the model was exported for one sample: " + e.getMessage())));
    }
  }

  private Graph build() throws IOException, UnsupportedModelException {
    OpsetImports opsets = OpsetImports.of(model);
    Map<String, TensorData> initializers = initializers();
    Map<String, ValueInfo> inputs =
        InputDimensions.bind(trueInputs(initializers.keySet()), options);
    refuseLarge(inputs);
    Map<String, TensorData> fixed = FixedInputs.of(options.fixed(), inputs, problems);
    initializers.putAll(fixed);
    inputs.keySet().removeAll(fixed.keySet());
    List<String> outputs = outputs();
    Set<String> given = new HashSet<>(initializers.keySet());
    given.addAll(inputs.keySet());
    BodyReader reader = new BodyReader(tensors, opsets);
    List<Node> written = NodeOrder.of(reader.nodes(source.getNodeList()), given, outputs);
    List<Node> quantised = QuantisedIslands.rewritten(written, initializers, outputs);
    given.addAll(initializers.keySet());
    List<Node> nodes = NodeOrder.of(quantised, given, outputs);
    refuseUnreadable(nodes, outputs);

    nodes.forEach(node -> given.addAll(node.outputs()));
    ConstantFolder folder =
        new ConstantFolder(
            new FunctionLibrary(model, tensors),
            new FreshNames(given),
            inputs,
            initializers,
            budget);
    for (Node node : nodes) {
      folder.accept(node);
    }
    problems.addAll(folder.problems());
    outputs.stream()
        .filter(folder.members()::containsKey)
        .map(
            output ->
                Problem.of(
                    "output '" + output + "'",
                    "it is a sequence or an optional; only tensors can be outputs"))
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      if (!folder.isTooLarge()) {
        problems.addAll(
            GraphLowering.problems(graph(inputs, known(nodes, outputs, folder), folder)));
      }
      throw new UnsupportedModelException(inOrder(nodes));
    }
    Graph graph = graph(inputs, outputs, folder);
    problems.addAll(FiniteConstants.problems(graph));
    if (!problems.isEmpty()) {
      throw new UnsupportedModelException(inOrder(nodes));
    }
    return graph
        .withRemovedNodes(Math.max(0, source.getNodeCount() - graph.nodes().size()))
        .withShownWeights(folder.choices().found(inputs.isEmpty() ? List.of() : outputs));
  }

  /** Before anything of an input's size is made. */
  private void refuseLarge(Map<String, ValueInfo> inputs) throws UnsupportedModelException {
    long most = budget.mostComputed();
    inputs.forEach(
        (name, info) -> {
          if (info.size() > most || !budget.compute(info.size())) {
            problems.add(
                Problem.of(
                    "input '" + name + "'",
                    "it has " + info.size() + " cells; at most " + most + " are allowed"));
          }
        });
    if (!problems.isEmpty()) {
      throw new UnsupportedModelException(problems);
    }
  }

  private Graph graph(Map<String, ValueInfo> inputs, List<String> outputs, ConstantFolder folder) {
    return GraphCleaner.clean(
        new Graph(
            source.getName(),
            List.copyOf(inputs.keySet()),
            outputs,
            folder.remaining(),
            folder.constants(),
            folder.infos()));
  }

  /** What the outputs, and the nodes that have a problem, read of what is known. */
  private static List<String> known(List<Node> nodes, List<String> outputs, ConstantFolder folder) {
    Set<Node> processed = new HashSet<>(folder.remaining());
    return Stream.concat(
            outputs.stream(),
            nodes.stream()
                .filter(node -> !processed.contains(node))
                .flatMap(node -> node.inputs().stream()))
        .filter(folder.infos()::containsKey)
        .distinct()
        .toList();
  }

  /** The problems, those of nodes in the order of the nodes. */
  private List<Problem> inOrder(List<Node> nodes) {
    Map<String, Integer> places = new HashMap<>();
    nodes.forEach(node -> places.put(node.name(), places.size()));
    return problems.stream()
        .sorted(Comparator.comparingInt(problem -> place(problem.where(), places)))
        .toList();
  }

  /** Place of the node, or of the one whose expansion holds it. */
  private static int place(String node, Map<String, Integer> places) {
    Integer place = places.get(node);
    for (int end = node.length(); place == null && end > 0; ) {
      end = node.lastIndexOf('/', end - 1);
      place = places.get(node.substring(0, Math.max(end, 0)));
    }
    return place == null ? -1 : place;
  }

  private Map<String, TensorData> initializers() throws IOException {
    Map<String, TensorData> initializers = new LinkedHashMap<>();
    for (TensorProto tensor : source.getInitializerList()) {
      if (TextTables.holds(tensor)) {
        unreadable.put(
            tensor.getName(),
            String.valueOf(new UnsupportedDataTypeException(tensor.getDataType()).getMessage()));
        add(initializers, tensor.getName(), () -> texts.places(tensor, tensors));
      } else {
        add(initializers, tensor.getName(), () -> tensors.decode(tensor));
      }
    }
    for (SparseTensorProto sparse : source.getSparseInitializerList()) {
      add(initializers, sparse.getValues().getName(), () -> tensors.decode(sparse));
    }
    return initializers;
  }

  private interface Decoding {
    TensorData decoded() throws IOException;
  }

  private void add(Map<String, TensorData> initializers, String name, Decoding decoding)
      throws IOException {
    if (name.isEmpty()) {
      throw new MalformedModelException("an initializer has no name");
    }
    TensorData value = TensorData.ofScalar(0);
    try {
      value = decoding.decoded();
    } catch (UnsupportedDataTypeException e) {
      unreadable.put(name, String.valueOf(e.getMessage()));
    }
    if (initializers.put(name, value) != null) {
      throw new MalformedModelException("initializer '" + name + "' is defined twice");
    }
  }

  /** Initializers that cannot be read matter only where they are used. */
  private void refuseUnreadable(List<Node> nodes, List<String> outputs) {
    Set<String> read = new HashSet<>(outputs);
    nodes.forEach(node -> read.addAll(node.reads()));
    unreadable.forEach(
        (name, reason) -> {
          if (read.contains(name) && !texts.onlyPicked(name, nodes, outputs)) {
            problems.add(Problem.of("initializer '" + name + "'", reason));
          }
        });
  }

  private List<ValueInfoProto> trueInputs(Set<String> initializers) throws MalformedModelException {
    Set<String> seen = new HashSet<>();
    List<ValueInfoProto> inputs = new ArrayList<>();
    for (ValueInfoProto input : source.getInputList()) {
      if (input.getName().isEmpty() || !seen.add(input.getName())) {
        throw new MalformedModelException(
            "input '" + input.getName() + "' is unnamed or defined twice");
      }
      if (!initializers.contains(input.getName())) {
        inputs.add(input);
      }
    }
    return inputs;
  }

  private List<String> outputs() throws MalformedModelException {
    Set<String> outputs = new LinkedHashSet<>();
    for (ValueInfoProto output : source.getOutputList()) {
      if (output.getName().isEmpty() || !outputs.add(output.getName())) {
        throw new MalformedModelException(
            "output '" + output.getName() + "' is unnamed or listed twice");
      }
    }
    if (outputs.isEmpty()) {
      throw new MalformedModelException("the graph has no output");
    }
    return List.copyOf(outputs);
  }
}
