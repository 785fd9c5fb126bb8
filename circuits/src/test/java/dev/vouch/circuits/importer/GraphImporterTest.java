package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphImporterTest {
  private static final TensorData WEIGHTS =
      TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 2}, 1, 2, 3, 4);

  @TempDir Path folder;

  private static List<String> types(Graph graph) {
    return graph.nodes().stream().map(Node::type).toList();
  }

  @Test
  void readsAFile() throws Exception {
    Path file = folder.resolve("model.onnx");
    Files.write(
        file, model().input("x", 2).node("Relu", "x", "y").output("y").build().toByteArray());
    Graph graph = GraphImporter.read(file, ImportOptions.defaults());
    assertThat(graph.inputs()).containsExactly("x");
    assertThat(graph.outputs()).containsExactly("y");
    assertThat(types(graph)).containsExactly("Relu");
    assertThat(graph.nodes().get(0).name()).isEqualTo("Relu_0");
    assertThatThrownBy(() -> GraphImporter.read(file, ImportOptions.defaults().withLimits(10, 10)))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("larger than 10 bytes");
  }

  @Test
  void nodesAreNamedWhereNamesAreMissingOrUsedTwice() throws Exception {
    ModelBuilder model = model().input("x", 2).output("y40000");
    String last = "x";
    for (int i = 1; i <= 40_000; i++) {
      model.node("Neg", last, "y" + i);
      last = "y" + i;
    }
    Graph graph = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> model.graph());
    assertThat(graph.nodes()).extracting(Node::name).startsWith("Neg_0", "Neg_1", "Neg_2");
    assertThat(graph.nodes()).extracting(Node::name).doesNotHaveDuplicates().hasSize(40_000);
  }

  @Test
  void symbolicDimensionsAreBound() throws Exception {
    ModelBuilder model =
        model()
            .input("x", DataType.FLOAT, "N", "seq", 3)
            .input("m", DataType.BOOL, "seq")
            .node("Relu", "x", "y")
            .output("y");
    ImportOptions options = ImportOptions.defaults().withDimensions(Map.of("seq", 5));
    assertThat(model.graph(options).info("y")).isEqualTo(new ValueInfo(DataType.FLOAT, 1, 5, 3));
    assertThat(model.graph(options.withBatch(4)).info("y").shape()).containsExactly(4, 5, 3);
    assertThat(model.graph(options).info("m").shape()).containsExactly(5);
  }

  @Test
  void unboundAndUnknownDimensionsAreAllNamed() {
    ModelBuilder model =
        model().input("x", DataType.FLOAT, null, "h", "w").node("Relu", "x", "y").output("y");
    UnsupportedModelException e =
        catchThrowableOfType(
            UnsupportedModelException.class,
            () -> model.graph(ImportOptions.defaults().withDimensions(Map.of("z", 3))));
    assertThat(e.problems()).hasSize(3);
    assertThat(e)
        .hasMessageContaining("--dim h=N")
        .hasMessageContaining("--dim w=N")
        .hasMessageContaining("dimension 'z'");
    assertThatThrownBy(
            () ->
                model()
                    .input("x", 2)
                    .node("Relu", "x", "y")
                    .output("y")
                    .graph(ImportOptions.defaults().withBatch(2)))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("batch 2");
  }

  @Test
  void aLengthBeyondAllTensorsIsNamed() {
    ModelBuilder model =
        model().input("x", DataType.FLOAT, 1L << 40, 3).node("Relu", "x", "y").output("y");
    assertThatThrownBy(model::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("axis 0 has length 1099511627776");
  }

  @Test
  void shapeArithmeticIsFolded() throws Exception {
    // x.reshape(x.shape[0], -1), as exporters write it.
    Graph graph =
        model()
            .input("x", 2, 3, 4)
            .initializer("zero", TensorData.ofLongs(DataType.INT64, new int[0], 0))
            .initializer("axes", TensorData.ofVector(0))
            .initializer("rest", TensorData.ofVector(-1))
            .node("Shape", "x", "s")
            .node("Gather", "s zero", "n")
            .node("Unsqueeze", "n axes", "n1")
            .node("Concat", "n1 rest", "shape", attribute("axis", 0))
            .node("Reshape", "x shape", "y")
            .output("y")
            .graph();
    assertThat(types(graph)).containsExactly("Reshape");
    assertThat(graph.info("y").shape()).containsExactly(2, 12);
    assertThat(graph.constants()).containsOnlyKeys("shape");
    assertThat(graph.constant("shape").longs()).containsExactly(2, -1);
  }

  @Test
  void initializersThatAreInputsAreConstants() throws Exception {
    Graph graph =
        model()
            .input("x", 1, 2)
            .input("w", 2, 2)
            .initializer("w", WEIGHTS)
            .node("MatMul", "x w", "y")
            .output("y")
            .graph();
    assertThat(graph.inputs()).containsExactly("x");
    assertThat(graph.constant("w")).isEqualTo(WEIGHTS);
  }

  @Test
  void identitiesAndDropoutsDisappearUnlessAnOutputNeedsTheirName() throws Exception {
    Graph graph =
        model()
            .input("x", 1, 2)
            .initializer("w", WEIGHTS)
            .node("Identity", "w", "alias")
            .node("Dropout", "x", "d mask")
            .node("MatMul", "d alias", "m")
            .node("Cast", "m", "c", attribute("to", 1))
            .node("Identity", "c", "y")
            .output("y")
            .graph();
    assertThat(types(graph)).containsExactly("MatMul", "Identity");
    assertThat(graph.nodes().get(0).inputs().get(0)).isEqualTo("x");
    assertThat(graph.nodes().get(1).inputs()).containsExactly("m");
    assertThat(graph.removedNodes()).isEqualTo(3);
  }

  @Test
  void nodesComeInOrderAndDeadOnesGo() throws Exception {
    Graph graph =
        model()
            .input("x", 2)
            .input("unused", 3)
            .node("Relu", "b", "c")
            .node("Abs", "a", "b")
            .node("NoSuchOperator", "x", "dead")
            .node("Neg", "x", "a")
            .output("c")
            .graph();
    assertThat(types(graph)).containsExactly("Neg", "Abs", "Relu");
    assertThat(graph.inputs()).containsExactly("x", "unused");
    assertThat(graph.producer("b").type()).isEqualTo("Abs");
    assertThat(graph.consumers("a")).hasSize(1);
  }

  @Test
  void everyUnsupportedNodeIsNamedAtOnce() {
    UnsupportedModelException e =
        catchThrowableOfType(
            UnsupportedModelException.class,
            () ->
                model()
                    .input("x", 2, 2)
                    .input("shape", DataType.INT64, 2)
                    .node("Foo", "x", "a")
                    .node("Relu", "a", "b")
                    .node("Bar", "b", "c")
                    .node("Reshape", "x shape", "d")
                    .node("NonZero", "d", "after")
                    .node("Size", "d", "size")
                    .initializer(
                        "zero", TensorData.ofDoubles(DataType.FLOAT, new int[0], new double[1]))
                    .node("Mod", "x zero", "m", attribute("fmod", 1))
                    .node("Sum", "after size m", "e")
                    .node("Add", "c e", "y")
                    .output("y")
                    .graph());
    assertThat(e.problems().stream().map(UnsupportedModelException.Problem::operator))
        .containsExactly("Foo", "Bar", "Reshape", "NonZero", "Mod");
    assertThat(e)
        .hasMessageContaining("Foo (opset 17) at node Foo_0")
        .hasMessageContaining("'shape' must be constant");
    assertThat(e.getMessage()).doesNotContain("MatMul");
  }

  @Test
  void whatNoCircuitCanHaveSaysWhy() {
    ModelBuilder model =
        model().input("x", 2, 3).node("Unique", "x", "y").node("RandomNormalLike", "x", "z");
    assertThatThrownBy(model.output("y").output("z")::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("Unique_0: how many results it has depends on the values")
        .hasMessageContaining("RandomNormalLike_0: its results are random");
  }

  @Test
  void manyNodesOfOneKindAreThreeAndACount() {
    ModelBuilder model = model().input("x", 2);
    for (int i = 0; i < 12; i++) {
      model.node("Foo", "x", "y" + i).output("y" + i);
    }
    UnsupportedModelException e =
        catchThrowableOfType(UnsupportedModelException.class, model::graph);
    assertThat(e)
        .hasMessage(
            "the model is not supported: Foo (opset 17) at node Foo_0, Foo_1, Foo_2 and 9 more:"
                + " the operator is not supported");
    assertThat(e.groups()).hasSize(1);
    assertThat(e.groups().get(0).places()).hasSize(12).endsWith("Foo_11");
  }

  @Test
  void whatCannotBeReadMattersOnlyWhereItIsUsed() throws Exception {
    TensorProto text = TensorProto.newBuilder().setName("s").setDataType(8).addDims(0).build();
    ModelBuilder model = model().input("x", 2).initializer(text).node("Relu", "x", "y").output("y");
    assertThat(types(model.graph())).containsExactly("Relu");
    assertThatThrownBy(model.node("Identity", "s", "z").output("z")::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("initializer 's': element type number 8");
    AttributeProto subgraph =
        AttributeProto.newBuilder()
            .setName("axis")
            .setType(AttributeProto.AttributeType.GRAPH)
            .build();
    assertThatThrownBy(model().input("x", 2).node("Softmax", "x", "y", subgraph).output("y")::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("unsupported kind GRAPH");
  }

  @Test
  void brokenGraphsAreMalformed() {
    assertMalformed(
        model().input("x", 2).node("Add", "x b", "a").node("Relu", "a", "b").output("b"), "cycle");
    assertMalformed(
        model().input("x", 2).node("Relu", "x", "y").node("Abs", "x", "y").output("y"),
        "defined already");
    assertMalformed(model().input("x", 2).node("Relu", "x", "x").output("x"), "defined already");
    assertMalformed(model().input("x", 2).node("Relu", "nothing", "y").output("y"), "'nothing'");
    assertMalformed(model().input("x", 2).node("Relu", "x", "y").output("z"), "'z'");
    assertMalformed(model().input("x", 2).node("Relu", "x", "y"), "no output");
    assertMalformed(
        model().input("x", 2).input("x", 2).node("Relu", "x", "y").output("y"), "defined twice");
    assertMalformed(
        model()
            .input("x", 2)
            .initializer("w", WEIGHTS)
            .initializer("w", WEIGHTS)
            .node("Relu", "x", "y")
            .output("y"),
        "twice");
    assertMalformed(model().input("x", 2).node("Relu", "x", "y").output("y").output("y"), "twice");
  }

  @Test
  void nodesThatBreakTheirOperatorAreMalformed() {
    assertMalformed(
        model().input("a", 2).input("b", 3).node("Add", "a b", "y").output("y"), "Add 'Add_0'");
    assertMalformed(
        model().input("a", 2, 3).input("b", 2, 3).node("MatMul", "a b", "y").output("y"),
        "do not multiply");
    assertMalformed(
        model().input("a", 2, 3).node("Gemm", "a", "y").output("y"), "input 1 is missing");
    assertMalformed(
        model().input("a", 2, 3).node("Cast", "a", "y", attribute("to", "float")).output("y"),
        "kind Text");
    assertMalformed(
        model()
            .input("a", 2, 3)
            .node("Transpose", "a", "y", attributes("perm", 0L, 0L))
            .output("y"),
        "listed twice");
  }

  @Test
  void versionsAreChecked() {
    ModelBuilder model = model().input("x", 2).node("Relu", "x", "y").output("y");
    assertMalformed(model.opset(99), "opset 99");
    assertMalformed(model.opset(0), "opset 0");
    ModelProto noImport = model.opset(17).build().toBuilder().clearOpsetImport().build();
    assertThatThrownBy(() -> GraphImporter.of(noImport, folder, ImportOptions.defaults()))
        .hasMessageContaining("does not import");
    ModelProto newer = model.build().toBuilder().setIrVersion(99).build();
    assertThatThrownBy(() -> GraphImporter.of(newer, folder, ImportOptions.defaults()))
        .hasMessageContaining("IR version 99");
  }

  @Test
  void foldingCannotTakeUnboundedMemoryOrTime() {
    TensorData large = TensorData.ofVector(1 << 9, 1 << 9);
    ModelBuilder doubling =
        model().input("x", 1).initializer("s", large).node("ConstantOfShape", "s", "c0");
    for (int i = 0; i < 10; i++) {
      doubling.node("Concat", "c" + i + " c" + i, "c" + (i + 1), attribute("axis", 0));
    }
    assertThatThrownBy(
            () ->
                doubling.output("c10").graph(ImportOptions.defaults().withLimits(1 << 20, 1 << 20)))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("more than 1048576 cells together");
    ModelBuilder product =
        model()
            .input("x", 1)
            .initializer("s", TensorData.ofVector(1 << 12, 1 << 12))
            .node("ConstantOfShape", "s", "c")
            .node("MatMul", "c c", "y")
            .output("y");
    assertThatThrownBy(product::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("takes too long");
    ModelBuilder expanded =
        model()
            .input("x", 1)
            .initializer("s", TensorData.ofVector(1 << 15, 1 << 15))
            .node("Expand", "x s", "y")
            .output("y");
    assertThatThrownBy(expanded::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("at most");
  }

  @Test
  void constantOutputsStay() throws Exception {
    Graph graph = model().input("x", 2).node("Shape", "x", "s").output("s").graph();
    assertThat(graph.nodes()).isEmpty();
    Map<String, TensorData> outputs =
        new FloatInterpreter(graph)
            .run(Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 1, 2)));
    assertThat(outputs.get("s").longs()).containsExactly(2);
  }

  @Test
  void interpreterRefusesOtherInputs() throws Exception {
    FloatInterpreter interpreter =
        new FloatInterpreter(model().input("x", 2).node("Relu", "x", "y").output("y").graph());
    assertThatThrownBy(() -> interpreter.run(Map.of()))
        .hasMessageContaining("'x' (float[2]) is missing");
    assertThatThrownBy(() -> interpreter.run(Map.of("x", TensorData.ofVector(1, 2))))
        .hasMessageContaining("must be float[2]");
  }

  private static void assertMalformed(ModelBuilder model, String message) {
    assertThatThrownBy(model::graph)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining(message);
  }
}
