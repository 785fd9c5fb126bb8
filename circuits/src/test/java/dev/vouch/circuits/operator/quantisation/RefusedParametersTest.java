package dev.vouch.circuits.operator.quantisation;

import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scales, zero points and biases that are not those of as many slices are refused. */
class RefusedParametersTest {
  private static TensorData scales(int count) {
    double[] scales = new double[count];
    Arrays.fill(scales, 0.5);
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {count}, scales);
  }

  private static TensorData zeros(DataType type, int count) {
    return TensorData.ofLongs(type, new int[] {count}, new long[count]);
  }

  private static ModelBuilder parameters(int scales, int zeros) {
    return model()
        .initializer("one", TensorData.ofDoubles(DataType.FLOAT, new int[0], 0.25))
        .initializer("none", TensorData.ofLongs(DataType.UINT8, new int[0], 3))
        .initializer("scales", scales(scales))
        .initializer("zeros", zeros(DataType.INT8, zeros));
  }

  /** Weights of three results, two channels. */
  private static Graph convolution(int scales, int zeros, TensorData bias) throws Exception {
    return parameters(scales, zeros)
        .input("x", DataType.UINT8, 1, 2, 2, 2)
        .initializer(
            "w", TensorData.ofLongs(DataType.INT8, new int[] {3, 2, 1, 1}, 1, 2, 3, 4, 5, 6))
        .initializer("b", bias)
        .node("QLinearConv", "x one none w scales zeros one none b", "y")
        .output("y")
        .graph();
  }

  private static Graph product(int scales, int zeros) throws Exception {
    return parameters(scales, zeros)
        .input("x", DataType.UINT8, 1, 2)
        .initializer("w", TensorData.ofLongs(DataType.INT8, new int[] {2, 3}, 1, 2, 3, 4, 5, 6))
        .node("QLinearMatMul", "x one none w scales zeros one none", "y")
        .output("y")
        .graph();
  }

  @Test
  void oneForEachResult() throws Exception {
    assertThat(convolution(3, 3, zeros(DataType.INT32, 3)).nodes()).isNotEmpty();
    assertThat(product(3, 3).nodes()).isNotEmpty();
    assertThat(product(1, 1).nodes()).isNotEmpty();
  }

  static Stream<Arguments> counts() {
    return Stream.of(
        Arguments.of(2, 3, "2 scales"),
        Arguments.of(4, 3, "4 scales"),
        Arguments.of(3, 2, "2 zero points"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("counts")
  void otherNumbers(int scales, int zeros, String message) {
    assertThatThrownBy(() -> convolution(scales, zeros, zeros(DataType.INT32, 3)))
        .hasMessageContaining(message);
    assertThatThrownBy(() -> product(scales, zeros)).hasMessageContaining(message);
  }

  @Test
  void aBiasOfRealNumbers() {
    assertThatThrownBy(() -> convolution(3, 3, scales(3)))
        .hasMessageContaining("the bias is float");
  }
}
