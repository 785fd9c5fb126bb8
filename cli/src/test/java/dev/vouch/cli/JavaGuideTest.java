package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.input.CsvRowData;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.Prover;
import dev.vouch.prover.rows.RowProofFile;
import dev.vouch.prover.rows.RowProofStore;
import dev.vouch.prover.rows.RowProver;
import dev.vouch.prover.rows.StoredProofCheck;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.rows.RowProofReader;
import dev.vouch.verifier.rows.RowVerdict;
import dev.vouch.verifier.rows.RowVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The code of docs/java.md, run; and the document holds this code, with that of {@link
 * CommittedDataGuideTest} and {@link ChainGuideTest}.
 */
class JavaGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "java.md");
  private static final Path SOURCES = Path.of("src", "test", "java", "dev", "vouch", "cli");
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private final int threads = Runtime.getRuntime().availableProcessors();
  private final List<byte[]> sent = new ArrayList<>();
  private Path onnxFile = Path.of("");
  private Path samplesFile = Path.of("");
  private Path modelFile = Path.of("");
  private Path keyFile = Path.of("");

  @BeforeEach
  void files(@TempDir Path folder) throws IOException {
    onnxFile = resource(folder, "digits.onnx");
    samplesFile = resource(folder, "digits.npz");
    modelFile = folder.resolve("model.vouch");
    keyFile = folder.resolve("model.vk");
  }

  private static Path resource(Path folder, String name) throws IOException {
    try (InputStream in = JavaGuideTest.class.getResourceAsStream("digits/" + name)) {
      assertThat(in).isNotNull();
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  final class ScoringDesk {
    private final Verifier verifier; // thread-safe, keeps what it computed of the key

    ScoringDesk(Path keyFile, String modelId) throws IOException, VerificationException {
      ModelId pinned = ModelId.parse(modelId); // an empty or short setting does not get past here
      VerifyingKey key = VerifyingKey.decode(Files.readAllBytes(keyFile), pinned);
      this.verifier = Verifier.of(key);
    }

    /** The scores that the proof shows, as real numbers. */
    double[] accept(byte[] proof, byte[] nonce) throws VerificationException {
      VerifiedInference inference = verifier.verify(proof, nonce);
      VerifiedTensor scores = inference.output("scores");
      long[] integers = scores.integers();
      return IntStream.range(0, integers.length)
          .mapToDouble(cell -> Math.scalb((double) integers[cell], -scores.scaleExponent(cell)))
          .toArray();
    }
  }

  @Test
  void compileProveVerify() throws Exception {
    Graph graph = GraphImporter.read(onnxFile, ImportOptions.defaults());
    Samples typical = Samples.of(graph, Npz.read(samplesFile, name -> true));
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, typical.all()));
    ModelFile model = Prover.commit(network, threads);
    model.write(modelFile);
    Files.write(keyFile, model.key().encode());

    double[] pixels = typical.get(0).values().iterator().next().toDoubles();
    byte[] nonce = "request 17".getBytes(StandardCharsets.UTF_8);
    prove(pixels, nonce);

    String modelId = model.key().modelId().hex();
    ScoringDesk desk = new ScoringDesk(keyFile, modelId);
    assertThat(desk.accept(sent.get(0), nonce)).hasSize(10);
    assertThatThrownBy(() -> desk.accept(sent.get(0), new byte[] {1}))
        .isInstanceOf(VerificationException.class);
    assertThatThrownBy(() -> new ScoringDesk(keyFile, "00".repeat(32)))
        .isInstanceOf(VerificationException.class);
    checkMany(desk.verifier, sent.get(0), nonce);
  }

  private void prove(double[] pixels, byte[] nonce) throws Exception {
    try (Prover prover = Prover.open(modelFile, threads)) {
      Map<String, TensorData> input =
          Map.of("image", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 784}, pixels));
      ProveOptions options = ProveOptions.defaults().withContext(nonce);
      ProvedInference proved = prover.prove(input, options);
      send(proved.proof());
    }
  }

  @Test
  void rowsOfATable(@TempDir Path folder) throws Exception {
    Graph graph = GraphImporter.read(onnxFile, ImportOptions.defaults());
    Samples typical = Samples.of(graph, Npz.read(samplesFile, name -> true));
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, typical.all()));
    ModelFile model = Prover.commit(network, threads);
    Path csv = folder.resolve("rows.csv");
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 784).forEach(i -> text.append(i == 0 ? "" : ",").append("pixel").append(i));
    for (int row = 0; row < 3; row++) {
      double[] pixels = typical.get(row).values().iterator().next().toDoubles();
      text.append('\n').append(pixels[0]);
      IntStream.range(1, 784).forEach(i -> text.append(',').append(pixels[i]));
    }
    Files.writeString(csv, text.append('\n'));
    byte[] nonce = "table 3".getBytes(StandardCharsets.UTF_8);
    Path proofFile = folder.resolve("rows.proofs");
    proveRows(model, csv, proofFile, nonce);
    assertThat(checkRows(Verifier.of(model.key()), proofFile, nonce)).hasSize(3);
  }

  private void proveRows(ModelFile model, Path csv, Path proofFile, byte[] nonce) throws Exception {
    RowPorts ports = RowPorts.of(model);
    try (Prover prover = Prover.of(model, threads);
        CsvRowData table =
            CsvRowData.of(Files.newInputStream(csv), ports.inputs(), FormatOptions.defaults());
        RowProofStore store =
            RowProofFile.resume(
                proofFile,
                model.key().modelId(),
                ports.batch(),
                0,
                StoredProofCheck.of(model.key(), nonce))) {
      RowBatches left = RowBatches.of(ports, table, store.next(), Long.MAX_VALUE);
      RowProver.of(prover, ProveOptions.defaults().withContext(nonce))
          .proveAll(left, proven -> store.append(proven.proof()));
    }
  }

  private static List<Long> checkRows(Verifier verifier, Path proofFile, byte[] nonce)
      throws Exception {
    List<Long> seen = new ArrayList<>();
    try (RowProofReader proofs = RowProofReader.of(Files.newInputStream(proofFile))) {
      RowVerdict verdict =
          RowVerifier.of(verifier, nonce)
              .verify(
                  proofs,
                  rows -> {
                    for (long row = rows.range().first(); row < rows.range().end(); row++) {
                      long[] scores = rows.output("scores", row).integers();
                      seen.add(scores[0]);
                    }
                  });
      boolean all = verdict.complete(); // from the first row to the last
      boolean apart = verifier.key().rowIndependence().independent(); // known once a key
      assertThat(all && apart).isTrue();
    }
    return seen;
  }

  private void send(byte[] proof) {
    sent.add(proof);
  }

  private static void checkMany(Verifier verifier, byte[] proof, byte[] nonce)
      throws VerificationException {
    byte[] smaller = verifier.compact(proof, nonce);
    assertThat(smaller.length).isLessThan(proof.length);
    List<byte[]> proofs = List.of(proof, smaller);
    List<byte[]> nonces = List.of(nonce, nonce);
    List<VerifiedInference> all = verifier.verifyAll(proofs, nonces);
    assertThat(all).hasSize(2);
  }

  @Test
  void theGuideHoldsThisCode() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Class<?> guide :
        List.of(JavaGuideTest.class, CommittedDataGuideTest.class, ChainGuideTest.class)) {
      text.append(Files.readString(SOURCES.resolve(guide.getSimpleName() + ".java")));
    }
    String source = oneSpace(text.toString());
    List<String> blocks =
        CODE.matcher(Files.readString(GUIDE)).results().map(JavaGuideTest::block).toList();
    assertThat(blocks).hasSize(14);
    assertThat(blocks).allSatisfy(block -> assertThat(source).contains(block));
  }

  private static String block(MatchResult match) {
    return oneSpace(match.group(1)).strip();
  }

  private static String oneSpace(String code) {
    return code.replaceAll("\\s+", " ");
  }
}
