package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.testing.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Formats, points, ids and sums as the specification's reference makes them. */
class DataVectorsTest {
  private static final JsonNode DATA = Vectors.read("data.json");

  /** Reads a format by a file that has it as its only slot. */
  private static RowFormat format(byte[] bytes) throws Exception {
    byte[] slot = new FormatWriter().u32(1).string("x").u8(0).bytes(bytes).toByteArray();
    byte[] file =
        new FormatWriter()
            .header(FileKind.OPENINGS, OpeningsWriter.VERSION)
            .u32(slot.length)
            .bytes(slot)
            .toByteArray();
    try (OpeningsReader reader = OpeningsReader.of(new ByteArrayInputStream(file))) {
      return reader.slots().get(0).format();
    }
  }

  private static long[] values(JsonNode row) {
    long[] values = new long[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Long.parseLong(row.get(i).asText());
    }
    return values;
  }

  private static byte[] joined(JsonNode list) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Vectors.bytesOfAll(list).forEach(out::writeBytes);
    return out.toByteArray();
  }

  @Test
  void pointsIdsAndSumsAgree() throws Exception {
    Map<String, InputId> ids = new HashMap<>();
    for (JsonNode input : DATA.get("inputs")) {
      String name = input.get("name").asText();
      byte[] bytes = Vectors.bytes(input.get("format"));
      RowFormat format = format(bytes);
      assertThat(SlotCodec.encode(format)).isEqualTo(bytes);
      RowsHash hash = new RowsHash(new Slot(name, Slot.Role.INPUT, format));
      int rows = input.get("values").size();
      OpeningCheck check =
          new OpeningCheck(
              new TensorOpening(
                  name,
                  Slot.Role.INPUT,
                  0,
                  rows - 1,
                  values(input.get("sum")),
                  joined(input.get("sumBlinders"))));
      for (int row = 0; row < rows; row++) {
        byte[] points = Vectors.bytes(input.get("points").get(row));
        assertThat(
                RowPoints.of(
                    format,
                    values(input.get("values").get(row)),
                    joined(input.get("blinders").get(row))))
            .isEqualTo(points);
        hash.add(points);
        check.add(new CommittedRows(new Slot(name, Slot.Role.INPUT, format), 1, points), row, 1);
      }
      check.finish();
      assertThat(hash.id().hex()).isEqualTo(input.get("inputId").asText());
      ids.put(name, hash.id());
    }
    assertThat(ids).hasSize(4);
    assertThat(DataId.of(ids).hex()).isEqualTo(DATA.get("dataId").asText());
    publicRowsAgree(ids);
  }

  private static void publicRowsAgree(Map<String, InputId> hidden) throws Exception {
    Map<String, InputId> mixed = new HashMap<>(hidden);
    for (int i = 0; i < DATA.get("public").size(); i++) {
      JsonNode shown = DATA.get("public").get(i);
      String name = shown.get("name").asText();
      Slot slot =
          new Slot(
                  name,
                  Slot.Role.INPUT,
                  format(Vectors.bytes(DATA.get("inputs").get(i).get("format"))))
              .withPublicRows();
      assertThat(SlotCodec.encode(slot.format())).isEqualTo(Vectors.bytes(shown.get("format")));
      RowsHash hash = new RowsHash(slot);
      for (int row = 0; row < shown.get("rows").size(); row++) {
        long[] values = values(DATA.get("inputs").get(i).get("values").get(row));
        byte[] bytes = RowsHash.ofPublicRow(slot.format(), values, 0);
        assertThat(bytes).isEqualTo(Vectors.bytes(shown.get("rows").get(row)));
        hash.add(bytes);
      }
      assertThat(hash.id().hex()).isEqualTo(shown.get("inputId").asText());
      if (name.equals("one") || name.equals("Äpfel")) {
        mixed.put(name, hash.id());
      }
    }
    assertThat(DataId.of(mixed).hex()).isEqualTo(DATA.get("mixedDataId").asText());
  }
}
