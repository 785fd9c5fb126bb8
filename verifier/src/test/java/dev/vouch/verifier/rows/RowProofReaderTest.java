package dev.vouch.verifier.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.ModelId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of formats.md §7. */
class RowProofReaderTest {
  private static final ModelId MODEL = ModelId.of(bytes(32));
  private static final List<RowProof> PROOFS =
      List.of(
          new RowProof(new RowRange(0, 4, 4, false), bytes(30)),
          new RowProof(new RowRange(4, 4, 4, false), bytes(1)),
          new RowProof(new RowRange(8, 2, 4, true), bytes(57)));

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) count);
    return bytes;
  }

  private static byte[] file() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(RowProofWriter.header(MODEL, 4));
    PROOFS.forEach(proof -> out.writeBytes(RowProofWriter.record(proof)));
    return out.toByteArray();
  }

  /** Records of some bytes; the reader's state after them is checked by the caller. */
  private static List<RowProof> read(RowProofReader reader) throws Exception {
    List<RowProof> proofs = new ArrayList<>();
    for (RowProof next = reader.next(); next != null; next = reader.next()) {
      proofs.add(next);
    }
    return proofs;
  }

  private static RowProofReader reader(byte[] bytes) throws Exception {
    return RowProofReader.of(new ByteArrayInputStream(bytes));
  }

  private static void assertSame(List<RowProof> found, List<RowProof> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).range()).isEqualTo(expected.get(i).range());
      assertThat(found.get(i).proof()).isEqualTo(expected.get(i).proof());
    }
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    RowProofReader reader = reader(file());
    assertThat(reader.model()).isEqualTo(MODEL);
    assertThat(reader.batch()).isEqualTo(4);
    assertSame(read(reader), PROOFS);
    assertThat(reader.isCutOff()).isFalse();
    assertThat(reader.position()).isEqualTo(file().length);
  }

  @Test
  void aFileThatIsCutOffHasItsWholeRecords() throws Exception {
    byte[] file = file();
    int header = RowProofWriter.header(MODEL, 4).length;
    for (int length = header; length <= file.length; length++) {
      RowProofReader reader = reader(Arrays.copyOf(file, length));
      List<RowProof> found = read(reader);
      assertSame(found, PROOFS.subList(0, found.size()));
      int whole =
          header + found.stream().mapToInt(proof -> RowProofWriter.record(proof).length).sum();
      assertThat(reader.position()).isEqualTo(whole);
      assertThat(reader.isCutOff()).isEqualTo(whole < length);
    }
    for (int length = 0; length < header; length++) {
      byte[] bytes = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> reader(bytes)).isInstanceOf(MalformedRowsException.class);
    }
  }

  /** A changed length may make the rest look cut off; a changed model is the caller's to see. */
  @Test
  void noChangedBitIsReadAsARecord() throws Exception {
    byte[] file = file();
    int header = RowProofWriter.header(MODEL, 4).length;
    for (int bit = 8 * header; bit < 8 * file.length; bit++) {
      byte[] changed = file.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      List<RowProof> found = new ArrayList<>();
      boolean cutOff = false;
      try {
        RowProofReader reader = reader(changed);
        for (RowProof next = reader.next(); next != null; next = reader.next()) {
          found.add(next);
        }
        cutOff = reader.isCutOff();
        assertThat(cutOff).as("bit %d", bit).isTrue();
      } catch (MalformedRowsException e) {
        assertThat(e.getMessage()).startsWith("not a file of proofs of rows: ");
      }
      assertThat(found.size()).isLessThan(PROOFS.size());
      assertSame(found, PROOFS.subList(0, found.size()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000040 04000000 00 01000000, rows from row 4611686018427387904",
    "00000000000000ff 04000000 00 01000000, rows from row",
    "0000000000000000 00000000 00 01000000, 0 rows from row 0",
    "0000000000000000 05000000 00 01000000, 5 rows from row 0 on; in a file of proofs of 4",
    "0000000000000000 04000000 02 01000000, last is 2",
    "0000000000000000 04000000 00 01000004, a proof of 67108865 bytes",
    "0000000000000000 04000000 00 ffffffff, length of a proof is 4294967295",
  })
  void recordsThatAreNoneAreRefused(String head, String message) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(RowProofWriter.header(MODEL, 4));
    out.writeBytes(HexFormat.of().parseHex(head.replace(" ", "")));
    RowProofReader reader = reader(out.toByteArray());
    assertThatThrownBy(reader::next)
        .isInstanceOf(MalformedRowsException.class)
        .hasMessageContaining(message.replace(';', ','));
  }

  @Test
  void otherVersionsAndFilesWithoutRowsAreRefused() throws IOException {
    byte[] newer = file();
    newer[8] = 2;
    assertThatThrownBy(() -> reader(newer)).hasMessageContaining("upgrade");
    byte[] none = RowProofWriter.header(MODEL, 0);
    assertThatThrownBy(() -> reader(none)).hasMessageContaining("a proof of no rows");
  }

  @Test
  void theLeastAndTheMostAreNoFault() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(RowProofWriter.header(MODEL, 1));
    RowProof row = new RowProof(new RowRange(RowRange.MAX_FIRST - 1, 1, 1, true), bytes(3));
    out.writeBytes(RowProofWriter.record(row));
    RowProofReader reader = reader(out.toByteArray());
    assertThat(reader.batch()).isEqualTo(1);
    assertSame(read(reader), List.of(row));
    out.reset();
    out.writeBytes(RowProofWriter.header(MODEL, 1));
    out.writeBytes(HexFormat.of().parseHex("0000000000000000" + "01000000" + "00" + "00000004"));
    RowProofReader longest = reader(out.toByteArray());
    assertThat(longest.next()).isNull();
    assertThat(longest.isCutOff()).isTrue();
  }

  @Test
  void aFaultIsNamedByTheRecordsPlace() throws Exception {
    byte[] file = file();
    file[file.length - 1] ^= 1;
    RowProofReader reader = reader(file);
    reader.next();
    reader.next();
    long place = reader.position();
    assertThatThrownBy(reader::next).hasMessageContaining("(record at byte " + place + ")");
  }

  @Test
  void closesItsStream() throws Exception {
    boolean[] closed = {false};
    InputStream in =
        new ByteArrayInputStream(file()) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    RowProofReader.of(in).close();
    assertThat(closed[0]).isTrue();
  }
}
