package dev.vouch.prover.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ChainPart;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.split.Splitter;
import dev.vouch.prover.ChainBoundaries;
import dev.vouch.prover.ChainBoundaryException;
import dev.vouch.prover.ChainPartProver;
import dev.vouch.prover.ChainProver;
import dev.vouch.prover.OpenedRows;
import dev.vouch.prover.ProveOptions;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainProof;
import dev.vouch.verifier.chain.VerifiedChain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Parts that know their own models alone: a network of two rows at once, whose input and first
 * values are read again at its end.
 */
class ChainPartTest {
  private static final int ROWS = 2;
  private static final int WIDTH = 6;
  private static final byte[] NONCE = {7};

  private static CompiledNetwork network;
  private static ChainModelFile model;

  @BeforeAll
  static void split() throws Exception {
    ModelBuilder onnx = ModelBuilder.model().input("x", ROWS, WIDTH);
    Random random = new Random(3);
    for (String name : List.of("u", "v", "w")) {
      double[] weights = random.doubles(WIDTH * WIDTH, -1, 1).map(w -> (float) w).toArray();
      onnx.initializer(
          name, TensorData.ofDoubles(DataType.FLOAT, new int[] {WIDTH, WIDTH}, weights));
    }
    onnx.node("MatMul", "x u", "a")
        .node("Relu", "a", "f")
        .node("MatMul", "f v", "b")
        .node("Relu", "b", "g")
        .node("MatMul", "g w", "c")
        .node("Add", "c f", "d")
        .node("Add", "d x", "y")
        .output("y");
    Graph graph = GraphImporter.of(onnx.build(), Path.of("."), ImportOptions.defaults());
    network =
        Compiler.compile(
            graph,
            CompileOptions.defaults(),
            Calibrator.calibrate(graph, List.of(input(1), input(2), input(3))));
    model =
        ChainProver.commit(
            Splitter.splitAfter(network, List.of("Relu_0", "Relu_1"), ProofGoal.LATENCY), 2);
  }

  private static Map<String, TensorData> input(long seed) {
    double[] cells = new Random(seed).doubles(ROWS * WIDTH, -1, 1).map(x -> (float) x).toArray();
    return Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {ROWS, WIDTH}, cells));
  }

  /** As it is on a machine of its own. */
  private static ChainPart alone(int number) throws Exception {
    ChainKey key = ChainKey.decode(model.key().encode(), KeyReader.create());
    return new ChainPart(key, number, ModelFile.decode(model.parts().get(number).encode()));
  }

  private static ChainBoundaries read(ChainPart part, byte[] file) throws Exception {
    return ChainBoundaries.read(part.key(), new ByteArrayInputStream(file));
  }

  private static byte[] written(ChainBoundaries boundaries) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    boundaries.write(file);
    return file.toByteArray();
  }

  @Test
  void whatSeveralPartsPassedOnIsPutTogether() throws Exception {
    assertThat(model.links()).hasSize(4); // f to both others, g and x to the last
    Map<String, TensorData> input = input(2);
    List<byte[]> files = new ArrayList<>();
    List<byte[]> proofs = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      ChainPart part = alone(number);
      assertThat(part.inputs()).hasSize(number == 0 ? 1 : 0);
      ChainBoundaries known = ChainBoundaries.NONE;
      for (byte[] file : files) {
        known = known.and(read(part, file));
      }
      Map<String, TensorData> own = number == 0 ? input : Map.of();
      Execution run = ChainPartProver.run(part, own, OpenedRows.NONE, known);
      ChainBoundaries passed = ChainBoundaries.draw(part, run);
      assertThat(passed.isEmpty()).isEqualTo(number == 2);
      if (!passed.isEmpty()) {
        files.add(written(passed));
      }
      ProveOptions options = ProveOptions.defaults().withContext(NONCE);
      try (ChainPartProver prover = ChainPartProver.of(part, 2)) {
        proofs.add(prover.prove(run, OpenedRows.NONE, known.and(passed), options).proof());
      }
    }
    byte[] proof = new ChainProof(model.key().modelId(), proofs).encode();
    VerifiedChain verified = model.key().verifier().verify(proof, NONCE);
    assertThat(verified.output("y").integers())
        .isEqualTo(network.execute(input).outputs().get("y").integers());
  }

  @Test
  void whatPassesIsKnownOnce() throws Exception {
    ChainPart first = alone(0);
    Execution run = ChainPartProver.run(first, input(1), OpenedRows.NONE, ChainBoundaries.NONE);
    ChainBoundaries passed = ChainBoundaries.draw(first, run);
    assertThatThrownBy(() -> passed.and(ChainBoundaries.draw(first, run)))
        .isInstanceOf(ChainBoundaryException.class)
        .hasMessageContaining("two boundaries have");
    assertThat(passed.and(ChainBoundaries.NONE)).isSameAs(passed);
    ChainPart last = alone(2);
    assertThatThrownBy(() -> ChainPartProver.run(last, Map.of(), OpenedRows.NONE, passed))
        .isInstanceOf(ChainBoundaryException.class)
        .hasMessageContaining("lack the output");
    try (ChainPartProver prover = ChainPartProver.of(first, 2)) {
      assertThatThrownBy(
              () ->
                  prover.prove(run, OpenedRows.NONE, ChainBoundaries.NONE, ProveOptions.defaults()))
          .isInstanceOf(ChainBoundaryException.class)
          .hasMessageContaining("lack the output");
    }
  }

  @Test
  void aPartIsOfItsPlace() {
    ModelFile first = model.parts().get(0);
    assertThatThrownBy(() -> new ChainPart(model.key(), 1, first))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the model is not that of part 1");
    assertThatThrownBy(() -> model.part(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(model.part(1).toString()).isEqualTo("ChainPart[1 of " + model.key().modelId() + "]");
  }
}
