package dev.vouch.prover.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.rows.TensorRows;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.Prover;
import dev.vouch.prover.testing.TwoInputs;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsReader;
import dev.vouch.verifier.commitment.OpeningsWriter;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.rows.RowProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Openings that are kept beside proofs, wherever the work was stopped. */
class RowOpeningsFileTest {
  private static final int BATCH = 4;
  private static final int ROWS = 10;

  @TempDir private Path folder;
  private Path proofs;
  private Path openings;

  private static VerifyingKey key;
  private static ModelId model;
  private static StoredProofCheck check;
  private static List<Slot> slots;
  private static List<ProvenRows> work;

  @BeforeAll
  static void prove() throws Exception {
    CompileOptions options = CompileOptions.defaults().withOutput(Visibility.PRIVATE);
    ModelFile compiled = Prover.commit(TwoInputs.sum(options, BATCH), 2);
    key = compiled.key();
    model = key.modelId();
    check = StoredProofCheck.of(key, new byte[0]);
    slots = key.hidden();
    RowPorts ports = RowPorts.of(compiled);
    work = new ArrayList<>();
    try (Prover prover = Prover.of(compiled, 2)) {
      TensorRows data =
          TensorRows.of(ports, Map.of("a", TwoInputs.rows(ROWS), "b", TwoInputs.rows(ROWS)));
      RowProver.of(prover, ProveOptions.defaults())
          .proveAll(RowBatches.of(ports, data, 0, Long.MAX_VALUE), work::add);
    }
    assertThat(work).hasSize(3);
  }

  @BeforeEach
  void name() {
    proofs = folder.resolve("x.proofs");
    openings = folder.resolve("x.openings");
  }

  /** Does what is left, as {@code prove --all --resume} does. */
  private void goOn() throws Exception {
    try (RowProofStore store = RowProofFile.resume(proofs, model, BATCH, 0, check);
        RowOpeningsFile kept = RowOpeningsFile.resume(openings, key, 0, store)) {
      for (ProvenRows proven : work) {
        if (proven.range().first() >= store.next() && !store.ended()) {
          kept.append(proven);
          store.append(proven.proof());
        }
      }
    }
  }

  private List<Long> rows() throws Exception {
    List<Long> rows = new ArrayList<>();
    try (OpeningsReader in = OpeningsReader.of(Files.newInputStream(openings))) {
      for (OpenedRow row = in.next(); row != null; row = in.next()) {
        rows.add(row.row());
      }
      assertThat(in.isCutOff()).isFalse();
    }
    return rows;
  }

