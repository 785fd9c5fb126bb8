package dev.vouch.circuits.report;

import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.List;
import java.util.Map;
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
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    BoundMeter meter = new BoundMeter();
    meter.add(Map.of("y", y), network.execute(sample));
    return meter.outputs().get(0);
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
        .isEqualTo(new OutputBound("y", 0, 0, 0));
    assertThat(bound(doubled, TensorData.ofVector(3, -4), TensorData.ofVector(6, -7)).kept())
        .isFalse();
  }
}
