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
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.rows.RowBatch;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowIntegers;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.rows.TensorRows;
import dev.vouch.circuits.split.ChainExecution;
import dev.vouch.circuits.split.SplitNetwork;
import dev.vouch.circuits.split.Splitter;
import dev.vouch.prover.ChainBoundaries;
import dev.vouch.prover.ChainPartProver;
import dev.vouch.prover.ChainProver;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.CommittedRows;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.Prover;
import dev.vouch.prover.rows.CommittedBatches;
import dev.vouch.prover.rows.RowOpeningsFile;
import dev.vouch.prover.rows.RowProofFile;
import dev.vouch.prover.rows.RowProofStore;
import dev.vouch.prover.rows.RowProver;
import dev.vouch.prover.rows.StoredProofCheck;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainId;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainProof;
import dev.vouch.verifier.chain.ChainVerifier;
import dev.vouch.verifier.chain.RejectedChainException;
import dev.vouch.verifier.chain.VerifiedChain;
import dev.vouch.verifier.commitment.CommittedRow;
import dev.vouch.verifier.commitment.Committer;
import dev.vouch.verifier.commitment.DataCommitmentWriter;
import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.OpeningsFile;
import dev.vouch.verifier.commitment.OpeningsWriter;
import dev.vouch.verifier.commitment.Revealing;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.commitment.TensorOpening;
import dev.vouch.verifier.rows.RowOpening;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowProofReader;
import dev.vouch.verifier.rows.RowVerdict;
import dev.vouch.verifier.rows.RowVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/java.md, run; and the document holds this code. */
class JavaGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "java.md");
  private static final Path SOURCE =
      Path.of("src", "test", "java", "dev", "vouch", "cli", "JavaGuideTest.java");
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
    RowPorts ports = RowPorts.of(model.program());
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

  /** What a run with openings leaves is proven again, with the same commitments. */
  @Test
  void committedRows(@TempDir Path folder) throws Exception {
    Graph graph = GraphImporter.read(onnxFile, ImportOptions.defaults());
    Samples typical = Samples.of(graph, Npz.read(samplesFile, name -> true));
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, typical.all()));
    ModelFile model = Prover.commit(network, threads);
    RowPorts ports = RowPorts.of(model.program());
    TensorRows images = TensorRows.of(ports, Map.of("image", typical.stacked().get("image")));
    RowBatches batches = RowBatches.of(ports, images, 0, 2);
    Path openingsFile = folder.resolve("rows.openings");
    Path proofFile = folder.resolve("rows.proofs");
    byte[] nonce = "table 4".getBytes(StandardCharsets.UTF_8);
    keepOpenings(model, batches, openingsFile, proofFile, nonce);
    assertThat(checkSome(Verifier.of(model.key()), proofFile, nonce)).isEqualTo("rows 0 to 1");
    Path secondFile = folder.resolve("again.proofs");
    proveCommitted(model, openingsFile, secondFile, nonce);
    assertThat(checkRows(Verifier.of(model.key()), secondFile, nonce)).hasSize(2);
    assertThat(commitments(model, secondFile)).isEqualTo(commitments(model, proofFile));
  }

  /** An owner commits, proofs are about these rows, and one of them is shown. */
  @Test
  void committedData(@TempDir Path folder) throws Exception {
    Graph graph = GraphImporter.read(onnxFile, ImportOptions.defaults());
    Samples typical = Samples.of(graph, Npz.read(samplesFile, name -> true));
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, typical.all()));
    ModelFile model = Prover.commit(network, threads);
    RowPorts ports = RowPorts.of(model.program());
    TensorRows images = TensorRows.of(ports, Map.of("image", typical.stacked().get("image")));
    Path openingsFile = folder.resolve("rows.openings");
    DataId id;
    try (OutputStream secret = Files.newOutputStream(openingsFile)) {
      RowBatches batches = RowBatches.of(ports, images, 0, 2);
      id = commit(model.key(), batches, folder.resolve("rows.commitment"), secret);
    }
    byte[] nonce = "table 5".getBytes(StandardCharsets.UTF_8);
    Path proofFile = folder.resolve("rows.proofs");
    proveCommitted(model, openingsFile, proofFile, nonce);
    byte[] opening;
    try (OpeningsFile openings = OpeningsFile.open(openingsFile)) {
      opening = Revealing.reveal(openings, "image", Optional.empty(), 1, 1).encode();
    }
    checkData(Verifier.of(model.key()), proofFile, nonce, id, opening);
  }

  private static DataId commit(
      VerifyingKey key, RowBatches batches, Path commitmentFile, OutputStream secret)
      throws Exception {
    List<Slot> slots = Slot.inputsOf(key.circuit()); // no model, no native code
    RowIntegers integers = RowIntegers.of(key.circuit(), List.of("image"));
    Committer committer = Committer.of(slots);
    try (OutputStream file = Files.newOutputStream(commitmentFile);
        OpeningsWriter openings = OpeningsWriter.of(secret, slots)) {
      DataCommitmentWriter points = DataCommitmentWriter.of(file, slots);
      long next = 0;
      for (RowBatch batch = batches.next(); batch != null; batch = batches.next()) {
        List<List<long[]>> rows = new ArrayList<>();
        for (int entry = 0; entry < batch.range().rows(); entry++) {
          rows.add(integers.of(batch, entry));
        }
        for (CommittedRow row : committer.commit(next, rows)) {
          openings.write(row.opened());
          points.add(row.points());
        }
        next += rows.size();
      }
      return points.finish().dataId(); // to publish or to sign
    }
  }

  private static void checkData(
      Verifier verifier, Path proofFile, byte[] nonce, DataId signed, byte[] openingBytes)
      throws Exception {
    RowOpening opened = new RowOpening(TensorOpening.parse(openingBytes));
    try (RowProofReader proofs = RowProofReader.of(Files.newInputStream(proofFile))) {
      RowVerdict verdict = RowVerifier.of(verifier, nonce).verify(proofs, opened);
      boolean ownersData = verdict.complete() && verdict.dataId().equals(signed);
      long[] pixels = opened.result().integers(); // of the one row that was shown
      assertThat(ownersData).isTrue();
      assertThat(pixels).hasSize(784);
    }
  }

  private void keepOpenings(
      ModelFile model, RowBatches batches, Path openingsFile, Path proofFile, byte[] nonce)
      throws Exception {
    try (Prover prover = Prover.of(model, threads);
        RowOpeningsFile openings = RowOpeningsFile.create(openingsFile, model.key(), 0);
        RowProofStore store = RowProofFile.create(proofFile, model.key().modelId(), 1, 0)) {
      RowProver.of(prover, ProveOptions.defaults().withContext(nonce))
          .proveAll(
              batches,
              proven -> {
                openings.append(proven); // first: no proof without its openings
                store.append(proven.proof());
              });
    }
  }

  private void proveCommitted(ModelFile model, Path openingsFile, Path proofFile, byte[] nonce)
      throws Exception {
    int batch = RowPorts.of(model.program()).batch();
    try (Prover prover = Prover.of(model, threads);
        CommittedData data = CommittedData.open(openingsFile, model.key());
        RowProofStore store = RowProofFile.create(proofFile, model.key().modelId(), batch, 0)) {
      RowProver.of(prover, ProveOptions.defaults().withContext(nonce))
          .proveAll(
              CommittedBatches.of(data, batch, 0, Long.MAX_VALUE),
              proven -> store.append(proven.proof()));
      CommittedRows first = data.rows(0, batch); // or one proof of the first rows
      ProvedInference proved = prover.prove(Map.of(), first, ProveOptions.defaults());
      send(proved.proof());
    }
  }

  private static String checkSome(Verifier verifier, Path proofFile, byte[] nonce)
      throws Exception {
    try (RowProofReader proofs = RowProofReader.of(Files.newInputStream(proofFile))) {
      return RowVerifier.of(verifier, nonce).verify(proofs, rows -> {}).rows();
    }
  }

  /** The points of the hidden input, proof by proof. */
  private static List<String> commitments(ModelFile model, Path proofFile) throws Exception {
    List<String> points = new ArrayList<>();
    try (RowProofReader proofs = RowProofReader.of(Files.newInputStream(proofFile))) {
      for (RowProof proof = proofs.next(); proof != null; proof = proofs.next()) {
        byte[] input = Proof.decode(proof.proof(), model.key().circuit()).hiddenPoints().get(0);
        points.add(HexFormat.of().formatHex(input));
      }
    }
    return points;
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
      assertThat(all).isTrue();
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
    String source = oneSpace(Files.readString(SOURCE));
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
    String chainId = model.key().id().hex();
    try (ChainProver prover = ChainProver.of(model, threads)) {
      send(prover.prove(input, ProveOptions.defaults().withContext(nonce)).proof());
    }
    byte[] proof = sent.get(0);
    ChainKey key = ChainKey.decode(keyBytes, ChainId.parse(chainId), KeyReader.create());
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
    byte[] proof = new ChainProof(model.key().id(), proofs).encode();
    return proof;
  }
}
