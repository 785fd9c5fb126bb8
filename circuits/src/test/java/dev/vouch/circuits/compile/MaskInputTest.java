package dev.vouch.circuits.compile;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.program.ClampedInput;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Masks that are inputs, whatever their numbers: what is kept is exact, and a row that is masked
 * wholly is what float32 arithmetic gives.
 */
class MaskInputTest {
  private static final int LENGTH = 6;
  private static final int SAMPLES = 4;
  private static final double BOUND = 1e-3;

  /** y = softmax(s + m), the mask through a change of layout. */
  private static ModelBuilder masked() {
    return model()
        .input("s", 1, LENGTH, LENGTH)
        .input("m", LENGTH, LENGTH)
        .initializer("axes", TensorData.ofVector(0))
        .node("Unsqueeze", "m axes", "deep")
        .node("Add", "s deep", "a")
        .node("Softmax", "a", "y", attribute("axis", -1))
        .output("y");
  }

  private static TensorData reals(int[] shape, double... values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    double[] exact = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      exact[i] = rounded[i];
    }
    return TensorData.ofDoubles(DataType.FLOAT, shape, exact);
  }

  /** Scores, and a mask with biases; in every second sample row 1 is masked wholly. */
  private static List<Map<String, TensorData>> samples(double masked, double bias) {
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int seed = 0; seed < SAMPLES; seed++) {
      Random random = new Random(seed);
      double[] scores = random.doubles(LENGTH * LENGTH, -3, 3).toArray();
      double[] mask = new double[LENGTH * LENGTH];
      for (int i = 0; i < mask.length; i++) {
        boolean wholly = seed % 2 == 1 && i / LENGTH == 1;
        boolean hidden = wholly || (i % LENGTH > 0 && random.nextInt(3) == 0);
        mask[i] = hidden ? masked : bias * random.nextDouble();
      }
      samples.add(
          Map.of(
              "s", reals(new int[] {1, LENGTH, LENGTH}, scores),
              "m", reals(new int[] {LENGTH, LENGTH}, mask)));
    }
    return samples;
  }

  /** Sums in float32, as runtimes have them. */
  private static double[] expected(Map<String, TensorData> sample) {
    double[] s = sample.get("s").doubles();
    double[] m = sample.get("m").doubles();
    double[] y = new double[s.length];
    for (int row = 0; row < y.length; row += LENGTH) {
      float most = Float.NEGATIVE_INFINITY;
      for (int i = row; i < row + LENGTH; i++) {
        most = Math.max(most, (float) s[i] + (float) m[i]);
      }
      double sum = 0;
      for (int i = row; i < row + LENGTH; i++) {
        y[i] = Math.exp((float) s[i] + (float) m[i] - most);
        sum += y[i];
      }
      for (int i = row; i < row + LENGTH; i++) {
        y[i] /= sum;
      }
    }
    return y;
  }

  private static CompiledNetwork compiled(Graph graph, List<Map<String, TensorData>> samples)
      throws Exception {
    return Compiler.compile(graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-30, -1e3, -1e4, -65504, -1e8, -1e9, -1e30, -3.4028234663852886e38})
  void whatIsKeptIsExact(double masked) throws Exception {
    for (double bias : new double[] {0, -4}) {
      List<Map<String, TensorData>> samples = samples(masked, bias);
      CompiledNetwork network = compiled(masked().graph(), samples);
      Compiled.requireValid(network);
      double squaredError = 0;
      double squared = 0;
      for (Map<String, TensorData> sample : samples) {
        Execution execution = Compiled.requireAccepted(network, sample);
        assertThat(execution.warnings()).isEmpty();
        double[] y = execution.outputs().get("y").dequantised();
        double[] expected = expected(sample);
        for (int i = 0; i < y.length; i++) {
          squaredError += (y[i] - expected[i]) * (y[i] - expected[i]);
          squared += expected[i] * expected[i];
        }
      }
      assertThat(Math.sqrt(squaredError / squared)).isLessThanOrEqualTo(BOUND);
    }
  }

  /** Beyond twice what calibration saw a mask is clamped as other inputs are, and that is said. */
  @Test
  void otherMasksAreClampedInputs() throws Exception {
    CompiledNetwork network = compiled(masked().graph(), samples(-1e4, 0));
    List<ClampedInput> clamped = network.program().clampedInputs(samples(-1e9, 0).get(0));
    assertThat(clamped).singleElement().satisfies(c -> assertThat(c.input()).isEqualTo("m"));
    IntegerProgram wide = compiled(masked().graph(), samples(-1e9, 0)).program();
    assertThat(wide.clampedInputs(samples(-1e30, 0).get(0))).isEmpty();
    assertThat(wide.clampedInputs(samples(1e30, 0).get(0))).isNotEmpty();
    assertThat(ProgramCodec.decode(ProgramCodec.encode(wide)).inputs()).isEqualTo(wide.inputs());
  }

  /** An input that something else reads is a number like any other. */
  @Test
  void whatIsReadElsewhereIsClamped() throws Exception {
    List<Map<String, TensorData>> samples = samples(-1e9, 0);
    CompiledNetwork network = compiled(masked().node("Neg", "m", "z").output("z").graph(), samples);
    Map<String, TensorData> beyond = new HashMap<>(samples(-1e30, 0).get(0));
    assertThat(network.program().clampedInputs(beyond)).isNotEmpty();
  }

  /** (1 − m) · n for bits m. */
  @ParameterizedTest
  @ValueSource(doubles = {-1e4, -1e9, -3.4028234663852886e38})
  void computedMasksOfWholeRows(double masked) throws Exception {
    Graph graph =
        model()
            .input("s", 1, LENGTH, LENGTH)
            .input("b", DataType.INT64, LENGTH)
            .initializer("one", TensorData.ofScalar(1))
            .initializer("n", TensorData.ofScalar(masked))
            .node("Cast", "b", "real", attribute("to", 1))
            .node("Sub", "one real", "hidden")
            .node("Mul", "hidden n", "m")
            .node("Add", "s m", "a")
            .node("Transpose", "a", "turned", attributes("perm", 0, 1, 2))
            .node("Softmax", "turned", "y", attribute("axis", -1))
            .output("y")
            .graph();
    double[] scores = new Random(1).doubles(LENGTH * LENGTH, -3, 3).toArray();
    double[] mask = new double[LENGTH * LENGTH];
    Arrays.fill(mask, masked);
    Map<String, TensorData> sample =
        Map.of(
            "s", reals(new int[] {1, LENGTH, LENGTH}, scores),
            "b", TensorData.ofVector(new long[LENGTH]));
    double[] expected =
        expected(Map.of("s", sample.get("s"), "m", reals(new int[] {LENGTH, LENGTH}, mask)));
    CompiledNetwork network = compiled(graph, List.of(sample));
    double[] y = Compiled.requireAccepted(network, sample).outputs().get("y").dequantised();
    for (int i = 0; i < y.length; i++) {
      assertThat(y[i]).isCloseTo(expected[i], within(BOUND));
    }
  }
}
