package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.FormatWriter;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of formats.md §6. */
class OpeningsTest {
  static final Slot PIXELS =
      new Slot(
          "pixels",
          Slot.Role.INPUT,
          new RowFormat(
              List.of(3, 2), 1, -5, 300, 4, ValueType.REAL, new SliceScales(1, List.of(4, 2))));
  static final Slot LABEL =
      new Slot(
          "label", Slot.Role.OUTPUT, new RowFormat(List.of(), 0, 0, 9, 0, ValueType.INTEGER, null));
  static final List<Slot> SLOTS = List.of(PIXELS, LABEL);
  static final List<OpenedRow> ROWS = List.of(row(0), row(1), row(5), row(6));

  private static OpenedRow row(int number) {
    long[] values = {number, -5, 300, 0, 1, number};
    return new OpenedRow(
        number,
        List.of(
            new OpenedRow.Part(values, blinders(3, number)),
            new OpenedRow.Part(new long[] {number}, blinders(1, number + 100))));
  }

  private static byte[] blinders(int count, int fill) {
    byte[] bytes = new byte[32 * count];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % 32 == 31 ? 0 : fill + i);
    }
    return bytes;
  }

  static byte[] file() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OpeningsWriter writer = OpeningsWriter.of(out, SLOTS)) {
      for (OpenedRow row : ROWS) {
        writer.write(row);
      }
    }
    return out.toByteArray();
  }

  private static OpeningsReader reader(byte[] bytes) throws Exception {
    return OpeningsReader.of(new ByteArrayInputStream(bytes));
  }

  private static List<OpenedRow> read(OpeningsReader reader) throws Exception {
    List<OpenedRow> rows = new ArrayList<>();
    for (OpenedRow next = reader.next(); next != null; next = reader.next()) {
      rows.add(next);
    }
    return rows;
  }

  private static void assertSame(List<OpenedRow> found, List<OpenedRow> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertSame(found.get(i), expected.get(i));
    }
  }

  static void assertSame(OpenedRow found, OpenedRow expected) {
    assertThat(found.row()).isEqualTo(expected.row());
    assertThat(found.parts()).hasSameSizeAs(expected.parts());
    for (int slot = 0; slot < found.parts().size(); slot++) {
      assertThat(found.parts().get(slot).values()).isEqualTo(expected.parts().get(slot).values());
      assertThat(found.parts().get(slot).blinders())
          .isEqualTo(expected.parts().get(slot).blinders());
    }
  }

  @Test
  void theBytesAreThoseOfTheText() throws Exception {
    String header =
        "564f5543484f504e"
            + "02000000"
            + "52000000"
            + "02000000"
            + "06"
            + "706978656c73"
            + "00"
            + "02"
            + "03000000"
            + "02000000"
            + "01"
            + "fbffffffffffffff"
            + "2c01000000000000"
            + "04000000"
            + "03"
            + "01"
            + "04000000"
            + "02000000"
            + "05"
            + "6c6162656c"
            + "01"
            + "00"
            + "00"
            + "0000000000000000"
            + "0900000000000000"
            + "00000000"
            + "01";
    byte[] file = file();
    byte[] expected = HexFormat.of().parseHex(header);
    assertThat(Arrays.copyOf(file, expected.length)).isEqualTo(expected);
    int record = 8 + 6 * 2 + 3 * 32 + 1 + 32 + 8;
    assertThat(file).hasSize(expected.length + ROWS.size() * record);
    assertThat(Arrays.copyOfRange(file, expected.length, expected.length + 8 + 12))
        .isEqualTo(HexFormat.of().parseHex("0000000000000000" + "0000fbff2c01000001000000"));
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    byte[] file = file();
    OpeningsReader reader = reader(file);
    assertThat(reader.slots()).isEqualTo(SLOTS);
    assertSame(read(reader), ROWS);
    assertThat(reader.isCutOff()).isFalse();
    assertThat(reader.position()).isEqualTo(file.length);
  }

  @Test
  void readersAndWritersHandOverAndClose() throws Exception {
    List<String> seen = new ArrayList<>();
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            seen.add("flushed");
          }

          @Override
          public void close() {
            seen.add("closed");
          }
        };
    OpeningsWriter writer = OpeningsWriter.of(bytes, SLOTS);
    writer.flush();
    assertThat(seen).containsExactly("flushed");
    writer.close();
    assertThat(seen).containsExactly("flushed", "closed");
    InputStream in =
        new ByteArrayInputStream(bytes.toByteArray()) {
          @Override
          public void close() {
            seen.add("in closed");
          }
        };
    OpeningsReader reader = OpeningsReader.of(in);
    assertThat(reader.recordBytes()).isEqualTo(8 + 6 * 2 + 3 * 32 + 1 + 32 + 8);
    reader.close();
    assertThat(seen).endsWith("in closed");
  }

  /** With the record's digest put right, so that it is not what refuses. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000040, 05, 00, row number 4611686018427387904",
    "0000000000000080, 05, 00, row number 9223372036854775808",
    "0000000000000000, 0a, 00, a value of output 'label' is outside its range",
    "0000000000000000, 05, ff, a blinder of output 'label' is no scalar",
  })
  void recordsThatAreNoneAreRefused(String row, String value, String last, String why) {
    byte[] body = HexFormat.of().parseHex(row + value + "00".repeat(31) + last);
    byte[] file =
        new FormatWriter()
            .bytes(OpeningsWriter.header(List.of(LABEL)))
            .bytes(body)
            .bytes(Arrays.copyOf(Identifiers.sha3(body), 8))
            .toByteArray();
    assertThatThrownBy(() -> reader(file).next())
        .isInstanceOf(MalformedCommitmentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aFileThatIsCutOffHasItsWholeRecords() throws Exception {
    byte[] file = file();
    int header = OpeningsWriter.header(SLOTS).length;
    int record = (file.length - header) / ROWS.size();
    for (int length = 0; length < file.length; length++) {
      byte[] bytes = Arrays.copyOf(file, length);
      if (length < header) {
        assertThatThrownBy(() -> reader(bytes)).isInstanceOf(MalformedCommitmentException.class);
        continue;
      }
      OpeningsReader reader = reader(bytes);
      int whole = (length - header) / record;
      assertSame(read(reader), ROWS.subList(0, whole));
      assertThat(reader.position()).isEqualTo(header + (long) whole * record);
      assertThat(reader.isCutOff()).isEqualTo((length - header) % record > 0);
    }
  }

  @Test
  void aWriterGoesOnWhereAFileEnds() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OpeningsWriter writer = OpeningsWriter.of(out, SLOTS)) {
      writer.write(ROWS.get(0));
    }
    try (OpeningsWriter writer = OpeningsWriter.after(out, SLOTS, 1)) {
      assertThatThrownBy(() -> writer.write(ROWS.get(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("row 0 after row 0");
      for (OpenedRow row : ROWS.subList(1, 4)) {
        writer.write(row);
        assertThatThrownBy(() -> writer.write(row)).hasMessageContaining("after row " + row.row());
      }
    }
    assertThat(out.toByteArray()).isEqualTo(file());
  }

  /** A changed header may make other rows of the rest, of which the digests do not fit. */
  @Test
  void noChangedBitIsReadAsTheSameRows() throws Exception {
    byte[] file = file();
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] changed = file.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        OpeningsReader reader = reader(changed);
        List<OpenedRow> found = read(reader);
        assertThat(reader.slots().equals(SLOTS) && found.size() == ROWS.size())
            .as("bit %d", bit)
            .isFalse();
      } catch (MalformedCommitmentException e) {
        assertThat(e.getMessage()).startsWith("not a file of openings: ");
      }
    }
  }

  @Test
  void rowsThatGoBackAreRefused() throws Exception {
    byte[] file = file();
    int header = OpeningsWriter.header(SLOTS).length;
    int record = (file.length - header) / ROWS.size();
    byte[] twice = Arrays.copyOf(file, header + 2 * record);
    System.arraycopy(file, header, twice, header + record, record);
    OpeningsReader reader = reader(twice);
    reader.next();
    assertThatThrownBy(reader::next)
        .isInstanceOf(MalformedCommitmentException.class)
        .hasMessageContaining("row 0 after row 0 (record at byte " + (header + record) + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01000000 01000000 00",
        "00000000",
        "02000000 02 6161 00 00 00 0000000000000000 0000000000000000 00000000 01"
            + " 02 6161 00 00 00 0000000000000000 0000000000000000 00000000 01",
        "01000000 00 00 00 00 0000000000000000 0000000000000000 00000000 01",
        "01000000 02 6161 02 00 00 0000000000000000 0000000000000000 00000000 01",
        "01000000 02 6161 00 01 ffffffff 00 0000000000000000 0000000000000000 00000000 01",
        "01000000 02 6161 00 00 01 0000000000000000 0000000000000000 00000000 01",
        "01000000 02 6161 00 00 00 0000000000000080 0000000000000000 00000000 01",
        "01000000 02 6161 00 00 00 0000000000000000 0000000000000000 00000000 06",
        "01000000 02 6161 00 00 00 0000000000000000 0000000000000000 00000000 01 00",
        "01000000 02 6161 00 01 ffffff07 00 0000000000000000 0000000000000000 00000000 03 00",
      })
  void slotsThatAreNoneAreRefused(String slots) {
    byte[] body = HexFormat.of().parseHex(slots.replace(" ", ""));
    String length = HexFormat.of().toHexDigits((byte) body.length) + "000000";
    byte[] file =
        HexFormat.of()
            .parseHex("564f5543484f504e02000000" + length + HexFormat.of().formatHex(body));
    assertThatThrownBy(() -> reader(file))
        .isInstanceOf(MalformedCommitmentException.class)
        .hasMessageStartingWith("not a file of openings: ");
  }

  @Test
  void theVersionThatWasNeverReadIsRefused() throws Exception {
    byte[] old = file();
    old[8] = 1;
    assertThatThrownBy(() -> reader(old)).hasMessageContaining("prove again");
    byte[] newer = file();
    newer[8] = 3;
    assertThatThrownBy(() -> reader(newer)).hasMessageContaining("upgrade");
  }

  @Test
  void aWriterTakesNothingThatAReaderWouldRefuse() throws Exception {
    OpeningsWriter writer = OpeningsWriter.of(new ByteArrayOutputStream(), List.of(LABEL));
    assertThatThrownBy(() -> writer.write(label(10, blinders(1, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a value of output 'label' is outside its range");
    assertThatThrownBy(() -> writer.write(label(1, blinders(2, 0))))
        .hasMessageContaining("takes 1 values and 1 blinders");
    assertThatThrownBy(() -> writer.write(ROWS.get(0))).hasMessageContaining("2 parts of a row");
    assertThatThrownBy(() -> OpeningsWriter.header(List.of(LABEL, LABEL)))
        .hasMessage("output 'label' twice");
    assertThatThrownBy(() -> OpeningsWriter.header(List.of())).hasMessage("no slot");
    byte[] tooLarge = new byte[32];
    Arrays.fill(tooLarge, (byte) -1);
    assertThatThrownBy(() -> writer.write(label(1, tooLarge)))
        .hasMessage("a blinder of output 'label' is no scalar");
  }

  private static OpenedRow label(long value, byte[] blinders) {
    return new OpenedRow(0, List.of(new OpenedRow.Part(new long[] {value}, blinders)));
  }

  @Test
  void nothingSecretIsPrinted() {
    assertThat(ROWS.get(2).toString()).isEqualTo("OpenedRow[5]");
    assertThat(ROWS.get(2).parts().get(0).toString()).isEqualTo("Part[6 values]");
  }

  @Test
  void numbersOfRowsEndBelowTheirBound() {
    assertThat(new OpenedRow(OpenedRow.MAX_ROW - 1, List.of()).row()).isEqualTo((1L << 62) - 1);
    for (long row : new long[] {-1, OpenedRow.MAX_ROW}) {
      assertThatThrownBy(() -> new OpenedRow(row, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
