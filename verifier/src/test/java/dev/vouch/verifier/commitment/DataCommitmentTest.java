package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.testing.HaltingChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes and ids of formats.md §9. */
class DataCommitmentTest {
  private static final RowFormat WIDE =
      new RowFormat(List.of(3, 2), 1, -5, 300, 4, ValueType.REAL, null);
  private static final RowFormat CELL =
      new RowFormat(List.of(), 0, 0, 9, 0, ValueType.INTEGER, null);
  private static final List<Slot> SLOTS =
      List.of(new Slot("Z", Slot.Role.INPUT, CELL), new Slot("a", Slot.Role.INPUT, WIDE));
  private static final int ROWS = 5;

  @TempDir Path folder;

  private static List<byte[]> points(int row) {
    byte[] cell = new byte[32];
    byte[] wide = new byte[96];
    Arrays.fill(cell, (byte) row);
    Arrays.fill(wide, (byte) (row + 50));
    return List.of(cell, wide);
  }

  private static byte[] file(List<Integer> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataCommitmentWriter writer = DataCommitmentWriter.of(out, SLOTS);
    for (int row : rows) {
      writer.add(points(row));
    }
    writer.finish();
    return out.toByteArray();
  }

  private static byte[] file() throws IOException {
    return file(List.of(0, 1, 2, 3, 4));
  }

