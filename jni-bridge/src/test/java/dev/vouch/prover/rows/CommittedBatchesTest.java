package dev.vouch.prover.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.rows.TensorRows;
import dev.vouch.prover.CommittedData;
import dev.vouch.prover.CommittedInputException;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.Prover;
import dev.vouch.prover.testing.TwoInputs;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsWriter;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowVerdict;
import dev.vouch.verifier.rows.RowVerifier;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of openings as the rows that proofs are about. */
class CommittedBatchesTest {
  private static final int BATCH = 4;
  private static final int ROWS = 10;

  @TempDir private Path folder;

  private static ModelFile model;
  private static Prover prover;
  private static RowPorts ports;
  private static List<Slot> slots;
  private static List<OpenedRow> rows;
  private static List<String> points;

  @BeforeAll
  static void prove() throws Exception {
    CompileOptions options = CompileOptions.defaults().withOutput(Visibility.PRIVATE);
    model = Prover.commit(TwoInputs.sum(options, BATCH), 2);
    prover = Prover.of(model, 2);
    ports = RowPorts.of(model);
    rows = new ArrayList<>();
    points = new ArrayList<>();
    TensorData data = TwoInputs.rows(ROWS);
    RowProver.of(prover, ProveOptions.defaults())
        .proveAll(
            RowBatches.of(
                ports, TensorRows.of(ports, Map.of("a", data, "b", data)), 0, Long.MAX_VALUE),
            proven -> {
              try {
                slots = proven.inference().openings().slots();
                rows.addAll(proven.inference().openings().rows(proven.range()));
                points.addAll(points(proven.proof()));
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
  }

  @AfterAll
  static void close() {
    prover.close();
  }

  /** Points of both inputs, of the rows that count. */
  private static List<String> points(RowProof proof) throws Exception {
    List<byte[]> tensors =
        Proof.decode(proof.proof(), model.key().circuit()).hiddenPoints().subList(0, 2);
    List<String> found = new ArrayList<>();
    for (int row = 0; row < proof.range().rows(); row++) {
      for (byte[] tensor : tensors) {
        found.add(HexFormat.of().formatHex(tensor, 32 * row, 32 * row + 32));
      }
    }
    return found;
  }

  private Path file(List<Slot> some, List<OpenedRow> kept) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OpeningsWriter out = OpeningsWriter.of(bytes, some)) {
      for (OpenedRow row : kept) {
        out.write(new OpenedRow(row.row(), row.parts().subList(0, some.size())));
      }
    }
    return Files.write(folder.resolve("data.openings"), bytes.toByteArray());
  }

  private static List<RowProof> proofs(ProofBatches batches) throws Exception {
    List<RowProof> made = new ArrayList<>();
    RowProver.of(prover, ProveOptions.defaults())
        .proveAll(batches, proven -> made.add(proven.proof()));
    return made;
  }

  private static RowVerdict verdict(List<RowProof> proofs) throws Exception {
    Iterator<RowProof> left = proofs.iterator();
    return RowVerifier.of(Verifier.of(model.key()), new byte[0])
        .verify(() -> left.hasNext() ? left.next() : null, verified -> {});
  }

  private static RowBatches others(int count, long first, long end) throws Exception {
    RowPorts onlyB = ports.without(Set.of("a"));
    return RowBatches.of(
        onlyB, TensorRows.of(onlyB, Map.of("b", TwoInputs.rows(count))), first, end);
  }

  @Test
  void allRowsAreProvenWithTheirPoints() throws Exception {
    try (CommittedData data = CommittedData.open(file(slots, rows), model.key())) {
      assertThat(data.inputs()).containsExactly("a", "b");
      assertThat(data.end()).isEqualTo(ROWS);
      List<RowProof> proofs = proofs(CommittedBatches.of(data, BATCH, 0, Long.MAX_VALUE));
      assertThat(verdict(proofs).complete()).isTrue();
      assertThat(verdict(proofs).rows()).isEqualTo("rows 0 to 9");
      List<String> found = new ArrayList<>();
      for (RowProof proof : proofs) {
        found.addAll(points(proof));
      }
      assertThat(found).isEqualTo(points);
    }
  }

  @Test
  void someRowsKeepTheirNumbersAndAreNotTheEnd() throws Exception {
    try (CommittedData data = CommittedData.open(file(slots, rows), model.key())) {
      List<RowProof> proofs = proofs(CommittedBatches.of(data, BATCH, 3, 8));
      RowVerdict verdict = verdict(proofs);
      assertThat(verdict.rows()).isEqualTo("rows 3 to 7");
      assertThat(verdict.complete()).isFalse();
      assertThat(points(proofs.get(0))).isEqualTo(points.subList(6, 14));
    }
    try (CommittedData data = CommittedData.open(file(slots, rows.subList(4, 10)), model.key())) {
      assertThat(data.first()).isEqualTo(4);
      List<RowProof> proofs = proofs(CommittedBatches.of(data, BATCH, 8, Long.MAX_VALUE));
      assertThat(verdict(proofs).rows()).isEqualTo("rows 8 to 9");
      assertThat(proofs.get(0).range().last()).isTrue();
      assertThatThrownBy(() -> proofs(CommittedBatches.of(data, BATCH, 0, Long.MAX_VALUE)))
          .isInstanceOf(RowException.class)
          .hasCauseInstanceOf(CommittedInputException.class)
          .hasMessageContainingAll("rows 0 to 3", "row 0 is not among", "4 to 9");
    }
  }

  @Test
  void committedRowsStandBesideOthers() throws Exception {
    List<Slot> onlyA = slots.subList(0, 1);
    try (CommittedData data = CommittedData.open(file(onlyA, rows), model.key())) {
      assertThat(data.inputs()).containsExactly("a");
      List<RowProof> proofs = proofs(CommittedBatches.of(data, others(ROWS, 0, Long.MAX_VALUE), 0));
      assertThat(verdict(proofs).complete()).isTrue();
      assertThat(points(proofs.get(1)).get(0)).isEqualTo(points.get(8));
      assertThat(points(proofs.get(1)).get(1)).isNotEqualTo(points.get(9));
      assertThatThrownBy(() -> proofs(CommittedBatches.of(data, others(7, 0, Long.MAX_VALUE), 0)))
          .isInstanceOf(RowException.class)
          .hasMessageContaining("committed rows go on to 9, the other inputs end with 6");
      assertThatThrownBy(() -> proofs(CommittedBatches.of(data, others(11, 0, Long.MAX_VALUE), 0)))
          .isInstanceOf(RowException.class)
          .hasMessageContaining("row 10 is not among");
    }
  }

  /** Whoever wrote it was stopped: nobody says that its last row is the data's. */
  @Test
  void theEndOfAFileThatIsCutOffIsNotTheEnd() throws Exception {
    Path whole = file(slots, rows);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 1));
    try (CommittedData data = CommittedData.open(cut, model.key())) {
      assertThat(data.end()).isEqualTo(ROWS - 1);
      assertThat(verdict(proofs(CommittedBatches.of(data, BATCH, 0, 8))).rows())
          .isEqualTo("rows 0 to 7");
      assertThatThrownBy(() -> proofs(CommittedBatches.of(data, BATCH, 0, Long.MAX_VALUE)))
          .isInstanceOf(RowException.class)
          .hasMessageContaining("cut off after row 8");
    }
  }

  @Test
  void aRowThatIsMissingOrDamagedIsNamed() throws Exception {
    List<OpenedRow> gap = new ArrayList<>(rows);
    gap.remove(5);
    try (CommittedData data = CommittedData.open(file(slots, gap), model.key())) {
      assertThatThrownBy(() -> proofs(CommittedBatches.of(data, BATCH, 0, Long.MAX_VALUE)))
          .isInstanceOf(RowException.class)
          .hasMessageContainingAll("rows 4 to 7", "row 5 is not among");
      assertThat(data.rows(6, 4).rows()).extracting(OpenedRow::row).containsExactly(6L, 7L, 8L, 9L);
    }
    byte[] bytes = Files.readAllBytes(file(slots, rows));
    bytes[bytes.length / 2] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged"), bytes);
    try (CommittedData data = CommittedData.open(damaged, model.key())) {
      assertThatThrownBy(() -> proofs(CommittedBatches.of(data, BATCH, 0, Long.MAX_VALUE)))
          .isInstanceOf(RowException.class)
          .hasMessageContaining("damaged");
    }
    try (CommittedData data = CommittedData.open(file(slots, List.of()), model.key())) {
      assertThatThrownBy(() -> data.rows(0, 1)).hasMessageContaining("there are none");
      assertThat(proofs(CommittedBatches.of(data, BATCH, 0, Long.MAX_VALUE))).isEmpty();
    }
  }

  private void goOn(Path proofs, List<Slot> some, List<OpenedRow> committed) throws Exception {
    try (CommittedData data = CommittedData.open(file(some, committed), model.key());
        RowProofStore store =
            RowProofFile.resume(
                proofs,
                model.key().modelId(),
                BATCH,
                0,
                StoredProofCheck.of(model.key(), new byte[0]).andCommitted(model.key(), data))) {
      assertThat(store.next()).isEqualTo(2L * BATCH);
    }
  }

  /** Row {@code at} with the parts of another row. */
  private static List<OpenedRow> replaced(int at, int by) {
    List<OpenedRow> others = new ArrayList<>(rows);
    others.set(at, new OpenedRow(at, rows.get(by).parts()));
    return others;
  }

  @Test
  void stoppedWorkGoesOnWithTheSameRowsAlone() throws Exception {
    Path proofs = folder.resolve("x.proofs");
    try (CommittedData data = CommittedData.open(file(slots, rows), model.key());
        RowProofStore store = RowProofFile.create(proofs, model.key().modelId(), BATCH, 0)) {
      for (RowProof proof : proofs(CommittedBatches.of(data, BATCH, 0, 2L * BATCH))) {
        store.append(proof);
      }
    }
    byte[] before = Files.readAllBytes(proofs);
    goOn(proofs, slots, rows);
    goOn(proofs, slots.subList(0, 1), rows);
    goOn(proofs, slots, replaced(9, 8)); // not proven yet
    for (int row : new int[] {4, 6, 7}) {
      assertThatThrownBy(() -> goOn(proofs, slots, replaced(row, 8)))
          .isInstanceOf(StoredRowsException.class)
          .hasMessageContainingAll("x.proofs", "row " + row + " there is not the one");
    }
    List<Slot> asOutput = List.of(new Slot("a", Slot.Role.OUTPUT, slots.get(0).format()));
    goOn(proofs, asOutput, rows); // another model's output, which this one takes
    assertThatThrownBy(() -> goOn(proofs, asOutput, replaced(4, 8)))
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("row 4 there is not the one");
    List<OpenedRow> gap = new ArrayList<>(rows);
    gap.remove(5);
    assertThatThrownBy(() -> goOn(proofs, slots, gap))
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("row 5 is not among the committed ones");
    assertThat(proofs).hasBinaryContent(before);
  }
}
