package dev.vouch.circuits.operator.recurrent;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recurrent layers against the equations of ONNX's definition, one number at a time. */
class RecurrentTest {
  private static final int STEPS = 4;
  private static final int BATCH = 2;
  private static final int FEATURES = 3;
  private static final int HIDDEN = 2;
  private static final Offset<Double> NEAR = Offset.offset(1e-6);

  private final Random random = new Random(5);
  private final Map<String, TensorData> constants = new HashMap<>();

  private TensorData constant(String name, int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    TensorData value =
        TensorData.ofDoubles(
            DataType.FLOAT, shape, random.doubles(size, -1, 1).map(v -> (float) v).toArray());
    constants.put(name, value);
    return value;
  }

  /** What one direction gives: the states by position and sequence, and the last ones. */
  private record Run(double[][][] all, double[][] hidden, double[][] memory) {}

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Σ of one row of W and R with the inputs and states, with both biases. */
  private double sum(int gates, int direction, int row, double[] x, double[] h, double resets) {
    double[] w = constants.get("w").doubles();
    double[] r = constants.get("r").doubles();
    double[] b = constants.get("b").doubles();
    int rows = gates * HIDDEN;
    double ofInput = b[direction * 2 * rows + row];
    double ofState = b[direction * 2 * rows + rows + row];
    for (int i = 0; i < FEATURES; i++) {
      ofInput += w[(direction * rows + row) * FEATURES + i] * x[i];
    }
    for (int i = 0; i < HIDDEN; i++) {
      ofState += r[(direction * rows + row) * HIDDEN + i] * h[i];
    }
    return ofInput + resets * ofState;
  }

  private Run run(String type, int direction, boolean backwards, int[] lengths, double[] x) {
    double[][][] all = new double[STEPS][BATCH][HIDDEN];
    double[][] lastHidden = new double[BATCH][];
    double[][] lastMemory = new double[BATCH][];
    for (int sequence = 0; sequence < BATCH; sequence++) {
      double[] h = new double[HIDDEN];
      double[] c = new double[HIDDEN];
      for (int i = 0; i < HIDDEN; i++) {
        int cell = (direction * BATCH + sequence) * HIDDEN + i;
        h[i] = constants.get("h").doubles()[cell];
        c[i] = constants.get("c").doubles()[cell];
      }
      for (int step = 0; step < lengths[sequence]; step++) {
        int at = backwards ? lengths[sequence] - 1 - step : step;
        double[] input = new double[FEATURES];
        System.arraycopy(x, (at * BATCH + sequence) * FEATURES, input, 0, FEATURES);
        double[] next = new double[HIDDEN];
        for (int i = 0; i < HIDDEN; i++) {
          next[i] =
              switch (type) {
                case "RNN" -> Math.tanh(sum(1, direction, i, input, h, 1));
                case "GRU", "GRU, linear before reset" -> {
                  double z = sigmoid(sum(3, direction, i, input, h, 1));
                  double[] kept = h.clone();
                  for (int j = 0; j < HIDDEN; j++) {
                    kept[j] *= sigmoid(sum(3, direction, HIDDEN + j, input, h, 1));
                  }
                  int row = 2 * HIDDEN + i;
                  double hidden =
                      type.equals("GRU")
                          ? sum(3, direction, row, input, kept, 1)
                          : sum(3, direction, row, input, h, kept[i] / h[i]);
                  yield (1 - z) * Math.tanh(hidden) + z * h[i];
                }
                default -> {
                  double in = sigmoid(sum(4, direction, i, input, h, 1));
                  double out = sigmoid(sum(4, direction, HIDDEN + i, input, h, 1));
                  double forget = sigmoid(sum(4, direction, 2 * HIDDEN + i, input, h, 1));
                  double cell = Math.tanh(sum(4, direction, 3 * HIDDEN + i, input, h, 1));
                  c[i] = forget * c[i] + in * cell;
                  yield out * Math.tanh(c[i]);
                }
              };
        }
        h = next;
        all[at][sequence] = h;
      }
      lastHidden[sequence] = lengths[sequence] == 0 ? new double[HIDDEN] : h;
      lastMemory[sequence] = lengths[sequence] == 0 ? new double[HIDDEN] : c;
    }
    return new Run(all, lastHidden, lastMemory);
  }

  @ParameterizedTest
  @CsvSource({
    "RNN, 1, forward, 4, 4",
    "RNN, 1, reverse, 4, 4",
    "RNN, 1, bidirectional, 2, 4",
    "GRU, 3, forward, 0, 3",
    "GRU, 3, reverse, 2, 4",
    "GRU, 3, bidirectional, 4, 4",
    "'GRU, linear before reset', 3, forward, 4, 4",
    "'GRU, linear before reset', 3, reverse, 1, 2",
    "LSTM, 4, forward, 4, 4",
    "LSTM, 4, reverse, 1, 3",
    "LSTM, 4, bidirectional, 0, 4"
  })
  void eachDirectionAndLengthFollowsTheEquations(
      String type, int gates, String direction, int first, int second) throws Exception {
    int directions = direction.equals("bidirectional") ? 2 : 1;
    int[] lengths = {first, second};
    constant("w", directions, gates * HIDDEN, FEATURES);
    constant("r", directions, gates * HIDDEN, HIDDEN);
    constant("b", directions, 2 * gates * HIDDEN);
    constant("h", directions, BATCH, HIDDEN);
    constant("c", directions, BATCH, HIDDEN);
    TensorData x = constant("x", STEPS, BATCH, FEATURES);
    List<Double> all = new ArrayList<>();
    List<Double> hidden = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < directions; i++) {
      boolean backwards = i == 1 || direction.equals("reverse");
      runs.add(run(type, i, backwards, lengths, x.doubles()));
    }
    for (int step = 0; step < STEPS; step++) {
      for (Run run : runs) {
        add(all, run.all()[step]);
      }
    }
    runs.forEach(run -> add(hidden, run.hidden()));
    runs.forEach(run -> add(memory, run.memory()));

