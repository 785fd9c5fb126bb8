package dev.vouch.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.rows.MalformedRowsException;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowProofReader;
import dev.vouch.verifier.rows.RowProofWriter;
import dev.vouch.verifier.rows.RowRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of proofs of rows: what is read is what would be written, up to where it is cut off. */
class RowProofsFuzzTest {
  private static final int LENGTH_AT = Long.BYTES + Integer.BYTES + 1;

  static Stream<byte[]> seeds() {
    ModelId model = ModelId.of(new byte[ModelId.BYTES]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(RowProofWriter.header(model, 4));
    out.writeBytes(record(new RowProof(new RowRange(0, 4, 4, false), new byte[] {1, 2, 3})));
    out.writeBytes(record(new RowProof(new RowRange(4, 1, 4, true), new byte[0])));
    return Stream.of(out.toByteArray(), RowProofWriter.header(model, 1));
  }

  private static byte[] record(RowProof proof) {
    return RowProofWriter.record(proof);
  }

  /** The digest is put right, so that what stands before it is read too. */
  @MethodSource("seeds")
  @FuzzTest
  void rowProofs(byte[] bytes) throws IOException {
    byte[] repaired = repaired(bytes);
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    try (RowProofReader reader = RowProofReader.of(new ByteArrayInputStream(repaired))) {
      again.writeBytes(RowProofWriter.header(reader.model(), reader.batch()));
      for (RowProof next = reader.next(); next != null; next = reader.next()) {
        again.writeBytes(record(next));
      }
      assertThat(reader.position()).isEqualTo(again.size());
      assertThat(reader.isCutOff()).isEqualTo(again.size() < repaired.length);
      assertThat(again.toByteArray()).isEqualTo(Arrays.copyOf(repaired, again.size()));
    } catch (MalformedRowsException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private static byte[] repaired(byte[] bytes) {
    byte[] repaired = bytes.clone();
    int at = RowProofWriter.header(ModelId.of(new byte[ModelId.BYTES]), 1).length;
    while (at + LENGTH_AT + Integer.BYTES <= bytes.length) {
      int length = 0;
      for (int i = 0; i < Integer.BYTES; i++) {
        length |= (bytes[at + LENGTH_AT + i] & 0xff) << (8 * i);
      }
      int body = LENGTH_AT + Integer.BYTES + length;
      if (length < 0 || body < 0 || body > bytes.length - at - 8) {
        break;
      }
      byte[] record = Arrays.copyOfRange(bytes, at, at + body);
      byte[] check = Arrays.copyOf(Identifiers.sha3(record), 8);
      System.arraycopy(check, 0, repaired, at + body, check.length);
      at += body + check.length;
    }
    return repaired;
  }
}
