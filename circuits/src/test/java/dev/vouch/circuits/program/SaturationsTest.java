package dev.vouch.circuits.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.quantise.Calibration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SaturationsTest {
  private static final NodeRef EXPONENTIAL = new NodeRef("e_node", "Exp");

  /**
   * y = MatMul(Exp(MatMul(x, w)), v) for x in ±8, the first product in ±2, Exp up to 4, read from
   * the bytes of a model file.
   */
  private static Execution run(double... x) throws Exception {
    Graph graph =
        new TestGraph(1)
            .input("x", 1, 2)
            .constant("w", matrix(1, 0, 0, 1))
            .constant("v", matrix(1, 1, 1, -1))
            .node("MatMul", "h", "x", "w")
            .node("Exp", "e", "h")
            .node("MatMul", "y", "e", "v")
            .outputs("y");
    Calibration calibration = Calibration.of(Map.of("x", 4.0, "h", 1.0, "e", 2.0, "y", 4.0));
    CompiledNetwork network = Compiler.compile(graph, CompileOptions.defaults(), calibration);
    IntegerProgram read = ProgramCodec.decode(ProgramCodec.encode(network.program()));
    return read.execute(
        network.modelValues(),
        Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2}, x)));
  }

  private static TensorData matrix(double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 2}, values);
  }

  private static List<SaturatedNode> inside(Execution execution) {
    return execution.saturations().stream().filter(node -> node.count() > 0).toList();
  }

  @Test
  void nothingIsCutOffInTheRange() throws Exception {
    Execution execution = run(1, -1.5);
    assertThat(execution.warnings()).isEmpty();
    assertThat(execution.saturations()).isNotEmpty().allMatch(node -> node.count() == 0);
  }

  @Test
  void anInnerValueIsCountedAtItsNodeThoughTheInputIsInRange() throws Exception {
    assertThat(inside(run(1.9, 0))).containsExactly(new SaturatedNode(EXPONENTIAL, 1, 4));
    List<SaturatedNode> both = inside(run(7, 0));
    assertThat(both).extracting(SaturatedNode::node).contains(EXPONENTIAL);
    assertThat(both).extracting(SaturatedNode::count).allMatch(count -> count > 0);
    assertThat(run(7, 0).warnings()).noneMatch(ClampedInput.class::isInstance);
  }

  @Test
  void clampedInputsComeFirstWithTheirRange() throws Exception {
    List<CutOff> warnings = run(-8.5, 0).warnings();
    assertThat(warnings.get(0))
        .isInstanceOfSatisfying(
            ClampedInput.class,
            input -> {
              assertThat(input.input()).isEqualTo("x");
              assertThat(input.count()).isEqualTo(1);
              assertThat(input.size()).isEqualTo(2);
              assertThat(input.least()).isEqualTo(-8);
              assertThat(input.most()).isBetween(7.99, 8.0);
            });
    assertThat(warnings.get(0).text()).contains("input 'x': 1 of 2 values").doesNotContain("8.5");
  }

  @Test
  void endsHaveOneNumberEach() {
    for (int bits = 0; bits <= CutEnds.MAX_BITS; bits++) {
      assertThat(CutEnds.ofBits(bits).bits()).isEqualTo(bits);
    }
    assertThat(CutEnds.ofBits(0)).isEqualTo(CutEnds.NONE);
    assertThat(CutEnds.ofBits(CutEnds.MAX_BITS)).isEqualTo(CutEnds.BOTH);
  }
}
