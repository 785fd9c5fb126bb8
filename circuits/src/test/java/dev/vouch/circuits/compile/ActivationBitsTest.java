package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.cost.CircuitCost;
import dev.vouch.circuits.cost.CostModel;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.program.ProgramCodec;
import dev.vouch.circuits.report.AccuracyMeter;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.verifier.circuit.layout.Layout;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The width of activations, of which all other widths are made. */
class ActivationBitsTest {
  private static final Graph GRAPH =
      new TestGraph(1)
          .input("x", 16, 12)
          .weights("w", 0.6, 12, 20)
          .weights("b", 0.2, 20)
          .node("Gemm", "h", "x", "w", "b")
          .node("Relu", "r", "h")
          .weights("v", 0.6, 20, 8)
          .node("MatMul", "m", "r", "v")
          .node("Tanh", "t", "m")
          .node("Softmax", "y", "t")
          .outputs("y", "m");

  private static final List<Map<String, TensorData>> SAMPLES =
      IntStream.range(0, 8).mapToObj(seed -> TestGraph.sample(GRAPH, seed, 2)).toList();

  private static Compilation compiled(int bits) throws Exception {
    return Compiler.compilation(
        GRAPH, CompileOptions.defaults().withBits(bits), Calibrator.calibrate(GRAPH, SAMPLES));
  }

  private static AccuracyReport report(Compilation compilation) {
    AccuracyMeter meter = new AccuracyMeter(compilation);
    SAMPLES.forEach(sample -> meter.add(sample, null, null));
    return meter.report();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 12, 15, 16})
  void inputsAndOutputsHaveThem(int bits) throws Exception {
    CompiledNetwork network = compiled(bits).network();
    Compiled.requireValid(network);
    for (NetworkPort port :
        Stream.concat(network.program().inputs().stream(), network.program().outputs().stream())
            .toList()) {
      Interval range = network.program().tensor(port.tensor()).range();
      assertThat(range)
          .as(port.name())
          .matches(
              all -> Interval.signed(bits).contains(all) || Interval.unsigned(bits).contains(all));
    }
    Compiled.requireAccepted(network, SAMPLES.get(0));
  }

  @Test
  void moreOfThemAreMoreExactAndCostMore() throws Exception {
    double error = 1;
    double cost = 0;
    for (int bits : new int[] {8, 12, 16}) {
      Compilation compilation = compiled(bits);
      AccuracyReport report = report(compilation);
      assertThat(report.overall().relRms().orElseThrow()).isLessThan(error / 8);
      assertThat(report.saturated()).isZero();
      assertThat(report.fewBits()).isEqualTo(bits / 2);
      Compiled.requireValid(compilation.network());
      Layout layout = Layout.of(compilation.network().circuit());
      assertThat(CostModel.COMPILER.prover(CircuitCost.of(layout))).isGreaterThan(cost);
      error = report.overall().relRms().orElseThrow();
      cost = CostModel.COMPILER.prover(CircuitCost.of(layout));
    }
    assertThat(error).isLessThan(3e-4);
  }

  @Test
  void are16UnlessSaidOtherwise() throws Exception {
    CompiledNetwork usual =
        Compiler.compile(GRAPH, CompileOptions.defaults(), Calibrator.calibrate(GRAPH, SAMPLES));
    assertThat(ProgramCodec.encode(compiled(16).network().program()))
        .isEqualTo(ProgramCodec.encode(usual.program()));
  }

  @Test
  void are8To16() {
    CompileOptions options = CompileOptions.defaults();
    for (int bits : new int[] {7, 17, 0, -1}) {
      assertThatThrownBy(() -> options.withBits(bits))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("8 to 16");
    }
  }
}
