package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.primitive.Contraction;
import dev.vouch.circuits.primitive.Maximum;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.primitive.Quotient;
import dev.vouch.circuits.primitive.Rearrangement;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every primitive of a compiled network says which nodes it computes. */
class OriginTest {
  private static IntegerProgram compile(Graph graph) throws Exception {
    return Compiler.compile(graph, CompileOptions.defaults(), Calibrator.synthetic(graph))
        .program();
  }

  /** Origins of the primitives of a kind, in order. */
  private static List<String> origins(IntegerProgram program, Class<? extends Primitive> kind) {
    return IntStream.range(0, program.primitives().size())
        .filter(i -> kind.isInstance(program.primitives().get(i)))
        .mapToObj(i -> program.origin(i).toString())
        .toList();
  }

  private static TensorData channels(double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {values.length}, values);
  }

  @Test
  void fusedNodesAreNamedTogether() throws Exception {
    IntegerProgram program =
        compile(
            new TestGraph(3)
                .input("x", 1, 1, 6, 6)
                .weights("w", 0.5, 2, 1, 3, 3)
                .constant("scale", channels(1.5, 0.5))
                .constant("shift", channels(0.1, -0.1))
                .constant("mean", channels(0, 0.2))
                .constant("variance", channels(1, 2))
                .node("Conv", "c", "x", "w")
                .node("BatchNormalization", "n", "c", "scale", "shift", "mean", "variance")
                .node("Relu", "r", "n")
                .node("GlobalAveragePool", "y", "r")
                .outputs("y"));
    assertThat(origins(program, Requantisation.class))
        .containsExactly(
            "c_node (Conv) + n_node (BatchNormalization) + r_node (Relu)",
            "y_node (GlobalAveragePool)");
    assertThat(origins(program, Contraction.class))
        .containsExactly(
            "c_node (Conv) + n_node (BatchNormalization)", "y_node (GlobalAveragePool)");
  }

  @Test
  void aDenseLayerTakesItsNormalisationIn() throws Exception {
    IntegerProgram program =
        compile(
            new TestGraph(3)
                .input("x", 2, 4)
                .weights("w", 0.5, 4, 3)
                .weights("b", 0.5, 3)
                .constant("scale", channels(1.5, 0.5, -1))
                .constant("shift", channels(0.1, -0.1, 0))
                .constant("mean", channels(0, 0.2, 1))
                .constant("variance", channels(1, 2, 3))
                .node("Gemm", "g", "x", "w", "b")
                .node("BatchNormalization", "n", "g", "scale", "shift", "mean", "variance")
                .node("Relu", "y", "n")
                .outputs("y"));
    assertThat(origins(program, Requantisation.class))
        .containsExactly("g_node (Gemm) + n_node (BatchNormalization) + y_node (Relu)");
    assertThat(origins(program, Contraction.class))
        .containsExactly("g_node (Gemm) + n_node (BatchNormalization)");
  }

  /** A wide sum is narrowed when it is read, but the work is that of the nodes that added. */
  @Test
  void theReaderOfASumIsNotItsOrigin() throws Exception {
    IntegerProgram program = compile(TestGraph.dense(1));
    assertThat(origins(program, Requantisation.class))
        .containsExactly(
            "h_node (Gemm) + r_node (Relu)", "m_node (MatMul) + s_node (Add)", "y_node (MatMul)");
    assertThat(origins(program, Rearrangement.class)).allMatch("t_node (Reshape)"::equals);
  }

  @Test
  void compositionsNameTheirNode() throws Exception {
    IntegerProgram program =
        compile(new TestGraph(2).input("x", 2, 5).node("Softmax", "y", "x").outputs("y"));
    assertThat(program.primitives()).hasSizeGreaterThan(5);
    for (Class<? extends Primitive> kind : List.of(Maximum.class, Quotient.class)) {
      assertThat(origins(program, kind)).containsExactly("y_node (Softmax)");
    }
  }

  @Test
  void anInputThatIsShownHasNoNode() throws Exception {
    IntegerProgram program = compile(new TestGraph(2).input("x", 3).outputs("x"));
    assertThat(program.origin(program.primitives().size() - 1)).isEqualTo(Origin.NONE);
  }

  @Test
  void namesOfAnyLengthAndKindFitTheBytes() throws Exception {
    String name = "a\n\ud800" + "ü".repeat(300);
    IntegerProgram program =
        compile(
            new TestGraph(2)
                .input("x", 3)
                .node("Relu", name, "x")
                .node("Neg", "y", name)
                .outputs("y"));
    byte[] bytes = ProgramCodec.encode(program);
    assertThat(ProgramCodec.encode(ProgramCodec.decode(bytes))).isEqualTo(bytes);
    assertThat(origins(program, Requantisation.class).get(0))
        .startsWith("a\\u{000A}\\u{D800}ü")
        .endsWith("ü (Relu)");
  }

  @Test
  void ofManyFusedNodesTheLastAreKept() {
    List<NodeRef> nodes = new ArrayList<>();
    IntStream.range(0, 20).forEach(i -> nodes.add(new NodeRef("n" + i, "Add")));
    Origin all = nodes.stream().map(Origin::of).reduce(Origin.NONE, Origin::then);
    assertThat(all.nodes()).isEqualTo(nodes.subList(12, 20));
    assertThat(all.then(Origin.of(nodes.get(15))).nodes()).hasSize(8).endsWith(nodes.get(15));
  }
}
