package dev.vouch.circuits.report;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BoundMeterTest {
  private static TensorData reals(double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {1, values.length}, values);
  }

  /** What is found of the only output for an input and what is said to be expected. */
  private static OutputBound bound(ModelBuilder model, TensorData x, TensorData y)
      throws Exception {
    Graph graph = model.graph();
    Map<String, TensorData> sample = Map.of("x", x);
    Compilation compilation =
        Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    BoundMeter meter = new BoundMeter(compilation);
    meter.add(sample, Map.of("y", y), compilation.network().execute(sample));
    return meter.outputs().get(0);
  }

  private static OutputBound exact() {
    return new OutputBound("y", 0, OptionalDouble.empty(), 0, 0, 0, OptionalDouble.empty());
  }

  private static ModelBuilder doubled() {
    return model().input("x", 1, 2).node("Add", "x x", "y").output("y");
  }

  @Test
  void roundingIsWithinThePrediction() throws Exception {
    OutputBound found = bound(doubled(), reals(0.3, 1000.7), reals(0.6, 2001.4));
    assertThat(found.kept()).isTrue();
    assertThat(found.largestError()).isPositive().isLessThanOrEqualTo(found.bound());
    assertThat(found.bound()).isLessThan(0.1);
  }

  @Test
  void anErrorBeyondThePredictionIsFound() throws Exception {
    OutputBound found = bound(doubled(), reals(0.3, 1000.7), reals(0.8, 2001.4));
    assertThat(found.kept()).isFalse();
    assertThat(found.beyond()).isEqualTo(1);
  }

  @Test
  void whatIsNoNumberIsNotKept() throws Exception {
    assertThat(bound(doubled(), reals(1, 2), reals(Double.NaN, 4)).kept()).isFalse();
    assertThat(bound(doubled(), reals(1, 2), reals(2, Double.POSITIVE_INFINITY)).kept()).isFalse();
  }

  @Test
  void integersAreExact() throws Exception {
    ModelBuilder doubled =
        model().input("x", DataType.INT64, 2).node("Add", "x x", "y").output("y");
    assertThat(bound(doubled, TensorData.ofVector(3, -4), TensorData.ofVector(6, -8)))
        .isEqualTo(exact());
    assertThat(bound(doubled, TensorData.ofVector(3, -4), TensorData.ofVector(6, -7)).kept())
        .isFalse();
  }

  /**
   * y = scale · (q − zero) · w of quantised x: each sample has a grid of its own in the model, all
   * have that of the widest one in the circuit.
   */
  @Test
  void gridsOfSamplesAreWithinThePrediction() throws Exception {
    Graph graph =
        model()
            .input("x", 1, 3)
            .initializer(
                "w", TensorData.ofLongs(DataType.INT8, new int[] {3, 2}, 90, -7, 3, 127, -128, 5))
            .node("DynamicQuantizeLinear", "x", "q scale zero")
            .node("MatMulInteger", "q w zero", "sum")
            .node("Cast", "sum", "real", attribute("to", 1))
            .node("Mul", "real scale", "y")
            .output("y")
            .graph();
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (double size : new double[] {0.11, 0.7, 1.3, 2.9}) {
      samples.add(Map.of("x", reals(size, -0.37 * size, 0.81 * size)));
    }
    Compilation compilation =
        Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    BoundMeter meter = new BoundMeter(compilation);
    FloatInterpreter model = new FloatInterpreter(graph);
    for (Map<String, TensorData> sample : samples) {
      meter.add(sample, model.run(sample), compilation.network().execute(sample));
    }
    OutputBound found = meter.outputs().get(0);
    double step = 2.9 * 1.37 / 255;
    double ofAllCells = step * (127 + 128 + 90);
    assertThat(found.kept()).as(found.toString()).isTrue();
    assertThat(found.largestError()).isGreaterThan(step);
    assertThat(found.bound()).isBetween(found.largestError(), 2 * ofAllCells);
  }

  /** Numbers that are computed: inputs themselves are compared, and made whole, exactly. */
  private static ModelBuilder computed() {
    return model().input("x", 1, 2).node("Neg", "x", "n").node("Neg", "n", "z");
  }

  private static ModelBuilder below(double limit) {
    return computed()
        .initializer(
            "limit", TensorData.ofDoubles(DataType.FLOAT, new int[0], new double[] {limit}))
        .node("Less", "z limit", "y")
        .output("y");
  }

  private static TensorData booleans(long... values) {
    return TensorData.ofLongs(DataType.BOOL, new int[] {1, values.length}, values);
  }

  @Test
  void aComparisonAtATieIsNotDecided() throws Exception {
    OutputBound found = bound(below(0.3), reals(0.3 - 1e-9, 1), booleans(0, 0));
    assertThat(found.kept()).isTrue();
    assertThat(found.undecided()).isEqualTo(1);
    assertThat(bound(below(0.3), reals(0.3 + 1e-9, 1), booleans(1, 0)).kept()).isTrue();
    assertThat(bound(below(0.3), reals(0.3 + 1e-9, 1), booleans(0, 0)).kept()).isTrue();
  }

  @Test
  void aComparisonThatIsDecidedIsExact() throws Exception {
    OutputBound found = bound(below(0.3), reals(0.2, 1), booleans(1, 0));
    assertThat(found).isEqualTo(exact());
    assertThat(bound(below(0.3), reals(0.2, 1), booleans(0, 0)).kept()).isFalse();
  }

  @Test
  void aPositionIsNotDecidedAmongCandidatesOnly() throws Exception {
    ModelBuilder greatest =
        model()
            .input("x", 1, 5)
            .node("ArgMax", "x", "y", ModelBuilder.attribute("axis", 1))
            .output("y");
    TensorData x = reals(0.5, 1, -1, 1 + 1e-7, 0.9);
    OutputBound found = bound(greatest, x, positions(1));
    assertThat(found.kept()).isTrue();
    assertThat(found.bound()).isEqualTo(2);
    assertThat(found.undecided()).isEqualTo(1);
    assertThat(bound(greatest, x, positions(4)).kept()).isFalse();
    assertThat(bound(greatest, reals(0.5, 1, -1, 0.8, 0.9), positions(1)).undecided()).isZero();
  }

  private static TensorData positions(long... values) {
    return TensorData.ofLongs(DataType.INT64, new int[] {1, values.length}, values);
  }

  @Test
  void ranksAreAsExactAsTheirCandidates() throws Exception {
    ModelBuilder ranked =
        model()
            .input("x", 1, 4)
            .initializer("k", TensorData.ofVector(2))
            .node("TopK", "x k", "y places")
            .output("y");
    OutputBound found = bound(ranked, reals(1, 0.3, 1 + 1e-7, 0.2), reals(1 + 1e-7, 1));
    assertThat(found.kept()).isTrue();
    assertThat(found.undecided()).isZero();
    assertThat(found.bound()).isLessThan(2e-4);
  }

  @Test
  void aWholePartAtAStepMayBeOneLess() throws Exception {
    ModelBuilder whole = computed().node("Floor", "z", "y").output("y");
    OutputBound found = bound(whole, reals(3 - 1e-9, 2.5), reals(2, 2));
    assertThat(found.kept()).isTrue();
    assertThat(found.undecided()).isEqualTo(1);
    assertThat(found.looseness()).isEmpty();
    assertThat(bound(whole, reals(3 - 1e-9, 2.5), reals(3, 1)).kept()).isFalse();
    assertThat(bound(whole, reals(3, 2.5), reals(2, 2)).kept()).isFalse();
  }

  @Test
  void exactNumbersAreDecided() throws Exception {
    ModelBuilder places =
        model()
            .input("x", DataType.INT64, 1, 4)
            .node("ArgMax", "x", "y", ModelBuilder.attribute("axis", 1))
            .output("y");
    OutputBound found = bound(places, positions(7, 7, 3, 1), positions(0));
    assertThat(found).isEqualTo(exact());
  }
}
