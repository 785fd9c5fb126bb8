package dev.vouch.circuits.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.ScaleGranularity;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramCodec;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Inputs of the format of commitments made before: one commitment serves several models. */
class InputFormatTest {
  private static final int CELLS = 36;

  /** A perceptron of some rows of 36 numbers. */
  private static Graph perceptron(long seed, int rows, int hidden) {
    return new TestGraph(seed)
        .input("x", rows, CELLS)
        .weights("w1", 0.3, CELLS, hidden)
        .node("MatMul", "s1", "x", "w1")
        .node("Relu", "a1", "s1")
        .weights("w2", 0.3, hidden, 3)
        .node("MatMul", "y", "a1", "w2")
        .outputs("y");
  }

  /** A convolution of some pictures of the same numbers. */
  private static Graph pictures(long seed, int rows) {
    return new TestGraph(seed)
        .input("x", rows, 1, 6, 6)
        .weights("w", 0.3, 2, 1, 3, 3)
        .node("Conv", "c", "x", "w")
        .node("Relu", "r", "c")
        .node("GlobalAveragePool", "y", "r")
        .outputs("y");
  }

  private static CompiledNetwork compile(Graph graph, CompileOptions options, double bound)
      throws Exception {
    return compile(graph, options, TestGraph.sample(graph, 3, bound));
  }

  private static CompiledNetwork compile(
      Graph graph, CompileOptions options, Map<String, TensorData> sample) throws Exception {
    CompiledNetwork network =
        Compiler.compile(graph, options, Calibrator.calibrate(graph, List.of(sample)));
    Compiled.requireValid(network);
    return network;
  }

  private static RowFormat format(CompiledNetwork network) throws Exception {
    Circuit circuit = network.circuit();
    return RowFormat.of(circuit, circuit.inputs().get(0));
  }

  private static CompileOptions of(RowFormat format) {
    return CompileOptions.defaults().withInputFormats(Map.of("x", format));
  }

  /** Each row's outputs are about those of the float network, and every relation holds. */
  private static void requireClose(Graph graph, CompiledNetwork network, double bound) {
    Map<String, TensorData> sample = TestGraph.sample(graph, 5, bound);
    double[] floats = new FloatInterpreter(graph).run(sample).get("y").toDoubles();
    double[] integers = Compiled.requireAccepted(network, sample).outputs().get("y").dequantised();
    for (int cell = 0; cell < floats.length; cell++) {
      assertThat(integers[cell])
          .isCloseTo(floats[cell], org.assertj.core.data.Offset.offset(0.01 * bound));
    }
  }

  @Test
  void otherNetworksAndBatchesTakeTheFormatOfTheFirst() throws Exception {
    RowFormat format = format(compile(perceptron(1, 8, 5), CompileOptions.defaults(), 1));
    assertThat(format.lengths()).containsExactly(CELLS);
    for (Graph graph :
        List.of(
            perceptron(2, 8, 11),
            perceptron(3, 1, 4),
            perceptron(4, 64, 7),
            pictures(5, 8),
            pictures(6, 1))) {
      CompiledNetwork network = compile(graph, of(format), 1);
      assertThat(format(network)).isEqualTo(format);
      requireClose(graph, network, 1);
      IntegerProgram read = ProgramCodec.decode(ProgramCodec.encode(network.program()));
      assertThat(CircuitCodec.encode(read.emit().circuit()))
          .isEqualTo(CircuitCodec.encode(network.circuit()));
    }
  }

  /** Pictures' rows have three axes; a perceptron reads their cells side by side. */
  @Test
  void axesOfTheFormatMayBeMoreThanTheNetworks() throws Exception {
    RowFormat format = format(compile(pictures(1, 8), CompileOptions.defaults(), 1));
    assertThat(format.lengths()).containsExactly(6, 6);
    Graph graph = perceptron(2, 8, 5);
    CompiledNetwork network = compile(graph, of(format), 1);
    assertThat(format(network)).isEqualTo(format);
    requireClose(graph, network, 1);
  }

  /** Columns beyond the width that suits a circuit make it wider. */
  @Test
  void theCircuitIsAsWideAsTheFormat() throws Exception {
    RowFormat wide = new RowFormat(List.of(CELLS), 6, -32768, 32767, 14, ValueType.REAL, null);
    RowFormat narrow = new RowFormat(List.of(CELLS), 2, -32768, 32767, 14, ValueType.REAL, null);
    for (RowFormat format : List.of(wide, narrow)) {
      CompiledNetwork network = compile(perceptron(1, 8, 5), of(format), 1);
      assertThat(format(network)).isEqualTo(format);
      assertThat(network.circuit().c()).isGreaterThanOrEqualTo(format.columnBits());
    }
  }

