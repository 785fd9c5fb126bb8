package dev.vouch.circuits.operator.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConvTest {
  private static Attribute integers(long... values) {
    return new Attribute.Integers(values);
  }

  @Test
  void convolutionIsTheDirectSum() {
    Random random = new Random(7);
    for (int round = 0; round < 40; round++) {
      int groups = 1 + random.nextInt(3);
      int groupInputs = 1 + random.nextInt(2);
      int groupOutputs = 1 + random.nextInt(2);
      int[] size = {3 + random.nextInt(5), 3 + random.nextInt(5)};
      int[] kernel = {1 + random.nextInt(3), 1 + random.nextInt(3)};
      Map<String, Attribute> attributes = new HashMap<>();
      attributes.put("group", new Attribute.Integer(groups));
      attributes.put("strides", integers(1 + random.nextInt(2), 1 + random.nextInt(3)));
      attributes.put("dilations", integers(1, 1 + random.nextInt(2)));
      attributes.put("pads", integers(random.nextInt(3), 2, 1, random.nextInt(3)));
      TensorData data = random(random, 2, groups * groupInputs, size[0], size[1]);
      TensorData weights = random(random, groups * groupOutputs, groupInputs, kernel[0], kernel[1]);
      Node node = new Node("n", "Conv", "", 19, List.of("x", "w"), List.of("y"), attributes);
      TensorData actual = new Conv().evaluate(node, Operands.of(data, weights)).get(0);
      Inference inputs = Operands.of(data, weights).asInference();
      assertThat(new Conv().infer(node, inputs).get(0).shape()).isEqualTo(actual.shape());
      assertThat(new Conv().macs(node, inputs))
          .isEqualTo((long) actual.size() * groupInputs * kernel[0] * kernel[1]);
      for (int cell = 0; cell < actual.size(); cell++) {
        double expected = direct(node, data, weights, actual.shape(), cell);
        assertThat(actual.doubles()[cell]).isEqualTo(expected);
      }
    }
  }

  /** One output cell by ONNX's definition; small integers, hence exact. */
  private static double direct(
      Node node, TensorData data, TensorData weights, int[] shape, int cell) {
    int column = cell % shape[3];
    int row = cell / shape[3] % shape[2];
    int channel = cell / (shape[3] * shape[2]) % shape[1];
    int image = cell / (shape[3] * shape[2] * shape[1]);
    int[] d = data.shape();
    int[] w = weights.shape();
    int group = channel / (shape[1] / (int) node.integer("group", 1));
    long[] strides = node.integers("strides");
    long[] dilations = node.integers("dilations");
    long[] pads = node.integers("pads");
    double sum = 0;
    for (int c = 0; c < w[1]; c++) {
      for (int i = 0; i < w[2]; i++) {
        for (int j = 0; j < w[3]; j++) {
          long y = row * strides[0] + i * dilations[0] - pads[0];
          long x = column * strides[1] + j * dilations[1] - pads[1];
          if (y >= 0 && y < d[2] && x >= 0 && x < d[3]) {
            int from = ((image * d[1] + group * w[1] + c) * d[2] + (int) y) * d[3] + (int) x;
            sum +=
                data.doubles()[from]
                    * weights.doubles()[((channel * w[1] + c) * w[2] + i) * w[3] + j];
          }
        }
      }
    }
    return sum;
  }

  private static TensorData random(Random random, int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    return TensorData.ofDoubles(
        DataType.FLOAT, shape, random.ints(size, -9, 10).asDoubleStream().toArray());
  }
}
