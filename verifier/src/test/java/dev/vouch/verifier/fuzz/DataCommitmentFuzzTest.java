package dev.vouch.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.commitment.DataCommitment;
import dev.vouch.verifier.commitment.DataCommitmentFile;
import dev.vouch.verifier.commitment.DataCommitmentWriter;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Commitments to data: whatever is read has ids, and rows that fill the bytes. */
class DataCommitmentFuzzTest {
  private static final int DIGEST_BYTES = 32;

  static Stream<byte[]> seeds() throws IOException {
    RowFormat format = new RowFormat(List.of(3), 2, -9, 9, 1, ValueType.REAL, null);
    List<Slot> slots =
        List.of(
            new Slot("a", Slot.Role.INPUT, format),
            new Slot(
                "b",
                Slot.Role.INPUT,
                new RowFormat(List.of(), 0, 0, 1, 0, ValueType.BOOLEAN, null)));
    return Stream.of(file(slots), file(List.of(slots.get(0).withPublicRows(), slots.get(1))));
  }

  private static byte[] file(List<Slot> slots) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataCommitmentWriter writer = DataCommitmentWriter.of(out, slots);
    writer.add(List.of(new byte[32], new byte[32]));
    writer.add(List.of(new byte[32], new byte[32]));
    writer.finish();
    return out.toByteArray();
  }

  /** The digest is put right, so that what stands before it is read too. */
  @MethodSource("seeds")
  @FuzzTest
  void commitment(byte[] bytes) {
    byte[] repaired = bytes.clone();
    int body = Math.max(0, bytes.length - DIGEST_BYTES);
    byte[] digest = Identifiers.sha3(bytes, 0, body);
    System.arraycopy(digest, 0, repaired, body, bytes.length - body);
    try {
      DataCommitment read = DataCommitmentFile.read(repaired);
      long row = read.slots().stream().mapToLong(Slot::rowBytes).sum();
      assertThat(read.rows()).isPositive();
      assertThat(read.rows() * row).isLessThan(bytes.length);
      assertThat(read.dataId().bytes()).hasSize(DIGEST_BYTES);
    } catch (MalformedCommitmentException e) {
      assertThat(e.getMessage()).startsWith("not a commitment to data: ");
    }
  }
}
