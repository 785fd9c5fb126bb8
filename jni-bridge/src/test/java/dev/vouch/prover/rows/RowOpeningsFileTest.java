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

  private static ModelId model;
  private static StoredProofCheck check;
  private static List<Slot> slots;
  private static List<ProvenRows> work;

  @BeforeAll
  static void prove() throws Exception {
    CompileOptions options = CompileOptions.defaults().withOutput(Visibility.PRIVATE);
    ModelFile compiled = Prover.commit(TwoInputs.sum(options, BATCH), 2);
    model = compiled.key().modelId();
    check = StoredProofCheck.of(compiled.key(), new byte[0]);
    slots = Slot.hiddenOf(compiled.key().circuit());
    RowPorts ports = RowPorts.of(compiled.program());
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
        RowOpeningsFile kept = RowOpeningsFile.resume(openings, slots, 0, store.next(), BATCH)) {
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
    try (RowOpeningsFile kept = RowOpeningsFile.create(openings, slots, 0)) {
      for (ProvenRows proven : work) {
        kept.append(proven);
      }
      assertThatThrownBy(() -> kept.append(work.get(0)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> RowOpeningsFile.resume(openings, slots, 0, ROWS, BATCH))
          .hasMessageContaining("another process writes to it");
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

  @Test
  void otherWorkIsNotGoneOnWith() throws Exception {
    goOn();
    byte[] before = Files.readAllBytes(openings);
    assertThatThrownBy(() -> RowOpeningsFile.resume(openings, slots, 0, 4, BATCH))
        .as("six rows without a proof are more than a batch")
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("goes on after row 3");
    assertThatThrownBy(() -> RowOpeningsFile.resume(openings, slots, 0, 0, BATCH))
        .isInstanceOf(StoredRowsException.class);
    assertThatThrownBy(() -> RowOpeningsFile.resume(openings, slots, 0, 11, BATCH))
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("row 10 is not among them");
    assertThatThrownBy(() -> RowOpeningsFile.resume(openings, slots, 4, 8, BATCH))
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("row 4 is not among them");
    assertThatThrownBy(() -> RowOpeningsFile.resume(openings, slots.subList(0, 2), 0, 10, BATCH))
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("of other inputs or outputs");
    assertThat(Files.readAllBytes(openings)).isEqualTo(before);
    assertThatThrownBy(() -> RowOpeningsFile.resume(folder.resolve("none"), slots, 0, 4, BATCH))
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("not there");
    assertThatThrownBy(() -> RowOpeningsFile.resume(proofs, slots, 0, 4, BATCH))
        .isInstanceOf(MalformedCommitmentException.class);
  }
}
