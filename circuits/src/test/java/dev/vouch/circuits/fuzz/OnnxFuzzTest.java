package dev.vouch.circuits.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UndefinedValueException;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.MalformedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX models: a graph that runs, or a typed refusal. */
class OnnxFuzzTest {
  private static final int RUN_UP_TO_CELLS = 1 << 16;
  private static final ImportOptions SMALL = ImportOptions.defaults().withLimits(1 << 20, 1 << 20);

  private static Path file = Path.of("");

  @BeforeAll
  static void file() throws IOException {
    file = Files.createTempFile("fuzz", ".onnx");
    file.toFile().deleteOnExit();
  }

  static Stream<byte[]> seeds() {
    return OnnxSeeds.all();
  }

  @MethodSource("seeds")
  @FuzzTest
  void onnx(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try {
      run(GraphImporter.read(file, SMALL));
    } catch (UnsupportedModelException | MalformedModelException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  /** Runs a graph on ones; nodes may still find their data invalid: an index out of range. */
  private static void run(Graph graph) {
    Map<String, TensorData> inputs = new HashMap<>();
    for (String input : graph.inputs()) {
      ValueInfo info = graph.info(input);
      if (info.size() > RUN_UP_TO_CELLS) {
        return;
      }
      inputs.put(input, ones(info.type(), info.shape(), info.size()));
    }
    try {
      Map<String, TensorData> outputs = new FloatInterpreter(graph).run(inputs);
      outputs.forEach((name, value) -> assertThat(ValueInfo.of(value)).isEqualTo(graph.info(name)));
    } catch (InvalidNodeException | UndefinedValueException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private static TensorData ones(DataType type, int[] shape, int size) {
    if (type.isFloating()) {
      double[] values = new double[size];
      Arrays.fill(values, 1);
      return TensorData.ofDoubles(type, shape, values);
    }
    long[] values = new long[size];
    Arrays.fill(values, 1);
    return TensorData.ofLongs(type, shape, values);
  }
}
