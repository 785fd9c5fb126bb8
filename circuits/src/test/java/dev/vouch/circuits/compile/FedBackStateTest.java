package dev.vouch.circuits.compile;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.SharedData;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.quantise.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Recurrent networks that are proven step by step, their states outputs of one proof and inputs of
 * the next: states leave what samples of first steps show, and errors of many steps add up.
 */
class FedBackStateTest {
  private static final int HIDDEN = 8;
  private static final int INPUTS = 5;
  private static final int SAMPLES = 4;
  private static final int STEPS = 50;

  private final Random random = new Random(3);

  private TensorData uniform(double bound, int... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return TensorData.ofDoubles(
        DataType.FLOAT, shape, random.doubles(size, -bound, bound).toArray());
  }

  /** Biases of the gates i, o, f, c with which memory adds up over many steps. */
  private TensorData remembering() {
    double[] biases = uniform(0.5, 1, 8 * HIDDEN).doubles().clone();
    Arrays.fill(biases, 2 * HIDDEN, 3 * HIDDEN, 6);
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 8 * HIDDEN}, biases);
  }

  private ModelBuilder layer(ModelBuilder model, String suffix, int gates, int inputs) {
    return model
        .initializer("w" + suffix, uniform(0.8, 1, gates * HIDDEN, inputs))
        .initializer("r" + suffix, uniform(0.4, 1, gates * HIDDEN, HIDDEN))
        .initializer(
            "b" + suffix, gates == 4 ? remembering() : uniform(0.3, 1, 2 * gates * HIDDEN));
  }

  /** Samples of first steps: their states are 0. */
  private static List<Map<String, TensorData>> samples(Graph graph, States states) {
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int seed = 0; seed < SAMPLES; seed++) {
      Map<String, TensorData> sample = new HashMap<>(TestGraph.sample(graph, seed, 1));
      for (String input : states.outputs().keySet()) {
        int[] shape = graph.info(input).shape();
        sample.put(
            input,
            TensorData.ofDoubles(DataType.FLOAT, shape, new double[graph.info(input).size()]));
      }
      samples.add(sample);
    }
    return samples;
  }

  private static void requireNear(Graph graph, Map<String, String> states) throws Exception {
    assertThat(States.named(graph).outputs()).isEqualTo(states);
    States named = States.named(graph);
    StepByStep steps = new StepByStep(graph, named, samples(graph, named));
    Compiled.requireValid(steps.network());
    for (int sample = 0; sample < SAMPLES; sample++) {
      steps.requireNearHeld(sample, STEPS);
      steps.requireNearInTurn(sample, STEPS);
    }
  }

  @Test
  void lstmWithTwoStates() throws Exception {
    Graph graph =
        layer(model().input("x", 2, 1, INPUTS), "", 4, INPUTS)
            .input("h0", 1, 1, HIDDEN)
            .input("c0", 1, 1, HIDDEN)
            .node("LSTM", "x w r b - h0 c0", "y hn cn")
            .output("y")
            .output("hn")
            .output("cn")
            .graph();
    requireNear(graph, Map.of("h0", "hn", "c0", "cn"));
  }

  @Test
  void lstmWithOneStateOfBoth() throws Exception {
    Graph graph =
        layer(model().input("x", 1, 1, INPUTS), "", 4, INPUTS)
            .input("state", 2, 1, HIDDEN)
            .node("Split", "state", "h c", attribute("axis", 0))
            .node("LSTM", "x w r b - h c", "- h1 c1")
            .node("Concat", "h1 c1", "stateN", attribute("axis", 0))
            .node("ReduceMean", "h1", "y")
            .output("y")
            .output("stateN")
            .graph();
    requireNear(graph, Map.of("state", "stateN"));
  }

  @Test
  void twoLayers() throws Exception {
    ModelBuilder model = layer(model().input("x", 1, 1, INPUTS), "1", 4, INPUTS);
    Graph graph =
        layer(model, "2", 4, HIDDEN)
            .input("h_in", 2, 1, HIDDEN)
            .input("c_in", 2, 1, HIDDEN)
            .node("Split", "h_in", "ha hb", attribute("axis", 0))
            .node("Split", "c_in", "ca cb", attribute("axis", 0))
            .node("LSTM", "x w1 r1 b1 - ha ca", "- h1 c1")
            .node("LSTM", "h1 w2 r2 b2 - hb cb", "- h2 c2")
            .node("Concat", "h1 h2", "h_out", attribute("axis", 0))
            .node("Concat", "c1 c2", "c_out", attribute("axis", 0))
            .output("h_out")
            .output("c_out")
            .graph();
    requireNear(graph, Map.of("h_in", "h_out", "c_in", "c_out"));
  }

  @Test
  void gru() throws Exception {
    Graph graph =
        layer(model().input("x", 3, 1, INPUTS), "", 3, INPUTS)
            .input("hidden", 1, 1, HIDDEN)
            .node("GRU", "x w r b - hidden", "y new_hidden", attribute("linear_before_reset", 1))
            .output("y")
            .output("new_hidden")
            .graph();
    requireNear(graph, Map.of("hidden", "new_hidden"));
  }

  /** Of 1.5 · h the samples alone say how large it is; values beyond saturate. */
  @Test
  void statesThatGrowWithoutEndAreNotFollowed() {
    Graph graph =
        new TestGraph(1)
            .input("x", 1, 4)
            .input("h", 1, 4)
            .constant("g", TensorData.ofDoubles(DataType.FLOAT, new int[0], new double[] {1.5}))
            .node("Mul", "kept", "h", "g")
            .node("Add", "h_next", "kept", "x")
            .outputs("h_next");
    List<Map<String, TensorData>> samples = List.of(TestGraph.sample(graph, 1, 1));
    Calibration calibration = Calibrator.calibrate(graph, samples);
    assertThat(States.named(graph).outputs()).containsExactly(Map.entry("h", "h_next"));
    assertThat(calibration.states()).isEmpty();
    assertThat(calibration.magnitude("h").orElseThrow()).isLessThanOrEqualTo(1);
  }

  /**
   * A network that tells speech in 36 ms of sound; two of its layers have weights of unlike size.
   */
  @Test
  void aRealNetwork() throws Exception {
    Path folder = SharedData.require("real-models/silero_vad_16k");
    Graph graph =
        GraphImporter.read(
            folder.resolve("model.onnx"),
            ImportOptions.defaults()
                .withShapes(Map.of("input", List.of(1, 576), "state", List.of(2, 1, 128)))
                .withFixed(Map.of("sr", TensorData.ofLongs(DataType.INT64, new int[0], 16_000))));
    Samples samples =
        Samples.of(graph, Npz.read(folder.resolve("inputs.npz"), graph.inputs()::contains));
    StepByStep steps = new StepByStep(graph, States.named(graph), samples.all());
    for (int sample = 0; sample < samples.count(); sample++) {
      steps.requireNearHeld(sample, 20);
      steps.requireNearInTurn(sample, 20);
    }
  }
}
