package dev.vouch.verifier.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.verifier.Refusal;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.commitment.CommittedRows;
import dev.vouch.verifier.commitment.DataCommitmentFile;
import dev.vouch.verifier.commitment.DataCommitmentWriter;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.RowsHash;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.commitment.TensorOpening;
import dev.vouch.verifier.testing.Vectors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proofs of six committed rows, the ids that follow of them, and data that are others (rule 37).
 */
class CommittedRowProofsTest {
  private static final Path FOLDER =
      Path.of("..", "docs", "spec", "golden", "2026-11-statements", "committed");
  private static final int ROWS = 6;

  private static JsonNode expected;

  /** Rows 0 to 3, and 4 to 5 as the last of the data. */
  private static List<VerifiedRows> verified;

  private static Slot slot;
  private static List<byte[]> points;

  @TempDir private Path folder;

  @BeforeAll
  static void verify() throws Exception {
    expected = new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile());
    verified = new ArrayList<>();
    check(verified);
    try (DataCommitmentFile file = DataCommitmentFile.open(FOLDER.resolve("data.commitment"))) {
      assertThat(file.commitment().rows()).isEqualTo(ROWS);
      slot = file.commitment().slots().get(0);
      points = new ArrayList<>();
      for (int row = 0; row < ROWS; row++) {
        points.add(file.points(row).get(0));
      }
    }
  }

  private static RowVerdict check(List<VerifiedRows> rows) throws Exception {
    Verifier verifier =
        Verifier.of(VerifyingKey.decode(Files.readAllBytes(FOLDER.resolve("model.vk"))));
    try (RowProofReader proofs =
        RowProofReader.of(Files.newInputStream(FOLDER.resolve("committed.proofs")))) {
      return RowVerifier.of(verifier, Vectors.bytes(expected.get("context")))
          .verify(proofs::next, rows::add);
    }
  }

  private DataCommitmentFile data(Slot of, List<byte[]> rows) throws Exception {
    Path file = folder.resolve("x.commitment");
    try (OutputStream out = Files.newOutputStream(file)) {
      DataCommitmentWriter writer = DataCommitmentWriter.of(out, List.of(of));
      for (byte[] row : rows) {
        writer.add(List.of(row));
      }
      writer.finish();
    }
    return DataCommitmentFile.open(file);
  }

  private static void compare(DataCommitmentFile file, List<VerifiedRows> rows) throws Exception {
    RowComparison comparison = new RowComparison(file);
    rows.forEach(comparison);
    comparison.requireSame();
  }

  private void assertOther(Slot of, List<byte[]> data, List<VerifiedRows> rows, String why)
      throws Exception {
    try (DataCommitmentFile file = data(of, data)) {
      assertThatThrownBy(() -> compare(file, rows))
          .isInstanceOf(OtherDataException.class)
          .hasMessage(why);
    }
  }

  private static List<byte[]> changed(int... changed) {
    List<byte[]> others = new ArrayList<>(points);
    for (int row : changed) {
      byte[] other = points.get(row).clone();
      other[other.length - 1] ^= 1;
      others.set(row, other);
    }
    return others;
  }

  private static VerifiedRows notLast(VerifiedRows rows) {
    RowRange range = rows.range();
    return new VerifiedRows(
        new RowRange(range.first(), range.rows(), range.batch(), false), rows.inference());
  }

  @Test
  void idsFollowOfProofsOfAllRows() throws Exception {
    RowVerdict verdict = check(new ArrayList<>());
    assertThat(verdict.complete()).isTrue();
    assertThat(verdict.dataId().hex()).isEqualTo(expected.get("dataId").asText());
    RowsHash inputs = new RowsHash(slot);
    points.forEach(inputs::add);
    assertThat(verdict.inputId("input")).isEqualTo(inputs.id());
    String output = expected.get("output").asText();
    RowsHash outputs =
        new RowsHash(verified.get(0).inference().output(output).committedRows().slot());
    for (VerifiedRows part : verified) {
      CommittedRows rows = part.inference().output(output).committedRows();
      for (int entry = 0; entry < part.range().rows(); entry++) {
        outputs.add(rows.points(entry));
      }
    }
    assertThat(verdict.ids().outputs()).containsOnlyKeys(output).containsValue(outputs.id());
  }

  @Test
  void openingsOfOneRowAndOfASumShowTheirs() throws Exception {
    for (String file : List.of("row.opening.json", "sum.opening.json")) {
      TensorOpening opening = TensorOpening.parse(Files.readAllBytes(FOLDER.resolve(file)));
      RowOpening check = new RowOpening(opening);
      verified.forEach(check);
      assertThat(check.result().integers()).isEqualTo(opening.values());
      assertThat(check.result().name()).isEqualTo(opening.name());
    }
  }

  @Test
  void theDataThatWereCommittedToAreTheSame() throws Exception {
    try (DataCommitmentFile file = DataCommitmentFile.open(FOLDER.resolve("data.commitment"))) {
      assertThatCode(() -> compare(file, verified)).doesNotThrowAnyException();
      assertThatCode(() -> compare(file, verified.subList(1, 2))).doesNotThrowAnyException();
      assertThatCode(() -> compare(file, verified.subList(0, 1))).doesNotThrowAnyException();
    }
    try (DataCommitmentFile first = data(slot, points.subList(0, 4))) {
      assertThatCode(() -> compare(first, verified.subList(0, 1))).doesNotThrowAnyException();
    }
  }

  @Test
  void theFirstRowThatIsAnotherIsNamed() throws Exception {
    for (int row = 0; row < ROWS; row++) {
      assertOther(
          slot,
          changed(row),
          verified,
          "row " + row + " of input 'input' is not the one that was committed to");
    }
    assertOther(
        slot,
        changed(1, 3, 5),
        verified,
        "row 1 of input 'input' is not the one that was committed to");
    List<byte[]> turned = new ArrayList<>(points);
    Collections.swap(turned, 4, 5);
    assertOther(
        slot, turned, verified, "row 4 of input 'input' is not the one that was committed to");
    try (DataCommitmentFile file = data(slot, changed(5))) {
      assertThatCode(() -> compare(file, verified.subList(0, 1))).doesNotThrowAnyException();
    }
  }

  @Test
  void otherNumbersOfRowsAreOtherData() throws Exception {
    assertOther(
        slot,
        points.subList(0, 5),
        verified,
        "the data have 5 rows, a proof is about rows 4 to 5 as the last of them");
    List<byte[]> more = new ArrayList<>(points);
    more.add(points.get(0));
    assertOther(
        slot,
        more,
        verified,
        "the data have 7 rows, a proof is about rows 4 to 5 as the last of them");
    List<VerifiedRows> open = List.of(verified.get(0), notLast(verified.get(1)));
    assertOther(
        slot, points.subList(0, 5), open, "the data have 5 rows, a proof is about rows 4 to 5");
    try (DataCommitmentFile file = data(slot, more)) {
      assertThatCode(() -> compare(file, open)).doesNotThrowAnyException();
    }
  }

  @Test
  void inputsOfAnotherNameOrFormatAreOtherData() throws Exception {
    for (String name : List.of("inpu", expected.get("output").asText())) {
      assertOther(
          new Slot(name, Slot.Role.INPUT, slot.format()),
          points,
          verified,
          "the model has no input '" + name + "'");
    }
    RowFormat format = slot.format();
    RowFormat other =
        new RowFormat(
            format.lengths(),
            format.columnBits(),
            format.lo(),
            format.hi(),
            format.scaleExponent() + 1,
            format.type(),
            format.slices());
    assertOther(
        new Slot("input", Slot.Role.INPUT, other),
        points,
        verified,
        "input 'input' has rows of another format than the committed ones");
  }

  @Test
  void publicInputsAreNotThoseThatAreHidden() throws Exception {
    assertOther(
        slot.withPublicRows(),
        Collections.nCopies(ROWS, new byte[32]),
        verified,
        "input 'input' is hidden, and those committed to are public");
  }

  @Test
  void aRefusalSaysWhatToDo() throws Exception {
    try (DataCommitmentFile file = data(slot, changed(0))) {
      assertThatThrownBy(() -> compare(file, verified))
          .isInstanceOfSatisfying(
              OtherDataException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Refusal.Kind.REJECTED);
                assertThat(e.reasonName()).isEqualTo("OTHER_DATA");
                assertThat(e.remedy()).contains("commitment");
              });
    }
  }

  /** Rows that were not compared are not taken for the same. */
  @Test
  void aFileThatFailsIsAnErrorWhateverComesAfter() throws Exception {
    try (DataCommitmentFile file = data(slot, points)) {
      RowComparison comparison = new RowComparison(file);
      try (FileChannel channel =
          FileChannel.open(folder.resolve("x.commitment"), StandardOpenOption.WRITE)) {
        channel.truncate(points.get(0).length);
      }
      comparison.accept(verified.get(0));
      Files.write(folder.resolve("x.commitment"), new byte[1 << 16]);
      comparison.accept(verified.get(1));
      assertThatThrownBy(comparison::requireSame)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has become shorter");
    }
  }
}
