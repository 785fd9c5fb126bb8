package dev.vouch.verifier.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.ModelId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
  void theContextHoldsTheRows() {
    byte[] context = new RowRange(0x0102, 3, 4, true).context(new byte[] {9, 8});
    assertThat(HexFormat.of().formatHex(context))
        .isEqualTo(
            HexFormat.of()
                    .formatHex("vouch-rows-1".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                + "0201000000000000"
                + "03000000"
                + "04000000"
                + "01"
                + "0908");
    RowRange range = new RowRange(0, 1, 1, false);
    assertThat(range.context(new byte[RowRange.MAX_CONTEXT_BYTES]))
        .hasSize(dev.vouch.verifier.Verifier.MAX_CONTEXT_BYTES);
    assertThatThrownBy(() -> range.context(new byte[RowRange.MAX_CONTEXT_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    for (int rows : new int[] {0, 5, -1}) {
      assertThatThrownBy(() -> new RowRange(0, rows, 4, false))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void orderIsCheckedRowByRow() {
    RowOrder order = new RowOrder();
    assertThat(order.take(new RowRange(8, 4, 4, false))).isEmpty();
    assertThat(order.take(new RowRange(12, 4, 4, false))).isEmpty();
    assertThat(order.take(new RowRange(20, 4, 4, false)))
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.reason()).isEqualTo(RowFault.MISSING);
              assertThat(fault.text()).startsWith("rows 16 to 19: ROWS_MISSING");
            });
    assertThat(order.take(new RowRange(22, 4, 4, false)))
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.reason()).isEqualTo(RowFault.TWICE);
              assertThat(fault.text()).startsWith("rows 22 to 23: ");
            });
    assertThat(order.take(new RowRange(26, 1, 4, true))).isEmpty();
    assertThat(order.take(new RowRange(27, 1, 4, true)))
        .hasValueSatisfying(fault -> assertThat(fault.reason()).isEqualTo(RowFault.AFTER_LAST));
    assertThat(order.complete()).isFalse();
  }
}
