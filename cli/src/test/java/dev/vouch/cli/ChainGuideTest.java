package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.split.ChainExecution;
import dev.vouch.circuits.split.SplitNetwork;
import dev.vouch.circuits.split.Splitter;
import dev.vouch.prover.ChainBoundaries;
import dev.vouch.prover.ChainPartProver;
import dev.vouch.prover.ChainProver;
import dev.vouch.prover.ProveOptions;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainProof;
import dev.vouch.verifier.chain.ChainVerifier;
import dev.vouch.verifier.chain.RejectedChainException;
import dev.vouch.verifier.chain.VerifiedChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/java.md about chains, run. */
class ChainGuideTest {
  private final int threads = Runtime.getRuntime().availableProcessors();
  private final List<byte[]> sent = new ArrayList<>();
  private Path onnxFile = Path.of("");
  private Path samplesFile = Path.of("");

  @BeforeEach
  void files(@TempDir Path folder) throws IOException {
    DigitsModel files = DigitsModel.in(folder);
    onnxFile = files.onnx();
    samplesFile = files.digits();
  }

  @Test
  void provesInParts() throws Exception {
    Graph graph = GraphImporter.read(onnxFile, ImportOptions.defaults());
    Samples typical = Samples.of(graph, Npz.read(samplesFile, name -> true));
    CompileOptions options = CompileOptions.defaults();
    CompiledNetwork network =
        Compiler.compile(graph, options, Calibrator.calibrate(graph, typical.all()));
    Map<String, TensorData> input = typical.get(0);
    byte[] nonce = "request 18".getBytes(StandardCharsets.UTF_8);
    SplitNetwork parts = Splitter.split(network, 2, options.goal());
    ChainModelFile model = ChainProver.commit(parts, threads);
    byte[] keyBytes = model.key().encode();
    String chainId = model.key().modelId().hex();
    try (ChainProver prover = ChainProver.of(model, threads)) {
      send(prover.prove(input, ProveOptions.defaults().withContext(nonce)).proof());
    }
    byte[] proof = sent.get(0);
    ChainKey key = ChainKey.decode(keyBytes, ModelId.parse(chainId), KeyReader.create());
    ChainVerifier verifier = ChainVerifier.of(key); // thread-safe; keep it
    VerifiedChain verified = verifier.verify(proof, nonce);
    long[] scores = verified.output("scores").integers();
    assertThat(scores).isEqualTo(network.execute(input).outputs().get("scores").integers());
    byte[] joined = partByPart(model, input, nonce);
    assertThat(verifier.verify(joined, nonce).output("scores").integers()).isEqualTo(scores);
    assertThatThrownBy(() -> verifier.verify(joined, new byte[0]))
        .isInstanceOf(RejectedChainException.class);
  }

  private byte[] partByPart(ChainModelFile model, Map<String, TensorData> input, byte[] nonce)
      throws Exception {
    ProveOptions options = ProveOptions.defaults().withContext(nonce);
    ChainExecution run = ChainProver.run(model, input);
    ChainBoundaries boundaries = ChainBoundaries.draw(model.key(), run); // secret
    List<byte[]> proofs = new ArrayList<>();
    for (int part = 0; part < model.parts().size(); part++) { // in any order, anywhere
      try (ChainPartProver prover = ChainPartProver.of(model, part, threads)) {
        proofs.add(prover.prove(input, boundaries, options).proof());
      }
    }
    byte[] proof = new ChainProof(model.key().modelId(), proofs).encode();
    return proof;
  }

  private void send(byte[] proof) {
    sent.add(proof);
  }
}
