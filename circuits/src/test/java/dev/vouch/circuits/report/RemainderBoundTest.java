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
import dev.vouch.circuits.program.Execution;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds of remainders of real numbers: exact between multiples of the divisor, honest at them. */
class RemainderBoundTest {
  private static TensorData reals(double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {1, values.length}, values);
  }

  private record Run(ErrorBound bound, Execution.PortValue output, double[] expected) {
    double bound(int cell) {
      return bound.of(output.port())[cell];
    }

    double error(int cell) {
      return Math.abs(output.dequantised()[cell] - expected[cell]);
    }
  }

  private static Run run(TensorData divisors, double... values) throws Exception {
    TensorData x = reals(values);
    Graph graph =
        model()
            .input("x", 1, values.length)
            .initializer("divisors", divisors)
            .node("Mod", "x divisors", "y", attribute("fmod", 1))
            .output("y")
            .graph();
    Map<String, TensorData> sample = Map.of("x", x);
    Compilation compilation =
        Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    Execution execution = compilation.network().execute(sample);
    return new Run(
        ErrorBound.of(compilation, sample, execution),
        execution.outputs().values().iterator().next(),
        new FloatInterpreter(graph).run(sample).values().iterator().next().doubles());
  }

  @Test
  void whatLiesAtAMultipleIsNotDecided() throws Exception {
    Run run = run(reals(0.1).reshape(), 0.3f, 0.35f, -0.2f, 0, 12.8f);
    assertThat(run.bound(0)).isBetween(0.09, 0.11);
    assertThat(run.bound(2)).isBetween(0.09, 0.11);
    assertThat(run.bound(1)).isLessThan(1e-3);
    assertThat(run.bound(3)).as("nothing jumps at 0").isLessThan(1e-3);
    assertThat(Arrays.stream(run.bound().decided().of(run.output().port())).max().orElseThrow())
        .isLessThan(1e-3);
  }

  @Test
  void multiplesOnTheGridAreExact() throws Exception {
    Run run = run(reals(0.25).reshape(), 0.5, -0.75, 1.125, 6, -7.875);
    for (int cell = 0; cell < 5; cell++) {
      assertThat(run.error(cell)).isZero();
      assertThat(run.bound(cell)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, -0.37, 3, 100})
  void errorsAreWithinTheirBound(double divisor) throws Exception {
    Random random = new Random(7);
    Run one = run(reals(divisor).reshape(), random.doubles(200, -40, 40).toArray());
    double[] divisors = random.doubles(200, 0.3, 2).map(d -> d * divisor).toArray();
    Run several = run(reals(divisors), random.doubles(200, -40, 40).toArray());
    for (int cell = 0; cell < 200; cell++) {
      assertThat(one.error(cell)).isLessThanOrEqualTo(one.bound(cell) + 1e-9);
      assertThat(several.error(cell)).isLessThanOrEqualTo(several.bound(cell) + 1e-9);
    }
  }
}