    boolean lstm = type.equals("LSTM");
    ModelBuilder model =
        layer(
            type.substring(0, type.equals("LSTM") ? 4 : 3),
            lstm ? "y0 y1 y2" : "y0 y1",
            lengths,
            attribute("direction", direction),
            attribute("linear_before_reset", type.contains("before") ? 1 : 0));
    Map<String, TensorData> outputs = outputs(model, x);
    assertNear(outputs.get("y0"), all, STEPS, directions, BATCH, HIDDEN);
    assertNear(outputs.get("y1"), hidden, directions, BATCH, HIDDEN);
    if (lstm) {
      assertNear(outputs.get("y2"), memory, directions, BATCH, HIDDEN);
    }
  }

  private static void add(List<Double> cells, double[][] rows) {
    for (double[] row : rows) {
      for (double cell : row) {
        cells.add(cell);
      }
    }
  }

  private static void assertNear(TensorData actual, List<Double> wanted, int... shape) {
    assertThat(actual.shape()).isEqualTo(shape);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(actual.doubles()[i]).as("cell %d", i).isCloseTo(wanted.get(i), NEAR);
    }
  }

  private ModelBuilder layer(
      String type, String outputs, int[] lengths, AttributeProto... attributes) {
    ModelBuilder model =
        ModelBuilder.model()
            .opset(22)
            .input("x", STEPS, BATCH, FEATURES)
            .initializer(
                "n",
                TensorData.ofLongs(
                    DataType.INT32, new int[] {lengths.length}, lengths[0], lengths[1]));
    for (String name : List.of("w", "r", "b", "h", "c")) {
      model.initializer(name, constants.get(name));
    }
    model.node(type, type.equals("LSTM") ? "x w r b n h c" : "x w r b n h", outputs, attributes);
    for (String output : outputs.split(" ", -1)) {
      model.output(output);
    }
    return model;
  }

  private static Map<String, TensorData> outputs(ModelBuilder model, TensorData x)
      throws Exception {
    Graph graph = model.graph();
    return new FloatInterpreter(graph).run(Map.of("x", x));
  }

  /** With layout 1 the batch is the first axis of inputs, states and outputs. */
  @Test
  void theBatchMayComeFirst() throws Exception {
    TensorData x = constant("x", STEPS, BATCH, FEATURES);
    TensorData w = constant("w", 2, 4 * HIDDEN, FEATURES);
    TensorData r = constant("r", 2, 4 * HIDDEN, HIDDEN);
    ModelBuilder stepsFirst = batched(0, x, w, r);
    TensorData turned =
        x.gather(
            new int[] {
              0, 1, 2, 6, 7, 8, 12, 13, 14, 18, 19, 20, 3, 4, 5, 9, 10, 11, 15, 16, 17, 21, 22, 23
            },
            BATCH,
            STEPS,
            FEATURES);
    Map<String, TensorData> expected = outputs(stepsFirst, x);
    Map<String, TensorData> actual = outputs(batched(1, turned, w, r), turned);

    assertThat(actual.get("y0").shape()).containsExactly(BATCH, STEPS, 2, HIDDEN);
    assertThat(actual.get("y1").shape()).containsExactly(BATCH, 2, HIDDEN);
    for (int step = 0; step < STEPS; step++) {
      for (int direction = 0; direction < 2; direction++) {
        for (int sequence = 0; sequence < BATCH; sequence++) {
          assertThat(cell(actual.get("y0"), sequence, step, direction))
              .isCloseTo(cell(expected.get("y0"), step, direction, sequence), NEAR);
        }
      }
    }
  }

  private static double cell(TensorData y, int a, int b, int c) {
    int[] shape = y.shape();
    return y.doubles()[((a * shape[1] + b) * shape[2] + c) * HIDDEN];
  }

  private static ModelBuilder batched(long layout, TensorData x, TensorData w, TensorData r) {
    return ModelBuilder.model()
        .opset(22)
        .input("x", x.shape())
        .initializer("w", w)
        .initializer("r", r)
        .node(
            "LSTM",
            "x w r",
            "y0 y1",
            attribute("direction", "bidirectional"),
            attribute("layout", layout))
        .output("y0")
        .output("y1");
  }

  @Test
  void whatDoesNotFitOrIsNotKnownIsNamed() {
    TensorData w = constant("w", 1, 4 * HIDDEN, FEATURES);
    TensorData r = constant("r", 1, 4 * HIDDEN, HIDDEN);
    ModelBuilder computedLengths =
        ModelBuilder.model()
            .input("x", STEPS, BATCH, FEATURES)
            .input("n", DataType.INT32, BATCH)
            .initializer("w", w)
            .initializer("r", r)
            .node("LSTM", "x w r - n", "y")
            .output("y");
    ModelBuilder gruWeights =
        ModelBuilder.model()
            .input("x", STEPS, BATCH, FEATURES)
            .initializer("w", w)
            .initializer("r", r)
            .node("GRU", "x w r", "y")
            .output("y");

    assertThatThrownBy(computedLengths::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("the lengths of the sequences 'n' depend on the model's input");
    assertThatThrownBy(gruWeights::graph)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("W must have the shape [1, 6, 3], got [1, 8, 3]");
  }
}
