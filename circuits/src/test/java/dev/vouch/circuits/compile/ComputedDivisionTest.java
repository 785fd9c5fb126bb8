package dev.vouch.circuits.compile;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.quantise.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Integers divided by integers of the input, and real numbers cut to integers: exact. */
class ComputedDivisionTest {
  private static final int LENGTH = 24;

  private static Graph division(String operator, long fmod, DataType type) throws Exception {
    var inputs = model().input("a", type, 2, LENGTH).input("b", type, LENGTH);
    return (operator.equals("Mod")
            ? inputs.node("Mod", "a b", "y", attribute("fmod", fmod))
            : inputs.node(operator, "a b", "y"))
        .output("y")
        .graph();
  }

  private static TensorData integers(DataType type, int[] shape, LongStream values) {
    return TensorData.ofLongs(type, shape, values.toArray());
  }

  /** Small divisors, large ones, and dividends around their multiples. */
  private static Map<String, TensorData> sample(DataType type, long most, Random random) {
    long least = type.isUnsigned() ? 0 : -most;
    long[] b =
        random
            .longs(LENGTH, least, most + 1)
            .map(v -> random.nextBoolean() ? v % 8 : v)
            .map(v -> v == 0 ? 1 : v)
            .toArray();
    long[] a = random.longs(2L * LENGTH, least, most + 1).toArray();
    for (int i = 0; i < LENGTH; i++) {
      a[i] = Math.max(least, Math.min(most, a[i] / b[i] * b[i] + random.nextInt(3) - 1));
    }
    a[LENGTH] = most;
    a[LENGTH + 1] = least;
    return Map.of(
        "a", integers(type, new int[] {2, LENGTH}, LongStream.of(a)),
        "b", integers(type, new int[] {LENGTH}, LongStream.of(b)));
  }

  @ParameterizedTest
  @CsvSource({
    "Div, 0, INT64, 250000000",
    "Div, 0, INT32, 30000",
    "Div, 0, INT8, 127",
    "Div, 0, UINT8, 255",
    "Mod, 0, INT64, 250000000",
    "Mod, 0, INT32, 9",
    "Mod, 1, INT64, 30000",
    "Mod, 0, UINT8, 255",
    "Mod, 1, UINT16, 65535"
  })
  void everyPairIsExact(String operator, long fmod, DataType type, long most) throws Exception {
    Graph graph = division(operator, fmod, type);
    Map<String, TensorData> sample = sample(type, most, new Random(most));
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    Compiled.requireValid(network);
    for (int seed = 0; seed < 5; seed++) {
      Map<String, TensorData> next = seed == 0 ? sample : sample(type, most, new Random(seed));
      Execution execution = Compiled.requireAccepted(network, next);
      assertThat(execution.outputs().get("y").integers())
          .containsExactly(new FloatInterpreter(graph).run(next).get("y").longs());
    }
  }

  @Test
  void widerIntegersAreRefused() throws Exception {
    Graph graph = division("Div", 0, DataType.INT64);
    Map<String, TensorData> sample = sample(DataType.INT64, 1L << 33, new Random(1));
    assertThatThrownBy(
            () ->
                Compiler.compile(
                    graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample))))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("at most 2^29");
  }

  /** The proof is about a quotient that does not exist, hence there is none. */
  @Test
  void divisionByZeroIsRefused() throws Exception {
    Graph graph = division("Div", 0, DataType.INT64);
    Map<String, TensorData> sample = sample(DataType.INT64, 100, new Random(1));
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    long[] b = sample.get("b").longs().clone();
    b[3] = 0;
    Map<String, TensorData> zero =
        Map.of(
            "a",
            sample.get("a"),
            "b",
            integers(DataType.INT64, new int[] {LENGTH}, LongStream.of(b)));
    assertThatThrownBy(() -> network.execute(zero))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Div_0")
        .hasMessageContaining("0");
  }

  /** On the grid, with steps of 2^-12 here, the integer part is exact. */
  @ParameterizedTest
  @CsvSource({"INT64, -3.9990234375", "INT32, -3.5", "INT8, -3", "UINT8, 0.25"})
  void realNumbersAreTruncatedTowardZero(DataType type, double least) throws Exception {
    Graph graph =
        model()
            .input("x", 8)
            .node("Cast", "x", "y", attribute("to", type.onnxCode()))
            .output("y")
            .graph();
    double step = 0x1p-10;
    Map<String, TensorData> sample =
        Map.of(
            "x",
            TensorData.ofDoubles(
                DataType.FLOAT,
                new int[] {8},
                new double[] {least, 0, 1 - step, 1, 1 + step, 2 - step, 3.5, step}));
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    Compiled.requireValid(network);
    assertThat(Compiled.requireAccepted(network, sample).outputs().get("y").integers())
        .containsExactly(new FloatInterpreter(graph).run(sample).get("y").longs());
  }
}
