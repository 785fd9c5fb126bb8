package dev.vouch.circuits.compile;

import static dev.vouch.circuits.compile.Columns.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.rewrite.GraphRewrites;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.report.AccuracyMeter;
import dev.vouch.circuits.report.AccuracyReport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Powers, spectra and ratios, which span far more than activations have bits. */
class WideNumbersTest {
  private static final Map<String, Attribute> LAST =
      Map.of("axes", new Attribute.Integers(new long[] {1}));

  /** A tone that fades by 2^-{@code octaves} over the rows, and noise that is smaller still. */
  private static List<Map<String, TensorData>> fading(int rows, int columns, double octaves) {
    return IntStream.range(0, 4)
        .mapToObj(
            seed -> {
              Random random = new Random(seed);
              double[] cells = new double[rows * columns];
              for (int i = 0; i < cells.length; i++) {
                double tone = Math.cos(0.7 * (i % columns) + seed);
                double noise = 0.01 * random.nextGaussian();
                cells[i] = (tone + noise) * Math.pow(2, -octaves * (i / columns) / rows);
              }
              return Map.of("x", numbers(new int[] {rows, columns}, cells));
            })
        .toList();
  }

  private static AccuracyReport report(Graph graph, List<Map<String, TensorData>> samples)
      throws Exception {
    Compilation compilation =
        Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    Compiled.requireValid(compilation.network());
    Compiled.requireAccepted(compilation.network(), samples.get(0));
    AccuracyMeter meter = new AccuracyMeter(compilation);
    samples.forEach(sample -> meter.add(sample, null, null));
    return meter.report();
  }

  private static void requireExact(Graph graph, List<Map<String, TensorData>> samples)
      throws Exception {
    AccuracyReport report = report(graph, samples);
    assertThat(report.overall().relRms().orElseThrow()).isLessThan(1e-3);
    assertThat(report.saturated()).isZero();
  }

  /** Windowed waves of a transform whose frequencies lie {@code shift} of a bin higher. */
  private static TensorData kernel(int columns, int bins, double shift, boolean sine) {
    double[] cells = new double[columns * bins];
    Arrays.setAll(
        cells,
        i -> {
          double turn = 2 * Math.PI * (i / bins) * (i % bins + shift) / columns;
          double window = Math.pow(Math.sin(Math.PI * (i / bins + 0.5) / columns), 2);
          return window * (sine ? Math.sin(turn) : Math.cos(turn));
        });
    return numbers(new int[] {columns, bins}, cells);
  }

  private static TestGraph powers() {
    return powers(0.4);
  }

  private static TestGraph powers(double shift) {
    return new TestGraph(3)
        .input("x", 12, 32)
        .constant("cos", kernel(32, 17, shift, false))
        .constant("sin", kernel(32, 17, shift, true))
        .node("MatMul", "re", "x", "cos")
        .node("MatMul", "im", "x", "sin")
        .node("Mul", "re2", "re", "re")
        .node("Mul", "im2", "im", "im")
        .node("Add", "power", "re2", "im2");
  }

  private static TensorData mel() {
    double[] cells = new double[17 * 5];
    Arrays.setAll(cells, i -> Math.max(0, 1 - Math.abs(i / 5 - 3.0 * (i % 5) - 2) / 3));
    return numbers(new int[] {17, 5}, cells);
  }

  @Test
  void logarithmsOfMelSpectra() throws Exception {
    Graph graph =
        powers()
            .constant("mel", mel())
            .node("MatMul", "bands", "power", "mel")
            .constant("epsilon", numbers(new int[0], 1e-9))
            .node("Add", "moved", "bands", "epsilon")
            .node("Log", "y", "moved")
            .outputs("y");
    requireExact(graph, fading(12, 32, 10));
  }

