package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.CalibrationRule;
import dev.vouch.circuits.report.AccuracyMeter;
import dev.vouch.circuits.report.AccuracyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which room values get, of what was seen of them. */
class CalibrationRuleTest {
  private static final int CELLS = 400;

  /** y = relu(x·x) with x of one size, but one cell of 16,000 that is larger. */
  private static final Graph GRAPH =
      new TestGraph(1)
          .input("x", 1, CELLS)
          .node("Mul", "s", "x", "x")
          .node("Relu", "y", "s")
          .outputs("y");

  private static List<Map<String, TensorData>> samples(double outlier) {
    Random random = new Random(2);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int sample = 0; sample < 40; sample++) {
      double[] cells = random.doubles(CELLS, 0.5, 0.99).toArray();
      if (sample == 7) {
        cells[11] = outlier;
      }
      samples.add(Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, CELLS}, cells)));
    }
    return samples;
  }

  private static Calibration calibration(double outlier, double percentile) {
    return Calibrator.calibrate(
        GRAPH, samples(outlier), new CalibrationRule(percentile), States.NONE, done -> {});
  }

  private static AccuracyReport report(Calibration calibration) throws Exception {
    CompileOptions options = CompileOptions.defaults().withScales(ScaleGranularity.TENSOR);
    AccuracyMeter meter = new AccuracyMeter(Compiler.compilation(GRAPH, options, calibration));
    samples(30).forEach(sample -> meter.add(sample, null, null));
    return meter.report();
  }

  @Test
  void percentilesLeaveOutliersOutAndInputsWhole() {
    assertThat(calibration(30, 100).magnitude("y")).hasValue(900);
    assertThat(calibration(30, 99.99).magnitude("x")).hasValue(30);
    // All but one of 16,000 cells lie below 1, which is twice 0.5.
    assertThat(calibration(30, 99.99).magnitude("y")).hasValue(0.5);
    assertThat(calibration(30, 99.9).magnitude("y")).hasValue(0.5);
  }

  @Test
  void ofFewCellsThereIsNoPercentile() {
    // A part of 10^-5 of 16,000 cells is less than one.
    assertThat(calibration(30, 99.999).magnitude("y")).hasValue(900);
  }

  @Test
  void whatIsLargerSaturatesAndIsReported() throws Exception {
    AccuracyReport range = report(calibration(30, 100));
    AccuracyReport percentile = report(calibration(30, 99.99));
    assertThat(range.saturated()).isZero();
    assertThat(percentile.saturated()).isEqualTo(1);
    assertThat(percentile.warnings()).hasSize(1);
    // Steps are 2^11 times finer, but for the outlier, which is cut off; the input keeps its own.
    double others = percentile.outputs().get(0).columns().get(3).largest();
    assertThat(others).isLessThan(range.outputs().get(0).columns().get(3).largest() / 5);
    assertThat(percentile.outputs().get(0).columns().get(11).largest()).isGreaterThan(890);
  }

  @Test
  void percentilesAre50To100() {
    for (double percentile : new double[] {49.9, 100.1, Double.NaN}) {
      assertThatThrownBy(() -> new CalibrationRule(percentile))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("50 to 100");
    }
  }
}