  @Test
  void onlyTheOwnerReadsThemAndAllRowsThatCountAreThere() throws Exception {
    Files.writeString(openings, "");
    Files.setPosixFilePermissions(openings, PosixFilePermissions.fromString("rw-r--r--"));
    try (RowOpeningsFile kept = RowOpeningsFile.create(openings, key, 0)) {
      for (ProvenRows proven : work) {
        kept.append(proven);
      }
      assertThatThrownBy(() -> kept.append(work.get(0)))
          .isInstanceOf(IllegalArgumentException.class);
      try (RowProofStore store = RowProofFile.create(proofs, model, BATCH, 0)) {
        for (ProvenRows proven : work) {
          store.append(proven.proof());
        }
        assertThatThrownBy(() -> RowOpeningsFile.resume(openings, key, 0, store))
            .hasMessageContaining("another process writes to it");
      }
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(openings)))
        .isEqualTo("rw-------");
    assertThat(rows()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  /**
   * Stopped while openings were written, between them and their proof, or in the proof's record.
   */
  @Test
  void bothGoOnWhereverTheirWriterWasStopped() throws Exception {
    goOn();
    byte[] allOpenings = Files.readAllBytes(openings);
    byte[] allProofs = Files.readAllBytes(proofs);
    int[] proofEnds = ends(allProofs);
    int[] openingEnds = openingEnds(allOpenings);
    for (int done = 0; done < work.size(); done++) {
      int from = openingEnds[done];
      int to = openingEnds[done + 1];
      for (int length = from; length <= to; length += Math.max(1, (to - from) / 7)) {
        restart(allOpenings, length, allProofs, proofEnds[done]);
        goOn();
        assertThat(Files.readAllBytes(openings)).isEqualTo(allOpenings);
        assertThat(Files.readAllBytes(proofs)).isEqualTo(allProofs);
      }
      restart(allOpenings, to, allProofs, proofEnds[done + 1] - 1);
      goOn();
      assertThat(Files.readAllBytes(openings)).isEqualTo(allOpenings);
      assertThat(Files.readAllBytes(proofs)).isEqualTo(allProofs);
    }
    for (int length = 0; length < openingEnds[0]; length += 9) {
      restart(allOpenings, length, allProofs, 0);
      goOn();
      assertThat(Files.readAllBytes(openings)).isEqualTo(allOpenings);
    }
  }

  private void restart(byte[] opened, int openedLength, byte[] proven, int provenLength)
      throws Exception {
    Files.write(openings, Arrays.copyOf(opened, openedLength));
    Files.write(proofs, Arrays.copyOf(proven, provenLength));
  }

  /** Where the header and each record of the file of proofs end. */
  private static int[] ends(byte[] all) {
    int[] ends = new int[work.size() + 1];
    ends[work.size()] = all.length;
    for (int i = work.size() - 1; i >= 0; i--) {
      RowProof proof = work.get(i).proof();
      ends[i] = ends[i + 1] - (Long.BYTES + 4 + 1 + 4 + proof.proof().length + Long.BYTES);
    }
    return ends;
  }

  /** Where the header and the openings of each proof end. */
  private static int[] openingEnds(byte[] all) {
    int[] ends = new int[work.size() + 1];
    int header = OpeningsWriter.header(slots).length;
    int record = (all.length - header) / ROWS;
    ends[0] = header;
    for (int i = 0; i < work.size(); i++) {
      ends[i + 1] = ends[i] + record * work.get(i).range().rows();
    }
    return ends;
  }

  private void refused(long first, int proven, String message) throws Exception {
    byte[] before = Files.readAllBytes(openings);
    Files.deleteIfExists(proofs);
    try (RowProofStore store = RowProofFile.create(proofs, model, BATCH, first)) {
      for (ProvenRows rows : work.subList((int) first / BATCH, (int) first / BATCH + proven)) {
        store.append(rows.proof());
      }
      assertThatThrownBy(() -> RowOpeningsFile.resume(openings, key, first, store))
          .isInstanceOf(StoredRowsException.class)
          .hasMessageContainingAll(openings.toString(), message);
    }
    assertThat(Files.readAllBytes(openings)).isEqualTo(before);
  }

  private void write(List<Slot> some, List<OpenedRow> rows) throws Exception {
    try (OpeningsWriter out = OpeningsWriter.of(Files.newOutputStream(openings), some)) {
      for (OpenedRow row : rows) {
        out.write(new OpenedRow(row.row(), row.parts().subList(0, some.size())));
      }
    }
  }

  private static List<OpenedRow> rowsOf(int proofs) throws Exception {
    List<OpenedRow> rows = new ArrayList<>();
    for (ProvenRows proven : work.subList(0, proofs)) {
      rows.addAll(proven.inference().openings().rows(proven.range()));
    }
    return rows;
  }

  @Test
  void otherWorkIsNotGoneOnWith() throws Exception {
    write(slots, rowsOf(3));
    refused(0, 1, "it goes on beyond them"); // six rows without a proof are more than a batch
    refused(0, 0, "it goes on beyond them");
    refused(4, 1, "row 4 is not among them");
    write(slots, rowsOf(2));
    refused(0, 3, "row 8 is not among them");
    write(slots.subList(0, 2), rowsOf(3));
    refused(0, 3, "of other inputs or outputs");
    List<OpenedRow> otherBlinders = rowsOf(3);
    OpenedRow last = otherBlinders.get(ROWS - 1);
    OpenedRow.Part one = last.parts().get(0);
    byte[] blinder = last.parts().get(1).blinders();
    List<OpenedRow.Part> parts = new ArrayList<>(last.parts());
    parts.set(0, new OpenedRow.Part(one.values(), blinder));
    otherBlinders.set(ROWS - 1, new OpenedRow(last.row(), parts));
    write(slots, otherBlinders);
    refused(0, 3, "row 9 does not open the commitments of its proof");
    Files.write(openings, new byte[0]);
    refused(0, 1, "not there, or empty");
    Files.writeString(openings, "a text that is longer than a header, so that it is not one begun");
    try (RowProofStore store = RowProofFile.create(proofs, model, BATCH, 0)) {
      assertThatThrownBy(() -> RowOpeningsFile.resume(openings, key, 0, store))
          .isInstanceOf(MalformedCommitmentException.class);
    }
  }
}
