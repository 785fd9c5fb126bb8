package dev.vouch.circuits.conformance;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.onnx.CellBudget;
import dev.vouch.circuits.onnx.ExternalData;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One case of ONNX's node tests: a model, its inputs and the outputs it must give.
 *
 * @param inputs by position; a graph input may have none when it is optional
 */
public record NodeTestCase(
    String name, ModelProto model, List<TensorProto> inputs, List<TensorProto> outputs) {

  /** All cases of the archive {@code onnx-node-tests.tar.gz}, by name. */
  public static List<NodeTestCase> readAll(Path archive) throws IOException {
    Map<String, Map<String, byte[]>> folders = new TreeMap<>();
    TarArchive.read(archive)
        .forEach(
            (path, content) -> {
              String[] parts = path.split("/", 3);
              if (parts.length == 3) {
                folders.computeIfAbsent(parts[1], key -> new TreeMap<>()).put(parts[2], content);
              }
            });
    List<NodeTestCase> cases = new ArrayList<>();
    for (Map.Entry<String, Map<String, byte[]>> folder : folders.entrySet()) {
      Map<String, byte[]> files = folder.getValue();
      cases.add(
          new NodeTestCase(
              folder.getKey(),
              ModelProto.parseFrom(files.get("model.onnx")),
              tensors(files, "input"),
              tensors(files, "output")));
    }
    return cases;
  }

  private static List<TensorProto> tensors(Map<String, byte[]> files, String kind)
      throws IOException {
    List<TensorProto> tensors = new ArrayList<>();
    for (int i = 0; files.containsKey("test_data_set_0/" + kind + "_" + i + ".pb"); i++) {
      tensors.add(TensorProto.parseFrom(files.get("test_data_set_0/" + kind + "_" + i + ".pb")));
    }
    return tensors;
  }

  /** Operators of the model and its subgraphs with their domain where it is not ai.onnx. */
  public Set<String> operators() {
    Set<String> operators = new TreeSet<>();
    addOperators(model.getGraph(), operators);
    return operators;
  }

  private static void addOperators(GraphProto graph, Set<String> operators) {
    for (NodeProto node : graph.getNodeList()) {
      operators.add(
          node.getDomain().isEmpty()
              ? node.getOpType()
              : node.getDomain() + "." + node.getOpType());
      for (AttributeProto attribute : node.getAttributeList()) {
        addOperators(attribute.getG(), operators);
      }
    }
  }

  /**
   * Whether its operators are known, and no input or output is of an element type that is not read
   * at all, such as 4-bit integers.
   */
  public boolean isSupportedByTheInterpreter() {
    return Operators.supported().names().containsAll(operators()) && hasSupportedElementTypes();
  }

  private boolean hasSupportedElementTypes() {
    GraphProto graph = model.getGraph();
    return Stream.concat(graph.getInputList().stream(), graph.getOutputList().stream())
        .allMatch(
            value -> {
              try {
                return value.getType().hasTensorType()
                    && DataType.ofOnnxCode(value.getType().getTensorType().getElemType()) != null;
              } catch (UnsupportedDataTypeException e) {
                return false;
              }
            });
  }

  /**
   * The graph with as few inputs made constant as the import needs: none, or those of integers
   * after the first (shapes, axes, indices), or all after the first, or all integers (counts), or
   * all.
   */
  public Graph graph() throws IOException, UnsupportedModelException {
    List<Predicate<Integer>> attempts =
        List.of(i -> false, i -> i > 0 && isInteger(i), i -> i > 0, this::isInteger, i -> true);
    UnsupportedModelException last = null;
    for (Predicate<Integer> constant : attempts) {
      try {
        return GraphImporter.of(withConstants(constant), Path.of("."), ImportOptions.defaults());
      } catch (UnsupportedModelException e) {
        last = e;
      }
    }
    throw last;
  }

  /** The graph with all inputs after the first made constant. */
  public Graph graphOfFirstInput() throws IOException, UnsupportedModelException {
    return GraphImporter.of(withConstants(i -> i > 0), Path.of("."), ImportOptions.defaults());
  }

  private boolean isInteger(int index) {
    int type = inputs.get(index).getDataType();
    return type != TensorProto.DataType.FLOAT_VALUE
        && type != TensorProto.DataType.DOUBLE_VALUE
        && type != TensorProto.DataType.FLOAT16_VALUE
        && type != TensorProto.DataType.BFLOAT16_VALUE;
  }

  private ModelProto withConstants(Predicate<Integer> constant) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (int i = 0; i < inputs.size(); i++) {
      if (constant.test(i)) {
        String name = model.getGraph().getInput(i).getName();
        graph.addInitializer(inputs.get(i).toBuilder().setName(name));
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  /** Input values for the inputs that the graph still has. */
  public Map<String, TensorData> inputValues(Graph graph) throws IOException {
    Map<String, TensorData> values = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      ValueInfoProto input = model.getGraph().getInput(i);
      if (graph.inputs().contains(input.getName())) {
        values.put(input.getName(), decode(inputs.get(i)));
      }
    }
    return values;
  }

  /** What the outputs must be, in order. */
  public List<TensorData> expected() throws IOException {
    List<TensorData> expected = new ArrayList<>();
    for (TensorProto output : outputs) {
      expected.add(decode(output));
    }
    return expected;
  }

  private static TensorData decode(TensorProto tensor) throws IOException {
    return new TensorDecoder(new ExternalData(Path.of(".")), new CellBudget(1 << 24))
        .decode(tensor);
  }
}
