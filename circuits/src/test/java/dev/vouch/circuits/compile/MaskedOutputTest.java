package dev.vouch.circuits.compile;

import static dev.vouch.circuits.compile.Columns.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs in which a huge number stands for "masked": the other cells keep their digits. */
class MaskedOutputTest {
  private static final int CELLS = 6;
  private static final double ERROR = 1e-3;

  /** Logits {@code h}, and what keeps about half of them: {@code kept}. */
  private static TestGraph logits() {
    return new TestGraph(21)
        .input("x", 1, 8)
        .weights("w", 1, 8, CELLS)
        .weights("v", 1, 8, CELLS)
        .constant("zero", numbers(new int[0], 0))
        .node("MatMul", "h", "x", "w")
        .node("MatMul", "decides", "x", "v")
        .node("Greater", "kept", "decides", "zero");
  }

  private static void requireDigits(Graph graph) throws Exception {
    List<Map<String, TensorData>> samples =
        IntStream.range(0, 16).mapToObj(seed -> TestGraph.sample(graph, seed, 1)).toList();
    CompiledNetwork network =
        Compiler.compile(graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    Compiled.requireValid(network);
    Compiled.requireAccepted(network, samples.get(0));
    for (Map<String, TensorData> sample : samples) {
      double[] expected = new FloatInterpreter(graph).run(sample).get("y").toDoubles();
      double[] actual = network.execute(sample).outputs().get("y").dequantised();
      for (int cell = 0; cell < expected.length; cell++) {
        double size = Math.max(1, Math.abs(expected[cell]));
        assertThat(Math.abs(actual[cell] - expected[cell])).isLessThan(ERROR * size);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e4, -1e9, 3e7, -1e12})
  void chosenByACondition(double masked) throws Exception {
    requireDigits(
        logits()
            .constant("masked", numbers(new int[0], masked))
            .constant("shape", TensorData.ofVector(2, 3))
            .node("Where", "l", "kept", "h", "masked")
            .node("Reshape", "y", "l", "shape")
            .outputs("y"));
  }

  @Test
  void chosenTwice() throws Exception {
    requireDigits(
        logits()
            .constant("masked", numbers(new int[0], -1e9))
            .node("Greater", "also", "h", "zero")
            .node("Where", "l", "kept", "h", "masked")
            .node("Where", "y", "also", "l", "masked")
            .outputs("y"));
  }

  @Test
  void addedToWhatIsMasked() throws Exception {
    requireDigits(
        logits()
            .constant("masked", numbers(new int[0], -1e7))
            .node("Not", "hidden", "kept")
            .node("Cast", Map.of("to", new Attribute.Integer(1)), "one", "hidden")
            .node("Mul", "bias", "one", "masked")
            .node("Add", "y", "h", "bias")
            .outputs("y"));
  }
}
