package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.SparseTensorProto;
import dev.vouch.circuits.onnx.proto.StringStringEntryProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small models that grow by shape are refused by count, before the memory is taken. */
class GrowthTest {
  private static final long MOST_BYTES = 320L << 20;
  private static final int CELLS = 1 << 27;

  @TempDir Path folder;

  private static ModelBuilder small() {
    return model().input("x", 1, 4);
  }

  private static TensorData vector(long... values) {
    return TensorData.ofVector(values);
  }

  private static TensorData scalar(long value) {
    return TensorData.ofLongs(DataType.INT64, new int[0], value);
  }

  private static ModelBuilder doubling(ModelBuilder model, String start, String type) {
    String value = start;
    for (int i = 0; i < 60; i++) {
      if (type.equals("Concat")) {
        model.node(type, value + " " + value, "d" + i, attribute("axis", 1));
      } else {
        model.node("Unsqueeze", value + " first", "u" + i);
        model.node("Unsqueeze", value + " second", "v" + i);
        model.node(type, "u" + i + " v" + i, "w" + i);
        model.node("Reshape", "w" + i + " flat", "d" + i);
      }
      value = "d" + i;
    }
    return model.node("Relu", value, "y");
  }

  /** Models that read their input, by what makes them grow. */
  static Map<String, ModelBuilder> computed() {
    Map<String, ModelBuilder> models = new TreeMap<>();
    models.put("tile", small().initializer("s", vector(CELLS, 1)).node("Tile", "x s", "y"));
    models.put("expand", small().initializer("s", vector(CELLS, 4)).node("Expand", "x s", "y"));
    models.put("pad", small().initializer("s", vector(0, CELLS, 0, CELLS)).node("Pad", "x s", "y"));
    models.put(
        "resize",
        small()
            .initializer("s", vector(1, CELLS))
            .node("Resize", "x - - s", "y", attribute("mode", "nearest")));
    models.put(
        "gather",
        small()
            .initializer("i", TensorData.ofLongs(DataType.INT64, new int[] {8192}, new long[8192]))
            .node("Gather", "x i", "a", attribute("axis", 0))
            .node("Gather", "a i", "y", attribute("axis", 1)));
    models.put("concat", doubling(small(), "x", "Concat"));
    models.put(
        "sum",
        doubling(
            small()
                .initializer("first", vector(0))
                .initializer("second", vector(2))
                .initializer("flat", vector(1, -1)),
            "x",
            "Add"));
    models.put(
        "outer",
        small()
            .initializer("s", vector(1, 5000))
            .node("Tile", "x s", "a")
            .node("Transpose", "a", "b")
            .node("MatMul", "b a", "y"));
    models.put(
        "one-hot",
        small()
            .initializer("s", vector(64, 1))
            .initializer("depth", scalar(1 << 20))
            .initializer("v", TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 0, 1))
            .node("Tile", "x s", "a")
            .node("ArgMax", "a", "i", attribute("axis", 1))
            .node("OneHot", "i depth v", "y"));
    models.put(
        "loop",
        small()
            .initializer("n", scalar(1L << 40))
            .node("Loop", "n - x", "y", attribute("body", body("Concat"))));
    models.put(
        "window",
        small()
            .initializer("s", vector(1, 1, 2, 2))
            .node("Reshape", "x s", "a")
            .node(
                "MaxPool",
                "a",
                "y",
                attributes("kernel_shape", 4096L, 4096L),
                attributes("pads", 4000L, 4000L, 4000L, 4000L)));
    models.put("input", model().input("x", 1, CELLS).node("Relu", "x", "y"));
    ModelBuilder functions = small();
    functions.function("F0", "a", "b", model().node("Concat", "a a", "b", attribute("axis", 1)));
    for (int i = 1; i < 38; i++) {
      String inner = "F" + (i - 1);
      functions.function(
          "F" + i, "a", "b", model().call("local", inner, "a", "t").call("local", inner, "t", "b"));
    }
    models.put("functions", functions.call("local", "F37", "x", "y"));
    return models;
  }

  private static ModelBuilder body(String type) {
    return model()
        .input("i", DataType.INT64)
        .input("go", DataType.BOOL)
        .input("a", 1, 4)
        .node(type, "a a", "b", attribute("axis", 1))
        .node("Identity", "go", "on")
        .output("on")
        .output("b");
  }

  /** Models of which constants grow. */
  static Map<String, ModelBuilder> constant() {
    Map<String, ModelBuilder> models = new TreeMap<>();
    models.put("fill", small().initializer("s", vector(CELLS)).node("ConstantOfShape", "s", "c"));
    models.put(
        "range",
        small()
            .initializer("a", scalar(0))
            .initializer("b", scalar(CELLS))
            .initializer("d", scalar(1))
            .node("Range", "a b d", "c"));
    models.put(
        "eye",
        small()
            .initializer("s", vector(3000, 3000))
            .node("ConstantOfShape", "s", "one")
            .node("EyeLike", "one", "c"));
    models.put(
        "tile",
        small()
            .initializer("a", vector(1, 2))
            .initializer("s", vector(CELLS))
            .node("Tile", "a s", "c"));
    models.put(
        "double",
        doubling(small().initializer("a", vector(1, 2, 3, 4).reshape(1, 4)), "a", "Concat"));
    models.put(
        "one-hot",
        small()
            .initializer("i", TensorData.ofLongs(DataType.INT64, new int[] {900}, new long[900]))
            .initializer("depth", scalar(1 << 20))
            .initializer("v", vector(0, 1))
            .node("OneHot", "i depth v", "c"));
    return models;
  }

  static Stream<String> computedNames() {
    return computed().keySet().stream();
  }

  static Stream<String> constantNames() {
    return constant().keySet().stream();
  }

  private interface Import {
    void run() throws Exception;
  }

  /** Runs with a count of the bytes that are allocated, kept or not. */
  private static void bounded(Import what) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(what::run)
        .isInstanceOfAny(UnsupportedModelException.class, MalformedModelException.class)
        .hasMessageMatching("(?s).*(cells|nodes).*");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
  }

  @ParameterizedTest
  @MethodSource("computedNames")
  void computedValues(String name) {
    bounded(() -> computed().get(name).output("y").graph());
  }

  @ParameterizedTest
  @MethodSource("constantNames")
  void constants(String name) {
    ModelBuilder model = constant().get(name);
    if (!name.equals("double")) {
      model.node("Cast", "c", "f", attribute("to", 1)).node("ReduceSum", "f", "y");
    }
    bounded(() -> model.output("y").graph());
  }

  @Test
  void sparseConstants() {
    TensorProto values =
        ModelBuilder.tensor("c", TensorData.ofDoubles(DataType.FLOAT, new int[] {1}, 1));
    GraphProto graph =
        small().node("Add", "x c", "y").output("y").build().getGraph().toBuilder()
            .addSparseInitializer(
                SparseTensorProto.newBuilder()
                    .setValues(values)
                    .setIndices(ModelBuilder.tensor("", vector(3)))
                    .addDims(CELLS))
            .build();
    ModelProto model = small().build().toBuilder().setGraph(graph).build();
    bounded(() -> GraphImporter.of(model, folder, ImportOptions.defaults()));
  }

  @Test
  void externalDataThatManyShare() throws IOException {
    int cells = 1 << 20;
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("data").toFile(), "rw")) {
      file.setLength(4L * cells);
    }
    ModelBuilder model = small();
    for (int i = 0; i < 100; i++) {
      model.initializer(external("e" + i, "data", cells));
    }
    ModelProto shared = model.node("Relu", "x", "y").output("y").build();
    bounded(() -> GraphImporter.of(shared, folder, ImportOptions.defaults()));
    ModelProto far = small().initializer(external("e", "data", CELLS)).output("x").build();
    assertThatThrownBy(() -> GraphImporter.of(far, folder, ImportOptions.defaults()))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("ends after data");
  }

  private static TensorProto external(String name, String location, int cells) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.FLOAT.onnxCode())
        .addDims(cells)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .build();
  }

  /**
   * An embedding of 50 257 tokens, of which the scores of a sentence are larger than 2^24 cells.
   */
  @Test
  void whatIsOfTheOrderOfTheWeightsIsAllowed() throws Exception {
    int tokens = 50_257;
    int width = 192;
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("data").toFile(), "rw")) {
      file.setLength(4L * tokens * width);
    }
    TensorProto weights = external("w", "data", tokens).toBuilder().addDims(width).build();
    ModelProto model =
        model()
            .input("x", 500, width)
            .initializer(weights)
            .node("Transpose", "w", "t", attributes("perm", 1L, 0L))
            .node("MatMul", "x t", "y")
            .output("y")
            .build();
    Graph graph = GraphImporter.of(model, folder, ImportOptions.defaults());
    assertThat(graph.info("y").size()).isEqualTo(500 * tokens).isGreaterThan(1 << 24);
  }
}
