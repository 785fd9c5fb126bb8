package dev.vouch.circuits.compile;

import static dev.vouch.circuits.compile.Columns.numbers;
import static dev.vouch.circuits.compile.Columns.requireExact;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;

import dev.vouch.circuits.data.TensorData;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recurrent layers that read columns of unlike size, whose weights make up for it. */
class RecurrentColumnsTest {
  private static final double[] SCALES = {0.75, 0x1p-11, 3000, 0x1p-5};

  private final Random random = new Random(1);

  private TensorData weights(double bound, double[] columns, int... shape) {
    double[] values = new double[shape[0] * shape[1] * shape[2]];
    for (int i = 0; i < values.length; i++) {
      values[i] = (2 * random.nextDouble() - 1) * bound / columns[i % columns.length];
    }
    return numbers(shape, values);
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM, 4, forward",
    "LSTM, 4, bidirectional",
    "GRU, 3, reverse",
    "GRU, 3, bidirectional",
    "RNN, 1, forward"
  })
  void everyColumnCounts(String type, int gates, String direction) throws Exception {
    int directions = direction.equals("bidirectional") ? 2 : 1;
    double[] alike = {1};
    requireExact(
        model()
            .input("x", 5, 1, 4)
            .initializer("w", weights(0.6, SCALES, directions, gates * 3, 4))
            .initializer("r", weights(0.5, alike, directions, gates * 3, 3))
            .node(type, "x w r", "y", attribute("direction", direction))
            .output("y")
            .graph(),
        3,
        SCALES);
  }
}
