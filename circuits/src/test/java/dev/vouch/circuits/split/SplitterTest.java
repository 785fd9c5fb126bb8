package dev.vouch.circuits.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.ScaleGranularity;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramCodec;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.commitment.RowFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
  /**
   * Five layers: the input is read in the first and the fourth, the result of the first is an
   * output as well and is read in the last, one weight is read twice.
   */
  private static Graph crossed() {
    return new TestGraph(5)
        .input("x", 1, 8)
        .weights("w1", 0.5, 8, 8)
        .weights("w2", 0.5, 8, 8)
        .weights("w3", 0.5, 8, 8)
        .node("MatMul", "m1", "x", "w1")
        .node("Relu", "a", "m1")
        .node("MatMul", "m2", "a", "w2")
        .node("Relu", "b", "m2")
        .node("MatMul", "m3", "b", "w3")
        .node("Relu", "c", "m3")
        .node("Add", "cx", "c", "x")
        .node("MatMul", "m4", "cx", "w2")
        .node("Relu", "d", "m4")
        .node("Add", "da", "d", "a")
        .node("MatMul", "y", "da", "w1")
        .outputs("a", "y");
  }

  /** Keeps the input as it is, where others centre it first. */
  private static final CompileOptions PLAIN =
      CompileOptions.defaults().withScales(ScaleGranularity.TENSOR);

  private static CompiledNetwork compile(Graph graph, CompileOptions options) throws Exception {
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      samples.add(TestGraph.sample(graph, i, 1));
    }
    return Compiler.compile(graph, options, Calibrator.calibrate(graph, samples));
  }

  private static SplitNetwork splitAfter(CompiledNetwork network, String... nodes)
      throws Exception {
    return Splitter.splitAfter(network, List.of(nodes), ProofGoal.LATENCY);
  }

  private static List<String> inputs(SplitNetwork split, int part) {
    return split.parts().get(part).program().inputs().stream().map(NetworkPort::name).toList();
  }

  @ParameterizedTest(name = "{0} parts")
  @ValueSource(ints = {2, 3, 5})
  void valuesThatSeveralPartsReadAreTheSameInAll(int parts) throws Exception {
    Graph graph = crossed();
    CompiledNetwork network = compile(graph, CompileOptions.defaults());
    SplitNetwork split = Splitter.split(network, parts, ProofGoal.LATENCY);
    assertThat(split.parts()).hasSize(parts);
    SplitRun.requireValid(split);
    for (int i = 0; i < 4; i++) {
      SplitRun.requireEqual(split, network.execute(TestGraph.sample(graph, 20 + i, 1)));
    }
  }

  private static RowFormat format(CompiledNetwork network, String input) throws Exception {
    Port port =
        network.circuit().inputs().stream()
            .filter(each -> each.name().equals(input))
            .findFirst()
            .orElseThrow();
    return RowFormat.of(network.circuit(), port);
  }

  /**
   * Whoever committed to data for the network in one piece has committed for the parts, whatever
   * widths their circuits have.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void inputsHaveTheFormatOfTheWholeNetworks(int columnBits) throws Exception {
    Graph graph = crossed();
    RowFormat usual = format(compile(graph, PLAIN), "x");
    RowFormat given =
        new RowFormat(
            usual.lengths(),
            columnBits,
            usual.lo(),
            usual.hi(),
            usual.scaleExponent(),
            usual.type(),
            null);
    CompiledNetwork network = compile(graph, PLAIN.withInputFormats(Map.of("x", given)));
    assertThat(format(network, "x")).isEqualTo(given);
    SplitNetwork split = splitAfter(network, "b_node");
    SplitRun.requireValid(split);
    assertThat(format(split.parts().get(0), "x")).isEqualTo(given);
    SplitRun.requireEqual(split, network.execute(TestGraph.sample(graph, 31, 1)));
  }

  @Test
  void publicInputsAndOutputsStayPublicAndWhatPassesIsHidden() throws Exception {
    Graph graph = crossed();
    CompileOptions open =
        PLAIN
            .withWeights(Visibility.PUBLIC)
            .withInput(Visibility.PUBLIC)
            .withOutput(Visibility.PUBLIC);
    CompiledNetwork network = compile(graph, open);
    SplitNetwork split = splitAfter(network, "b_node");
    SplitRun.requireValid(split);
    SplitRun.requireEqual(split, network.execute(TestGraph.sample(graph, 30, 1)));
    List<String> linked = split.links().stream().map(ChainLink::input).toList();
    for (CompiledNetwork part : split.parts()) {
      assertThat(part.circuit().publicWeights()).isTrue();
      for (NetworkPort port : part.program().inputs()) {
        assertThat(port.hidden()).as(port.name()).isEqualTo(linked.contains(port.name()));
      }
    }
  }

  @Test
  void aCutAfterANodePassesWhatIsReadLater() throws Exception {
    SplitNetwork split = splitAfter(compile(crossed(), PLAIN), "b_node");
    assertThat(inputs(split, 0)).containsExactly("x");
    // names that the network's own inputs and outputs have are theirs
    assertThat(inputs(split, 1)).containsExactlyInAnyOrder("x#2", "a#2", "b");
  }

  @Test
  void valuesGoFromTheirHomeToWhoeverReadsThemAndThroughNobody() throws Exception {
    SplitNetwork split = splitAfter(compile(crossed(), PLAIN), "d_node", "a_node", "b_node");
    assertThat(split.links())
        .containsExactly(
            new ChainLink(0, "a#2", 1, "a#2"),
            new ChainLink(1, "b", 2, "b"),
            new ChainLink(0, "x#2", 2, "x#2"),
            new ChainLink(0, "a#2", 3, "a#2"),
            new ChainLink(2, "d", 3, "d"));
  }

  @Test
  void partsAreReadBackFromTheirBytes() throws Exception {
    SplitNetwork split =
        Splitter.split(compile(crossed(), CompileOptions.defaults()), 3, ProofGoal.COMPACT);
    for (CompiledNetwork part : split.parts()) {
      byte[] bytes = ProgramCodec.encode(part.program());
      IntegerProgram read = ProgramCodec.decode(bytes);
      assertThat(ProgramCodec.encode(read)).isEqualTo(bytes);
      assertThat(read.emit().circuit()).usingRecursiveComparison().isEqualTo(part.circuit());
    }
  }

  @Test
  void equalNetworksAreSplitAlike() throws Exception {
    List<byte[]> bytes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      SplitNetwork split =
          Splitter.split(compile(crossed(), CompileOptions.defaults()), 3, ProofGoal.LATENCY);
      bytes.add(ProgramCodec.encode(split.parts().get(1).program()));
    }
    assertThat(bytes.get(0)).isEqualTo(bytes.get(1));
  }

  @Test
  void placesThatAreKnownGiveTheSameParts() throws Exception {
    CompiledNetwork network = compile(crossed(), CompileOptions.defaults());
    for (SplitNetwork split :
        List.of(
            Splitter.split(network, 3, ProofGoal.LATENCY),
            splitAfter(network, "b_node", "d_node"))) {
      SplitNetwork again = Splitter.splitAt(network, split.cuts(), ProofGoal.LATENCY);
      assertThat(again.cuts()).isEqualTo(split.cuts()).hasSize(2);
      assertThat(again.links()).isEqualTo(split.links());
      for (int part = 0; part < 3; part++) {
        assertThat(ProgramCodec.encode(again.parts().get(part).program()))
            .isEqualTo(ProgramCodec.encode(split.parts().get(part).program()));
      }
    }
    int primitives = network.program().primitives().size();
    for (int place = 1; place < primitives; place++) { // every other place is one, too
      SplitNetwork split = Splitter.splitAt(network, List.of(place), ProofGoal.LATENCY);
      SplitRun.requireEqual(split, network.execute(TestGraph.sample(crossed(), 40, 1)));
    }
    assertThatThrownBy(() -> Splitter.splitAt(network, List.of(primitives), ProofGoal.LATENCY))
        .isInstanceOf(UnsplittableException.class)
        .hasMessageContaining("the network has " + primitives);
    for (List<Integer> wrong :
        List.of(List.of(0), List.of(2, 2), List.of(3, 1), List.<Integer>of())) {
      assertThatThrownBy(() -> Splitter.splitAt(network, wrong, ProofGoal.LATENCY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aNodeThatIsNotThereOrHasNothingBehindItIsRefused() throws Exception {
    CompiledNetwork network = compile(crossed(), CompileOptions.defaults());
    assertThatThrownBy(() -> splitAfter(network, "e_node"))
        .isInstanceOf(UnsplittableException.class)
        .hasMessageContaining("'e_node'")
        .hasMessageContaining("a_node");
    assertThatThrownBy(() -> splitAfter(network, "y_node"))
        .isInstanceOf(UnsplittableException.class)
        .hasMessage("nothing follows node 'y_node'");
    assertThatThrownBy(() -> splitAfter(network, "a_node", "a_node"))
        .isInstanceOf(UnsplittableException.class)
        .hasMessageContaining("nothing between");
  }

  @Test
  void moreRowsAtOnceGoTogetherThroughTheCuts() throws Exception {
    Graph graph = rows(4);
    CompiledNetwork network = compile(graph, CompileOptions.defaults());
    SplitNetwork split = splitAfter(network, "r_node");
    assertThat(split.parts()).allMatch(part -> part.circuit().rows() == 4);
    SplitRun.requireEqual(split, network.execute(TestGraph.sample(graph, 3, 1)));
  }

  /** One part is so small that its circuit is narrower than a row of what passes. */
  @Test
  void whatPassesHasAsManyColumnsOnBothSides() throws Exception {
    Graph graph =
        new TestGraph(8)
            .input("x", 2, 300)
            .weights("w", 0.1, 300, 300)
            .node("MatMul", "m", "x", "w")
            .node("Relu", "r", "m")
            .weights("v", 0.1, 300, 300)
            .node("MatMul", "n", "r", "v")
            .node("Relu", "s", "n")
            .node("ReduceMax", Map.of("axes", new Attribute.Integers(1)), "y", "s")
            .outputs("y");
    CompiledNetwork network = compile(graph, CompileOptions.defaults());
    SplitNetwork split = splitAfter(network, "r_node", "s_node");
    SplitRun.requireValid(split);
    SplitRun.requireEqual(split, network.execute(TestGraph.sample(graph, 3, 1)));
  }

  /** A sum that nothing has narrowed: its range is no power of two, and limbs cannot prove it. */
  @Test
  void aRangeThatLimbsCannotProveIsDeclaredWiderOnBothSides() throws Exception {
    Graph graph =
        new TestGraph(9)
            .input("x", 1, 8)
            .weights("w", 0.5, 8, 8)
            .node("MatMul", "m", "x", "w")
            .node("Relu", "a", "m")
            .node("Sigmoid", "b", "m")
            .node("Add", "sum", "a", "b")
            .weights("v", 0.5, 8, 2)
            .node("MatMul", "y", "sum", "v")
            .outputs("y");
    CompiledNetwork network = compile(graph, CompileOptions.defaults());
    SplitNetwork split = splitAfter(network, "sum_node");
    SplitRun.requireValid(split);
    SplitRun.requireEqual(split, network.execute(TestGraph.sample(graph, 4, 1)));
    NetworkPort port = split.parts().get(1).program().inputs().get(0);
    Interval declared = split.parts().get(1).program().tensor(port.tensor()).range();
    assertThat(Long.bitCount(declared.hi() - declared.lo() + 1)).isEqualTo(1);
    Interval own =
        network.program().tensors().stream()
            .filter(tensor -> tensor.name().equals(port.name()))
            .map(IntegerTensor::range)
            .reduce((a, b) -> b)
            .orElseThrow();
    assertThat(declared.contains(own)).isTrue();
    assertThat(declared).isNotEqualTo(own);
  }

  @Test
  void aValueWithoutRowsOfABatchIsRefusedByName() throws Exception {
    Graph graph =
        new TestGraph(3)
            .input("x", 4, 6)
            .weights("w", 0.5, 3, 4)
            .node("MatMul", "m", "w", "x")
            .node("Sigmoid", "s", "m")
            .weights("v", 0.5, 4, 3)
            .node("MatMul", "y", "v", "s")
            .outputs("y");
    CompiledNetwork network = compile(graph, CompileOptions.defaults());
    assertThatThrownBy(() -> splitAfter(network, "s_node"))
        .isInstanceOf(UnsplittableException.class)
        .hasMessageContaining("no cut after node 's_node'")
        .hasMessageContaining("has no row for each of the batch");
    int place = 1;
    assertThatThrownBy(() -> Splitter.splitAt(network, List.of(place), ProofGoal.LATENCY))
        .isInstanceOf(UnsplittableException.class)
        .hasMessageContaining("no cut after 1 primitives: ")
        .hasMessageContaining("has no row for each of the batch");
  }

  @Test
  void aNetworkOfOneStepCannotBeSplit() throws Exception {
    Graph graph = new TestGraph(2).input("x", 1, 4).node("Sigmoid", "y", "x").outputs("y");
    CompiledNetwork network = compile(graph, CompileOptions.defaults());
    assertThatThrownBy(() -> Splitter.split(network, 3, ProofGoal.LATENCY))
        .isInstanceOf(UnsplittableException.class)
        .hasMessageContaining("cannot be cut into 3 parts");
    assertThatThrownBy(() -> Splitter.split(network, 1, ProofGoal.LATENCY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Graph rows(int rows) {
    return new TestGraph(4)
        .input("x", rows, 6)
        .weights("w", 0.5, 6, 5)
        .node("MatMul", "m", "x", "w")
        .node("Relu", "r", "m")
        .weights("v", 0.5, 5, 3)
        .node("MatMul", "y", "r", "v")
        .outputs("y");
  }
}