  private DataCommitmentFile open(byte[] bytes) throws Exception {
    return DataCommitmentFile.open(Files.write(folder.resolve("x.commitment"), bytes));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void theIdsAreThoseOfTheText() throws Exception {
    List<InputId> ids = new ArrayList<>();
    for (int slot = 0; slot < 2; slot++) {
      FormatWriter said =
          new FormatWriter()
              .bytes(ascii("vouch-1/rows"))
              .bytes(SlotCodec.encode(SLOTS.get(slot).format()));
      for (int row = 0; row < ROWS; row++) {
        said.bytes(points(row).get(slot));
      }
      ids.add(InputId.of(Identifiers.sha3(said.u64(ROWS).toByteArray())));
    }
    byte[] data =
        Identifiers.sha3(
            new FormatWriter()
                .bytes(ascii("vouch-1/data"))
                .u32(2)
                .string("Z")
                .bytes(ids.get(0).bytes())
                .string("a")
                .bytes(ids.get(1).bytes())
                .toByteArray());
    try (DataCommitmentFile file = open(file())) {
      assertThat(file.commitment().rows()).isEqualTo(ROWS);
      assertThat(file.commitment().slots()).isEqualTo(SLOTS);
      assertThat(file.commitment().inputIds()).isEqualTo(ids);
      assertThat(file.commitment().dataId()).isEqualTo(DataId.of(data));
      assertThat(DataId.of(Map.of("a", ids.get(1), "Z", ids.get(0)))).isEqualTo(DataId.of(data));
      assertThat(DataId.of(Map.of("b", ids.get(1), "Z", ids.get(0)))).isNotEqualTo(DataId.of(data));
    }
  }

  @Test
  void singleRowsAreRead() throws Exception {
    try (DataCommitmentFile file = open(file())) {
      for (int row : new int[] {4, 0, 2}) {
        assertThat(file.points(row)).usingElementComparator(Arrays::compare).isEqualTo(points(row));
      }
      assertThatThrownBy(() -> file.points(5)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> file.points(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  /** Bytes and digests of many rows are read in pieces. */
  @Test
  void manyAndWideRowsAreRead() throws Exception {
    RowFormat wide = new RowFormat(List.of(1 << 15), 0, 0, 1, 0, ValueType.INTEGER, null);
    for (Map.Entry<RowFormat, Integer> file : Map.of(CELL, 5000, wide, 5).entrySet()) {
      RowFormat format = file.getKey();
      int rows = file.getValue();
      List<Slot> slots = List.of(new Slot("x", Slot.Role.INPUT, format));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      DataCommitmentWriter writer = DataCommitmentWriter.of(out, slots);
      for (int row = 0; row < rows; row++) {
        writer.add(List.of(filled(format, row)));
      }
      DataCommitment written = writer.finish();
      assertThat(DataCommitmentFile.read(out.toByteArray())).isEqualTo(written);
      try (DataCommitmentFile read = open(out.toByteArray())) {
        assertThat(read.commitment()).isEqualTo(written);
        assertThat(read.points(rows - 1).get(0)).isEqualTo(filled(format, rows - 1));
      }
    }
  }

  private static byte[] filled(RowFormat format, int row) {
    byte[] points = new byte[format.pointBytes()];
    Arrays.fill(points, (byte) row);
    return points;
  }

  @Test
  void aChannelMayHaltAndBecomeShorter() throws Exception {
    HaltingChannel channel = new HaltingChannel(file());
    try (DataCommitmentFile file = DataCommitmentFile.of(channel)) {
      assertThat(file.points(3)).usingElementComparator(Arrays::compare).isEqualTo(points(3));
      channel.cut(file().length - 100);
      assertThatThrownBy(() -> file.points(4))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has become shorter");
      assertThat(channel.isOpen()).isTrue();
    }
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void oneRowIsACommitmentAndNoneIsNot() throws Exception {
    try (DataCommitmentFile file = open(file(List.of(7)))) {
      assertThat(file.commitment().rows()).isEqualTo(1);
    }
    byte[] none = Arrays.copyOf(file(), file().length - 40 - ROWS * 128);
    byte[] counted = new FormatWriter().bytes(none).u64(0).toByteArray();
    byte[] whole = new FormatWriter().bytes(counted).bytes(Identifiers.sha3(counted)).toByteArray();
    assertThatThrownBy(() -> open(whole))
        .isInstanceOf(MalformedCommitmentException.class)
        .hasMessageContaining("not whole rows of 128 bytes");
  }

  @Test
  void inputsAreFoundByName() throws Exception {
    DataCommitment data = DataCommitmentFile.read(file());
    assertThat(data.slot("Z")).isZero();
    assertThat(data.slot("a")).isEqualTo(1);
    assertThatThrownBy(() -> data.slot("b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it has [Z, a]");
  }

  @Test
  void otherRowsTheirOrderOrTheirNumberGiveAnotherId() throws Exception {
    DataId id = id(List.of(0, 1, 2, 3, 4));
    for (List<Integer> rows :
        List.of(
            List.of(0, 1, 2, 3),
            List.of(0, 1, 2, 4, 3),
            List.of(0, 1, 2, 3, 5),
            List.of(0, 1, 2, 3, 4, 4))) {
      assertThat(id(rows)).isNotEqualTo(id);
    }
    assertThat(id(List.of(0, 1, 2, 3, 4))).isEqualTo(id);
  }

  private DataId id(List<Integer> rows) throws Exception {
    try (DataCommitmentFile file = open(file(rows))) {
      return file.commitment().dataId();
    }
  }

  @Test
  void noChangedBitIsReadAndNoFileThatIsCutOff() throws Exception {
    byte[] file = file();
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] changed = file.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> open(changed))
          .isInstanceOf(MalformedCommitmentException.class)
          .hasMessageStartingWith("not a commitment to data: ");
    }
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> open(cut)).isInstanceOf(MalformedCommitmentException.class);
    }
    assertThatThrownBy(() -> open(Arrays.copyOf(file, file.length + 1)))
        .isInstanceOf(MalformedCommitmentException.class);
  }

  /** With the digest put right, so that it is not what refuses. */
  @Test
  void otherCountsAndSlotsAreRefused() throws Exception {
    byte[] file = file();
    byte[] count = Arrays.copyOf(file, file.length - 40);
    byte[] wrong = new FormatWriter().bytes(count).u64(ROWS - 1).toByteArray();
    assertThatThrownBy(
            () ->
                open(new FormatWriter().bytes(wrong).bytes(Identifiers.sha3(wrong)).toByteArray()))
        .hasMessageContaining("4 rows announced, there are 5");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Slot> turned = List.of(SLOTS.get(1), SLOTS.get(0));
    assertThatThrownBy(() -> DataCommitmentWriter.of(out, turned))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("order of their names");
    List<Slot> output = List.of(new Slot("y", Slot.Role.OUTPUT, CELL));
    assertThatThrownBy(() -> DataCommitmentWriter.of(out, output))
        .hasMessageContaining("output 'y' in a commitment");
    assertThatThrownBy(() -> DataCommitmentWriter.of(out, SLOTS).finish())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> DataCommitmentWriter.of(out, SLOTS).add(List.of(new byte[32])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> DataCommitmentWriter.of(out, SLOTS).add(List.of(new byte[31], new byte[96])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Version 2 is for files with public inputs, and for no other. */
  @Test
  void publicInputsHaveHashesOfRows() throws Exception {
    List<Slot> slots = List.of(SLOTS.get(0), SLOTS.get(1).withPublicRows());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataCommitmentWriter writer = DataCommitmentWriter.of(out, slots);
    byte[] hash = RowsHash.ofPublicRow(slots.get(1).format(), new long[] {1, 2, 3, 4, 5, 6}, 0);
    writer.add(List.of(new byte[32], hash));
    DataCommitment made = writer.finish();
    byte[] file = out.toByteArray();
    assertThat(file[8]).isEqualTo((byte) 2);
    try (DataCommitmentFile read = open(file)) {
      assertThat(read.commitment()).isEqualTo(made);
      assertThat(read.points(0).get(1)).isEqualTo(hash);
    }
    FormatWriter said =
        new FormatWriter()
            .bytes(ascii("vouch-1/public row"))
            .bytes(new byte[] {1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0});
    assertThat(hash).isEqualTo(Identifiers.sha3(said.toByteArray()));
    requireMalformed(withVersion(file, 1), "role");
    requireMalformed(withVersion(file(), 2), "for public inputs, and none is");
    requireMalformed(withVersion(file, 3), "upgrade");
    assertThatThrownBy(() -> OpeningsWriter.header(slots))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing to open");
    assertThatThrownBy(() -> new Slot("y", Slot.Role.INPUT, WIDE, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("columns of points");
  }

  private static byte[] withVersion(byte[] file, int version) {
    byte[] changed = Arrays.copyOf(file, file.length - 32);
    changed[8] = (byte) version;
    return new FormatWriter().bytes(changed).bytes(Identifiers.sha3(changed)).toByteArray();
  }

  private void requireMalformed(byte[] file, String why) {
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(MalformedCommitmentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void idsOfTwoKindsAreNeverEqual() {
    byte[] bytes = new byte[32];
    assertThat((CommitmentId) InputId.of(bytes)).isNotEqualTo(DataId.of(bytes));
    assertThat(DataId.parse("AB".repeat(32)).hex()).isEqualTo("ab".repeat(32));
    InputId other = InputId.parse("ab".repeat(32));
    assertThat(other).hasToString("ab".repeat(32)).isEqualTo(InputId.parse("AB".repeat(32)));
    assertThat(other.hashCode())
        .isEqualTo(InputId.parse("AB".repeat(32)).hashCode())
        .isNotEqualTo(InputId.of(bytes).hashCode());
    assertThatThrownBy(() -> DataId.parse("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> InputId.parse("zz".repeat(32)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DataId.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DataId.of(Map.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
