package dev.vouch.circuits.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.ScaleGranularity;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs are looked at along each of their axes. */
class OutputMeterTest {
  private static final int[] SHAPE = {2, 3, 4, 5};
  private static final int STRIDES = 2 * 3 * 4 * 5;

  /** Values of a slice are so small beside the others that their integers are all 0. */
  private static AccuracyReport report(int axis, int slice) throws Exception {
    Graph graph = new TestGraph(1).input("x", SHAPE).node("Mul", "y", "x", "x").outputs("y");
    List<Map<String, TensorData>> samples = new ArrayList<>();
    Random random = new Random(3);
    int inner =
        IntStream.range(axis + 1, SHAPE.length).map(i -> SHAPE[i]).reduce(1, (a, b) -> a * b);
    for (int sample = 0; sample < 3; sample++) {
      double[] cells = random.doubles(STRIDES, 1, 2).toArray();
      for (int cell = 0; cell < cells.length; cell++) {
        cells[cell] *= cell / inner % SHAPE[axis] == slice ? 0x1p-8 : 1;
      }
      samples.add(Map.of("x", TensorData.ofDoubles(DataType.FLOAT, SHAPE, cells)));
    }
    CompileOptions options = CompileOptions.defaults().withScales(ScaleGranularity.TENSOR);
    AccuracyMeter meter =
        new AccuracyMeter(
            Compiler.compilation(graph, options, Calibrator.calibrate(graph, samples)));
    samples.forEach(sample -> meter.add(sample, null, null));
    return meter.report();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aDeadSliceAlongAnyAxisIsFound(int axis) throws Exception {
    OutputMetrics output = report(axis, 1).outputs().get(0);
    assertThat(output.errors().relRms().orElseThrow()).isLessThan(1e-3);
    assertThat(output.slices().stream().filter(ChannelMetrics::dead))
        .singleElement()
        .satisfies(
            slice -> {
              assertThat(slice.axis()).isEqualTo(axis);
              assertThat(slice.index()).isEqualTo(1);
              assertThat(slice.name(SHAPE.length))
                  .isEqualTo(
                      List.of("slice 1 of axis 0", "channel 1", "slice 1 of axis 2", "column 1")
                          .get(axis));
            });
    assertThat(output.worstSlice().orElseThrow().axis()).isEqualTo(axis);
  }

  @Test
  void integersAreCountedWhereTheyDiffer() throws Exception {
    Graph graph = new TestGraph(1).integers("x", 1, 4).node("Add", "y", "x", "x").outputs("y");
    TensorData x = TensorData.ofLongs(DataType.INT64, new int[] {1, 4}, 1, -2, 3, 40);
    AccuracyMeter meter =
        new AccuracyMeter(
            Compiler.compilation(
                graph,
                CompileOptions.defaults(),
                Calibrator.calibrate(graph, List.of(Map.of("x", x)))));
    TensorData wanted = TensorData.ofLongs(DataType.INT64, new int[] {1, 4}, 2, -4, 9, 80);
    meter.add(Map.of("x", x), Map.of("y", wanted), null);
    meter.add(Map.of("x", x), null, null);
    OutputMetrics output = meter.report().outputs().get(0);
    assertThat(output.real()).isFalse();
    assertThat(output.equal()).isEqualTo(7);
    assertThat(output.errors().cells()).isEqualTo(8);
    assertThat(output.errors().maxAbs()).hasValue(3);
    assertThat(meter.report().overall().maxAbs()).hasValue(3);
  }
}