  /** Columns of unlike size: other data would give other scales, the format's are kept. */
  @Test
  void scalesOfSlicesAreThoseOfTheFormat() throws Exception {
    List<Integer> exponents =
        IntStream.range(0, CELLS).map(column -> 14 - column % 5).boxed().toList();
    RowFormat format =
        new RowFormat(
            List.of(CELLS), 6, -32768, 32767, 14, ValueType.REAL, new SliceScales(0, exponents));
    Graph graph = perceptron(2, 8, 5);
    CompiledNetwork network = compile(graph, of(format), 1);
    assertThat(format(network)).isEqualTo(format);
    requireClose(graph, network, 1);
    RowFormat uniform = new RowFormat(List.of(CELLS), 6, -32768, 32767, 9, ValueType.REAL, null);
    Graph unlike = unlike();
    CompiledNetwork sliced = compile(unlike, CompileOptions.defaults(), unlikeRows());
    assertThat(format(sliced).slices()).isNotNull();
    CompiledNetwork plain = compile(unlike, of(uniform), unlikeRows());
    assertThat(format(plain)).isEqualTo(uniform);
    assertThat(format(compile(unlike, of(format(sliced)), 1))).isEqualTo(format(sliced));
  }

  /** The first column is a thousand times the others. */
  private static Map<String, TensorData> unlikeRows() {
    double[] values = new Random(5).doubles(8 * CELLS, -1, 1).toArray();
    for (int row = 0; row < 8; row++) {
      values[row * CELLS] *= 1000;
    }
    return Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {8, CELLS}, values));
  }

  /** A sum in which a column that is a thousand times the others counts like them. */
  private static Graph unlike() {
    double[] values = new double[CELLS * 3];
    Random random = new Random(4);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() / (i < 3 ? 1000 : 1);
    }
    return new TestGraph(3)
        .input("x", 8, CELLS)
        .constant("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {CELLS, 3}, values))
        .node("MatMul", "y", "x", "w")
        .outputs("y");
  }

  private static void requireRefused(Graph graph, CompileOptions options, String... words) {
    assertThatThrownBy(() -> compile(graph, options, 1))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("input 'x'")
        .hasMessageContainingAll(words);
  }

  /** So that public rows have the id that their owner computed (formats.md §9). */
  @Test
  void aPublicInputHasRangeAndScaleOfTheFormat() throws Exception {
    RowFormat reals = new RowFormat(List.of(CELLS), 6, -128, 127, 6, ValueType.REAL, null);
    Circuit circuit =
        compile(perceptron(1, 8, 5), of(reals).withInput(Visibility.PUBLIC), 1).circuit();
    Slot slot = Slot.inputOf(circuit, circuit.inputs().get(0));
    assertThat(slot).isEqualTo(new Slot("x", Slot.Role.INPUT, reals).withPublicRows());
  }

  @Test
  void whatCannotBeGivenIsRefusedByName() {
    Graph graph = perceptron(1, 8, 5);
    RowFormat other = new RowFormat(List.of(35), 6, -128, 127, 6, ValueType.REAL, null);
    requireRefused(graph, of(other), "[8, 36]", "of 8 rows", "[35]");
    RowFormat integers = new RowFormat(List.of(CELLS), 6, -128, 127, 0, ValueType.INTEGER, null);
    requireRefused(graph, of(integers), "real numbers", "integers");
    RowFormat sevens = new RowFormat(List.of(4, 9), 6, -128, 127, 6, ValueType.REAL, null);
    requireRefused(pictures(1, 8), of(sevens), "divides the cells", "[4, 9]");
    RowFormat sliced =
        new RowFormat(
            List.of(CELLS),
            6,
            -128,
            127,
            6,
            ValueType.REAL,
            new SliceScales(
                0, IntStream.range(0, CELLS).map(i -> i == 0 ? 6 : 5).boxed().toList()));
    requireRefused(
        graph, of(sliced).withScales(ScaleGranularity.TENSOR), "scales per slice", "one scale");
    requireRefused(pictures(1, 8), of(sliced), "with scales along axis 0");
  }
}
