package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.Npz;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.rows.RowBatch;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowIntegers;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.rows.TensorRows;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.OpenedRows;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.Prover;
import dev.vouch.prover.rows.CommittedBatches;
import dev.vouch.prover.rows.RowOpeningsFile;
import dev.vouch.prover.rows.RowProofFile;
import dev.vouch.prover.rows.RowProofStore;
import dev.vouch.prover.rows.RowProver;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/java.md about committed data, run. */
class CommittedDataGuideTest {
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

  /** What a run with openings leaves is proven again, with the same commitments. */
  @Test
  void committedRows(@TempDir Path folder) throws Exception {
    Graph graph = GraphImporter.read(onnxFile, ImportOptions.defaults());
    Samples typical = Samples.of(graph, Npz.read(samplesFile, name -> true));
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, typical.all()));
    ModelFile model = Prover.commit(network, threads);
    RowPorts ports = RowPorts.of(model);
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
    RowPorts ports = RowPorts.of(model);
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
    RowIntegers integers = RowIntegers.of(key, List.of("image"));
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
    int batch = RowPorts.of(model).batch();
    try (Prover prover = Prover.of(model, threads);
        CommittedData data = CommittedData.open(openingsFile, model.key());
        RowProofStore store = RowProofFile.create(proofFile, model.key().modelId(), batch, 0)) {
      RowProver.of(prover, ProveOptions.defaults().withContext(nonce))
          .proveAll(
              CommittedBatches.of(data, batch, 0, Long.MAX_VALUE),
              proven -> store.append(proven.proof()));
      OpenedRows first = data.rows(0, batch); // or one proof of the first rows
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
                      seen.add(rows.output("scores", row).integers()[0]);
                    }
                  });
      assertThat(verdict.complete()).isTrue();
    }
    return seen;
  }

  private void send(byte[] proof) {
    sent.add(proof);
  }
}
