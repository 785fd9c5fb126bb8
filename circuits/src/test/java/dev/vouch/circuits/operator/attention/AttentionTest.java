package dev.vouch.circuits.operator.attention;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
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
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Attention against its definition, query by query. */
class AttentionTest {
  private static final int BATCH = 2;
  private static final int HEADS = 4;
  private static final int SHARED = 2;
  private static final int QUERIES = 3;
  private static final int KEYS = 5;
  private static final int SIZE = 2;

  private static final TensorData Q = random(1, BATCH, HEADS, QUERIES, SIZE);
  private static final TensorData K = random(2, BATCH, HEADS / SHARED, KEYS, SIZE);
  private static final TensorData V = random(3, BATCH, HEADS / SHARED, KEYS, SIZE);

  /** Whether query i of a sequence sees key j. */
  private interface Sees {
    boolean test(int sequence, int i, int j);
  }

  private static TensorData random(int seed, int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    double[] values = new Random(seed).doubles(size, -2, 2).map(v -> (float) v).toArray();
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  private static double[] expected(Sees sees) {
    double[] y = new double[BATCH * HEADS * QUERIES * SIZE];
    for (int head = 0; head < BATCH * HEADS; head++) {
      int keys = head / SHARED * KEYS * SIZE;
      for (int i = 0; i < QUERIES; i++) {
        int query = (head * QUERIES + i) * SIZE;
        double total = 0;
        for (int j = 0; j < KEYS; j++) {
          double score = 0;
          for (int d = 0; d < SIZE; d++) {
            score += Q.doubles()[query + d] * K.doubles()[keys + j * SIZE + d] / Math.sqrt(SIZE);
          }
          double weight = sees.test(head / HEADS, i, j) ? Math.exp(score) : 0;
          total += weight;
          for (int d = 0; d < SIZE; d++) {
            y[query + d] += weight * V.doubles()[keys + j * SIZE + d];
          }
        }
        for (int d = 0; d < SIZE; d++) {
          y[query + d] = total == 0 ? 0 : y[query + d] / total;
        }
      }
    }
    return y;
  }

  private static ModelBuilder model(int opset) {
    return ModelBuilder.model()
        .opset(opset)
        .input("q", Q.shape())
        .initializer("k", K)
        .initializer("v", V)
        .output("y");
  }

  private static void assertGives(ModelBuilder model, Map<String, TensorData> inputs, Sees sees)
      throws Exception {
    double[] y = new FloatInterpreter(model.graph()).run(inputs).get("y").doubles();
    assertThat(y).containsExactly(expected(sees), Offset.offset(1e-6));
  }

  private static void assertGives(
      String inputs, Sees sees, ModelBuilder model, AttributeProto... attributes) throws Exception {
    assertGives(model.node("Attention", inputs, "y", attributes), Map.of("q", Q), sees);
  }

  @Test
  void headsOfQueriesShareKeys() throws Exception {
    assertGives("q k v", (b, i, j) -> true, model(23));
    assertGives("q k v", (b, i, j) -> j <= i, model(23), attribute("is_causal", 1));
  }

  @Test
  void windowsAreAroundThePosition() throws Exception {
    assertGives(
        "q k v",
        (b, i, j) -> j >= i - 1 && j <= i + 2,
        model(25),
        attribute("left_window_size", 1),
        attribute("right_window_size", 2));
  }

  /** The last query is at the last valid key; queries before the first key see none. */
  @Test
  void lengthsMoveTheDiagonal() throws Exception {
    long[] lengths = {5, 2};
    assertGives(
        "q k v - - - n",
        (b, i, j) -> j < lengths[b] && j <= i + lengths[b] - QUERIES,
        model(24).initializer("n", TensorData.ofVector(lengths)),
        attribute("is_causal", 1));
  }

  /** Known or not, a mask leaves out keys; a query that sees none gives zeros. */
  @Test
  void masksLeaveOutKeysWithCausality() throws Exception {
    long[] mask = {0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1};
    TensorData keep = TensorData.ofLongs(DataType.BOOL, new int[] {QUERIES, KEYS}, mask);
    Sees sees = (b, i, j) -> mask[i * KEYS + j] == 1 && j <= i;
    assertGives("q k v m", sees, model(23).initializer("m", keep), attribute("is_causal", 1));
    ModelBuilder computed =
        model(23)
            .input("m", DataType.BOOL, QUERIES, KEYS)
            .node("Attention", "q k v m", "y", attribute("is_causal", 1));
    assertGives(computed, Map.of("q", Q, "m", keep), sees);
  }

  /** A mask of real numbers that ends early leaves out the keys after its end. */
  @Test
  void shortMasksLeaveOutTheRest() throws Exception {
    double[] zeros = {0, Double.NEGATIVE_INFINITY, 0};
    assertGives(
        "q k v m",
        (b, i, j) -> j == 0 || j == 2,
        model(23).initializer("m", TensorData.ofDoubles(DataType.FLOAT, new int[] {3}, zeros)));
  }

  @Test
  void whatDoesNotFitIsMalformed() {
    assertThatThrownBy(model(23).node("Attention", "k q v", "y")::graph)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("do not fit together");
  }

  @Test
  void computedLengthsAreRefused() {
    ModelBuilder model =
        model(24).input("n", DataType.INT64, BATCH).node("Attention", "q k v - - - n", "y");

    assertThatThrownBy(model::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("nonpad_kv_seqlen depends on the model's input");
  }
}