  /** Rows of a table that are smaller than its largest by more than weights have bits. */
  @Test
  void logarithmsOfRowsThatAnIndexChooses() throws Exception {
    double[] cells = new double[24];
    Arrays.setAll(cells, i -> (1 + i % 3) * Math.pow(2, 4.0 * (i / 3) - 14));
    Graph graph =
        new TestGraph(4)
            .input("x", 1, 8)
            .constant("table", numbers(new int[] {8, 3}, cells))
            .node("ArgMax", Map.of("axis", new Attribute.Integer(1)), "i", "x")
            .node("Gather", "row", "table", "i")
            .node("Log", "y", "row")
            .outputs("y");
    List<Map<String, TensorData>> samples =
        IntStream.range(0, 8)
            .mapToObj(
                row -> {
                  double[] scores = new double[8];
                  scores[row] = 1;
                  return Map.of("x", numbers(new int[] {1, 8}, scores));
                })
            .toList();
    requireExact(graph, samples);
  }

  @Test
  void decibels() throws Exception {
    Graph graph =
        powers()
            .constant("least", numbers(new int[0], 1e-10))
            .node("Max", "raised", "power", "least")
            .node("Log", "log", "raised")
            .constant("ten", numbers(new int[0], 4.3429448))
            .node("Mul", "y", "log", "ten")
            .outputs("y");
    requireExact(graph, fading(12, 32, 10));
  }

  /** The last sine of a real Fourier transform is 0 but for rounding. */
  @Test
  void decibelsOfRealFourierTransforms() throws Exception {
    Graph graph =
        powers(0)
            .constant("least", numbers(new int[0], 1e-10))
            .node("Max", "raised", "power", "least")
            .node("Log", "y", "raised")
            .outputs("y");
    AccuracyReport report = report(GraphRewrites.of(graph), fading(12, 32, 10));
    assertThat(report.overall().relRms().orElseThrow()).isLessThan(1e-2);
  }

  @Test
  void logarithmsOfMagnitudes() throws Exception {
    Graph graph =
        powers()
            .node("Sqrt", "magnitude", "power")
            .constant("epsilon", numbers(new int[0], 1e-4))
            .node("Add", "moved", "magnitude", "epsilon")
            .node("Log", "y", "moved")
            .outputs("y");
    requireExact(graph, fading(12, 32, 10));
  }

  @Test
  void logarithmsOfMeanSquares() throws Exception {
    Graph graph =
        new TestGraph(1)
            .input("x", 12, 32)
            .constant("two", numbers(new int[0], 2))
            .node("Pow", "squares", "x", "two")
            .node("ReduceMean", LAST, "energy", "squares")
            .node("Sqrt", "root", "energy")
            .node("Log", "y", "root")
            .outputs("y");
    requireExact(graph, fading(12, 32, 14));
  }

  @Test
  void cosinesOfRowsOfUnlikeLength() throws Exception {
    Graph graph =
        new TestGraph(5)
            .input("x", 12, 32)
            .weights("w", 1, 32, 16)
            .node("MatMul", "a", "x", "w")
            .weights("v", 1, 32, 16)
            .node("MatMul", "b", "x", "v")
            .node("Mul", "products", "a", "b")
            .constant("axes", TensorData.ofVector(1))
            .node("ReduceSum", "dot", "products", "axes")
            .node("Mul", "a2", "a", "a")
            .node("Mul", "b2", "b", "b")
            .node("ReduceSum", "aa", "a2", "axes")
            .node("ReduceSum", "bb", "b2", "axes")
            .node("Sqrt", "al", "aa")
            .node("Sqrt", "bl", "bb")
            .node("Mul", "lengths", "al", "bl")
            .node("Div", "y", "dot", "lengths")
            .outputs("y");
    requireExact(graph, fading(12, 32, 9));
  }

  @Test
  void ratiosOfSums() throws Exception {
    Graph graph =
        powers()
            .constant("mel", mel())
            .node("MatMul", "bands", "power", "mel")
            .constant("axes", TensorData.ofVector(1))
            .node("ReduceSum", "all", "power", "axes")
            .node("Div", "y", "bands", "all")
            .outputs("y");
    requireExact(graph, fading(12, 32, 8));
  }

