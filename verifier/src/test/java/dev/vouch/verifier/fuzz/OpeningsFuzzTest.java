package dev.vouch.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsReader;
import dev.vouch.verifier.commitment.OpeningsWriter;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of openings: what is read is what would be written, up to where it is cut off. */
class OpeningsFuzzTest {
  private static final int CHECK_BYTES = 8;

  static Stream<byte[]> seeds() throws IOException {
    RowFormat pixels =
        new RowFormat(
            List.of(2, 2), 1, -5, 300, 4, ValueType.REAL, new SliceScales(1, List.of(4, 2)));
    RowFormat label = new RowFormat(List.of(), 0, 0, 9, 0, ValueType.INTEGER, null);
    List<Slot> slots =
        List.of(
            new Slot("pixels", Slot.Role.INPUT, pixels),
            new Slot("label", Slot.Role.OUTPUT, label));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OpeningsWriter writer = OpeningsWriter.of(out, slots)) {
      for (long row : new long[] {0, 3}) {
        writer.write(
            new OpenedRow(
                row,
                List.of(
                    new OpenedRow.Part(new long[] {row, -5, 300, 1}, new byte[64]),
                    new OpenedRow.Part(new long[] {row}, new byte[32]))));
      }
    }
    return Stream.of(out.toByteArray(), OpeningsWriter.header(slots.subList(1, 2)));
  }

  /** The digests are put right, so that what stands before them is read too. */
  @MethodSource("seeds")
  @FuzzTest
  void openings(byte[] bytes) throws IOException {
    byte[] repaired = repaired(bytes);
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    try (OpeningsReader reader = OpeningsReader.of(new ByteArrayInputStream(repaired));
        OpeningsWriter writer = OpeningsWriter.of(again, reader.slots())) {
      for (OpenedRow next = reader.next(); next != null; next = reader.next()) {
        writer.write(next);
      }
      assertThat(reader.position()).isEqualTo(again.size());
      assertThat(reader.isCutOff()).isEqualTo(again.size() < repaired.length);
      assertThat(again.toByteArray()).isEqualTo(Arrays.copyOf(repaired, again.size()));
    } catch (MalformedCommitmentException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private static byte[] repaired(byte[] bytes) throws IOException {
    byte[] repaired = bytes.clone();
    try (OpeningsReader reader = OpeningsReader.of(new ByteArrayInputStream(bytes))) {
      int record = Math.toIntExact(reader.recordBytes());
      for (long at = reader.position(); at + record <= bytes.length; at += record) {
        int body = (int) at + record - CHECK_BYTES;
        byte[] check = Identifiers.sha3(bytes, (int) at, record - CHECK_BYTES);
        System.arraycopy(check, 0, repaired, body, CHECK_BYTES);
      }
    } catch (MalformedCommitmentException e) {
      // as it is
    }
    return repaired;
  }
}
