package dev.vouch.circuits.compile;

import static dev.vouch.circuits.compile.Columns.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.report.AccuracyMeter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Differences of values that are much larger than they: errors of the operands stay. */
class CancellationTest {
  private static final int ROWS = 4;
  private static final int LENGTH = 20;
  private static final Map<String, Attribute> LAST = axes(1);

  private static Map<String, Attribute> axes(int axis) {
    return Map.of("axes", new Attribute.Integers(new long[] {axis}));
  }

  private static TensorData scalar(double value) {
    return numbers(new int[0], value);
  }

  private static TensorData around(Random random, double mean, double deviation, int... shape) {
    int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
    return numbers(shape, random.doubles(size).map(u -> mean + deviation * (2 * u - 1)).toArray());
  }

  private static List<Map<String, TensorData>> samples(double mean, double deviation) {
    return IntStream.range(0, 12)
        .mapToObj(i -> Map.of("x", around(new Random(i), mean, deviation, ROWS, LENGTH)))
        .toList();
  }

  private static void requireExact(Graph graph, List<Map<String, TensorData>> samples)
      throws Exception {
    Compilation compilation =
        Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    Compiled.requireValid(compilation.network());
    Compiled.requireAccepted(compilation.network(), samples.get(0));
    AccuracyMeter meter = new AccuracyMeter(compilation);
    samples.forEach(sample -> meter.add(sample, null, null));
    assertThat(meter.report().overall().relRms().orElseThrow()).isLessThan(1e-3);
    assertThat(meter.report().saturated()).isZero();
  }

  private static TestGraph input() {
    return new TestGraph(5).input("x", ROWS, LENGTH);
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 100, 200})
  void variancesAsTheMeanSquareLessTheSquaredMean(double mean) throws Exception {
    Graph graph =
        input()
            .node("Mul", "squares", "x", "x")
            .node("ReduceMean", LAST, "square", "squares")
            .node("ReduceMean", LAST, "mean", "x")
            .node("Mul", "ofMean", "mean", "mean")
            .node("Sub", "y", "square", "ofMean")
            .outputs("y");
    requireExact(graph, samples(mean, 2));
  }

  @Test
  void standardDeviationsFromSumsOfSquares() throws Exception {
    Graph graph =
        input()
            .constant("count", scalar(LENGTH))
            .constant("two", scalar(2))
            .constant("axis", TensorData.ofVector(1))
            .node("Mul", "squares", "x", "x")
            .node("ReduceSum", "sum", "squares", "axis")
            .node("Div", "square", "sum", "count")
            .node("ReduceMean", LAST, "mean", "x")
            .node("Pow", "ofMean", "mean", "two")
            .node("Sub", "variance", "square", "ofMean")
            .node("Sqrt", "y", "variance")
            .outputs("y");
    requireExact(graph, samples(-70, 2));
  }

  @Test
  void differencesOfSquares() throws Exception {
    Graph graph =
        new TestGraph(5)
            .input("x", ROWS, LENGTH)
            .input("z", ROWS, LENGTH)
            .node("Mul", "xx", "x", "x")
            .node("Mul", "zz", "z", "z")
            .node("Sub", "y", "xx", "zz")
            .outputs("y");
    List<Map<String, TensorData>> samples =
        IntStream.range(0, 12)
            .mapToObj(
                i -> {
                  Random random = new Random(i);
                  TensorData x = around(random, 50, 3, ROWS, LENGTH);
                  double[] z = x.toDoubles().clone();
                  IntStream.range(0, z.length).forEach(c -> z[c] += random.nextGaussian() / 8);
                  return Map.of("x", x, "z", numbers(x.shape(), z));
                })
            .toList();
    requireExact(graph, samples);
  }

  /** ‖x‖² + ‖y‖² − 2·x·y of all pairs of rows. */
  @Test
  void distancesBetweenRows() throws Exception {
    Graph graph =
        input()
            .constant("minusTwo", scalar(-2))
            .constant("axis", TensorData.ofVector(1))
            .node("Mul", "xx", "x", "x")
            .node("ReduceSum", "norms", "xx", "axis")
            .node("Transpose", "norms2", "norms")
            .node("Transpose", "x2", "x")
            .node("MatMul", "products", "x", "x2")
            .node("Mul", "twice", "products", "minusTwo")
            .node("Add", "sums", "norms", "norms2")
            .node("Add", "y", "sums", "twice")
            .outputs("y");
    requireExact(graph, samples(30, 1.5));
  }

  @Test
  void logitsLessTheirMaximum() throws Exception {
    Graph graph =
        input()
            .weights("w", 1, LENGTH, 6)
            .constant("offset", scalar(900))
            .node("MatMul", "scores", "x", "w")
            .node("Add", "logits", "scores", "offset")
            .node("ReduceMax", LAST, "most", "logits")
            .node("Sub", "y", "logits", "most")
            .outputs("y");
    requireExact(graph, samples(0, 2));
  }

  @Test
  void differencesOfCumulativeSums() throws Exception {
    Graph graph =
        input()
            .constant("along", TensorData.ofVector(1))
            .constant("axis", TensorData.ofVector(1))
            .constant("zero", TensorData.ofVector(0))
            .constant("one", TensorData.ofVector(1))
            .constant("last", TensorData.ofVector(LENGTH - 1))
            .constant("end", TensorData.ofVector(LENGTH))
            .node("Mul", "squares", "x", "x")
            .node("CumSum", "sums", "squares", "along")
            .node("Slice", "later", "sums", "one", "end", "axis")
            .node("Slice", "earlier", "sums", "zero", "last", "axis")
            .node("Sub", "y", "later", "earlier")
            .outputs("y");
    requireExact(graph, samples(3, 2.9));
  }

  /** Only where an operand is much larger than the sum has the input more bits. */
  @ParameterizedTest
  @CsvSource({"0, 16", "2, 16", "100, 24"})
  void bitsOfInputsThatCancel(double mean, int bits) throws Exception {
    Graph graph =
        new TestGraph(5)
            .input("x", ROWS, LENGTH)
            .input("z", ROWS, LENGTH)
            .node("Sub", "y", "x", "z")
            .outputs("y");
    List<Map<String, TensorData>> samples =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    Map.of(
                        "x", around(new Random(i), mean, 1, ROWS, LENGTH),
                        "z", around(new Random(i + 12), mean, 1, ROWS, LENGTH)))
            .toList();
    CompileOptions options = CompileOptions.defaults().withScales(ScaleGranularity.TENSOR);
    CompiledNetwork network =
        Compiler.compile(graph, options, Calibrator.calibrate(graph, samples));
    int input = network.program().inputs().get(0).tensor();
    assertThat(network.program().tensor(input).range()).isEqualTo(Interval.signed(bits));
  }
}
