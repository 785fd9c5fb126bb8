package dev.vouch.circuits.operator.signal;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows and transforms against their sums. */
class SignalTest {
  private static final Offset<Double> NEAR = Offset.offset(1e-6);
  private static final double[] SIGNAL = {3, -1, 4, 1, -5, 9, 2, -6};

  private static TensorData integer(long value) {
    return TensorData.ofLongs(DataType.INT64, new int[0], value);
  }

  private static TensorData real(double value) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[0], value);
  }

  private static double[] run(ModelBuilder model, int... shape) throws Exception {
    TensorData x = TensorData.ofDoubles(DataType.FLOAT, shape, SIGNAL);
    return new FloatInterpreter(model.input("x", shape).output("y").graph())
        .run(Map.of("x", x))
        .get("y")
        .doubles();
  }

  /** Σ x(n) exp(sign · 2πi kn / length) over the values that are there. */
  private static double[] transform(double[] re, double[] im, int length, int sign) {
    double[] y = new double[2 * length];
    for (int k = 0; k < length; k++) {
      for (int n = 0; n < Math.min(length, re.length); n++) {
        double angle = sign * 2 * Math.PI * k * n / length;
        y[2 * k] += re[n] * Math.cos(angle) - im[n] * Math.sin(angle);
        y[2 * k + 1] += re[n] * Math.sin(angle) + im[n] * Math.cos(angle);
      }
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "5, 5", "11, 11"})
  void transformsAreSums(long length, int frequencies) throws Exception {
    ModelBuilder model =
        model()
            .opset(20)
            .initializer("length", integer(length))
            .initializer("axis", integer(-2))
            .node("DFT", "x length axis", "y");

    double[] y = run(model, 1, 8, 1);
    assertThat(y).hasSize(2 * frequencies);
    assertThat(y).containsExactly(transform(SIGNAL, new double[8], (int) length, -1), NEAR);
  }

  /**
   * Half of the frequencies of two rows of four values, the transform being along the first axis.
   */
  @Test
  void anyAxisMayBeTransformed() throws Exception {
    ModelBuilder model =
        model().node("DFT", "x", "y", attribute("axis", 0), attribute("onesided", 1));

    double[] y = run(model, 4, 2, 1);
    double[] left = transform(new double[] {3, 4, -5, 2}, new double[4], 4, -1);
    double[] right = transform(new double[] {-1, 1, 9, -6}, new double[4], 4, -1);
    for (int k = 0; k < 3; k++) {
      assertThat(y[4 * k]).isCloseTo(left[2 * k], NEAR);
      assertThat(y[4 * k + 1]).isCloseTo(left[2 * k + 1], NEAR);
      assertThat(y[4 * k + 2]).isCloseTo(right[2 * k], NEAR);
    }
  }

  @Test
  void theInverseOfComplexNumbers() throws Exception {
    ModelBuilder model =
        model().node("DFT", "x", "y", attribute("axis", 0), attribute("inverse", 1));

    double[] sums = transform(new double[] {3, 4, -5, 2}, new double[] {-1, 1, 9, -6}, 4, 1);
    double[] y = run(model, 4, 2);
    for (int i = 0; i < y.length; i++) {
      assertThat(y[i]).isCloseTo(sums[i] / 4, NEAR);
    }
  }

  @Test
  void framesAreTransformedUnderAWindow() throws Exception {
    double[] window = {0.5, 1, 2, 1};
    ModelBuilder model =
        model()
            .initializer("step", integer(3))
            .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {4}, window))
            .node("STFT", "x step w", "y");

    double[] y = run(model, 1, 8, 1);
    assertThat(y).hasSize(2 * 3 * 2);
    for (int frame = 0; frame < 2; frame++) {
      double[] seen = new double[4];
      for (int n = 0; n < 4; n++) {
        seen[n] = window[n] * SIGNAL[3 * frame + n];
      }
      double[] sums = transform(seen, new double[4], 4, -1);
      for (int i = 0; i < 6; i++) {
        assertThat(y[6 * frame + i]).isCloseTo(sums[i], NEAR);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HannWindow, 1, 0, 0.1464466, 0.5, 0.8535534, 1",
    "HannWindow, 0, 0, 0.1882551, 0.6112605, 0.9504844, 0.9504844",
    "HammingWindow, 1, 0.0869565, 0.2206687, 0.5434783, 0.8662879, 1",
    "BlackmanWindow, 1, 0, 0.0664466, 0.34, 0.7735534, 1"
  })
  void windows(String type, long periodic, double w0, double w1, double w2, double w3, double w4)
      throws Exception {
    AttributeProto attribute = attribute("periodic", periodic);
    double[] y =
        run(
            model()
                .initializer("n", integer(8))
                .node(type, "n", "w", attribute)
                .node("Mul", "x w", "y"),
            8);

    double[] wanted = {w0, w1, w2, w3, w4};
    for (int i = 0; i < wanted.length; i++) {
      assertThat(y[i] / SIGNAL[i]).isCloseTo(wanted[i], Offset.offset(1e-5));
    }
  }

  @Test
  void bandsAreTriangles() throws Exception {
    ModelBuilder model =
        model()
            .initializer("bands", integer(2))
            .initializer("length", integer(14))
            .initializer("rate", integer(8192))
            .initializer("low", real(100))
            .initializer("high", real(4096))
            .node("MelWeightMatrix", "bands length rate low high", "m")
            .node("MatMul", "x m", "y");

    // Edges at bins 0, 1, 2 and 4: 1 · x(1), and 1 · x(2) + ½ · x(3).
    assertThat(run(model, 1, 8)).containsExactly(new double[] {-1, 4.5}, NEAR);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    ModelBuilder longFrames =
        model()
            .input("x", 1, 8, 1)
            .initializer("step", integer(2))
            .initializer("n", integer(9))
            .node("STFT", "x step - n", "y");
    ModelBuilder computedLength =
        model().input("x", 1, 8, 1).input("n", DataType.INT64).node("DFT", "x n", "y");

    assertThatThrownBy(longFrames.output("y")::graph)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("frames of 9 values do not fit");
    assertThatThrownBy(computedLength.output("y")::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("input 1 must be constant");
  }
}