  /** Cells from {@code least} to {@code most}, some of them negative if asked for. */
  private static List<Map<String, TensorData>> spread(double least, double most, boolean signs) {
    return IntStream.range(0, 12)
        .mapToObj(
            seed -> {
              Random random = new Random(seed);
              double[] cells = new double[8 * 16];
              Arrays.setAll(
                  cells,
                  i ->
                      least
                          * Math.pow(most / least, random.nextDouble())
                          * (signs && random.nextBoolean() ? -1 : 1));
              return Map.of("x", numbers(new int[] {8, 16}, cells));
            })
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"1e-5, 1e3, false", "1e-5, 1, false", "1e-4, 100, true", "1e-3, 1e4, true"})
  void reciprocalsOfSmallNumbersBesideLargeOnes(double least, double most, boolean signs)
      throws Exception {
    Graph graph = new TestGraph(1).input("x", 8, 16).node("Reciprocal", "y", "x").outputs("y");
    requireExact(graph, spread(least, most, signs));
  }

  /** log N(0; μ, σ) of small σ, which a table gives. */
  @Test
  void likelihoodsWithSmallDeviations() throws Exception {
    Graph graph =
        new TestGraph(5)
            .input("x", 8, 16)
            .weights("w", 1, 16, 4)
            .weights("v", 1, 16, 4)
            .constant("half", numbers(new int[0], -0.5))
            .node("MatMul", "mean", "x", "w")
            .node("MatMul", "s", "x", "v")
            .node("Softplus", "deviation", "s")
            .node("Div", "z", "mean", "deviation")
            .node("Mul", "square", "z", "z")
            .node("Mul", "exponent", "square", "half")
            .node("Log", "log", "deviation")
            .node("Sub", "y", "exponent", "log")
            .outputs("y");
    List<Map<String, TensorData>> samples =
        IntStream.range(0, 12)
            .mapToObj(seed -> Columns.sample(graph, seed, new double[] {2}))
            .toList();
    requireExact(graph, samples);
  }

  /** Relative changes of columns of unlike size, one of which crosses 0. */
  @Test
  void relativeChangesOfColumns() throws Exception {
    Map<String, Attribute> none = Map.of();
    Graph graph =
        new TestGraph(5)
            .input("x", 12, 2)
            .constant("axis", TensorData.ofVector(0))
            .constant("first", TensorData.ofVector(0))
            .constant("second", TensorData.ofVector(1))
            .constant("last", TensorData.ofVector(11))
            .constant("end", TensorData.ofVector(12))
            .node("Slice", none, "later", "x", "second", "end", "axis")
            .node("Slice", none, "earlier", "x", "first", "last", "axis")
            .node("Sub", "difference", "later", "earlier")
            .node("Div", "y", "difference", "earlier")
            .outputs("y");
    List<Map<String, TensorData>> samples =
        IntStream.range(0, 12)
            .mapToObj(
                seed -> {
                  Random random = new Random(seed);
                  double[] cells = new double[24];
                  Arrays.setAll(
                      cells,
                      i ->
                          i % 2 == 0
                              ? Math.copySign(0.02 + Math.abs(random.nextGaussian()), i - 11)
                              : 1e5 + 1e3 * random.nextGaussian());
                  return Map.of("x", numbers(new int[] {12, 2}, cells));
                })
            .toList();
    requireExact(graph, samples);
  }

  @Test
  void valuesWithoutSuchReadersHaveTheBitsOfActivations() throws Exception {
    Graph graph =
        powers()
            .constant("epsilon", numbers(new int[0], 1))
            .node("Add", "moved", "power", "epsilon")
            .node("Log", "y", "moved")
            .outputs("y");
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, fading(12, 32, 10)));
    int input = network.program().inputs().get(0).tensor();
    assertThat(network.program().tensor(input).range()).isEqualTo(Interval.signed(16));
  }
}
