package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.independence.RowIndependence;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.validator.InvalidCircuitException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a key may not be. */
class VerifyingKeyTest {
  private static final Net NET = Net.of("tiny");

  private static void refused(byte[] bytes, String message) {
    assertThatThrownBy(() -> VerifyingKey.decode(bytes))
        .isInstanceOf(MalformedKeyException.class)
        .hasMessageContaining(message);
  }

  /** The key with its checksum renewed after a change. */
  private static byte[] sealed(byte[] key) {
    byte[] sum = Identifiers.sha3(key, 0, key.length - 32);
    System.arraycopy(sum, 0, key, key.length - 32, 32);
    return key;
  }

  @Test
  void damagedFiles() {
    byte[] key = NET.key();
    refused(new byte[0], "end inside magic");
    refused(Arrays.copyOf(key, key.length - 1), "checksum");
    byte[] changed = NET.key();
    changed[100] ^= 1;
    refused(changed, "checksum");
    byte[] magic = NET.key();
    magic[0] ^= 1;
    refused(sealed(magic), "VOUCHKEY");
    byte[] version = NET.key();
    version[8] = 2;
    refused(
        sealed(version), "version 2; this build reads version 1; it is of a newer vouch: upgrade");
    version[8] = 0;
    refused(sealed(version), "version 0; this build reads version 1; compile the model again");
  }

  @Test
  void pointsOffTheCurveAndWrongCounts() throws Exception {
    Circuit circuit = VerifyingKey.decode(NET.key()).circuit();
    byte[] notAPoint = new byte[64];
    Arrays.fill(notAPoint, (byte) 0xff);
    assertThatThrownBy(() -> VerifyingKey.of(circuit, List.of(notAPoint), new byte[0]))
        .isInstanceOf(MalformedKeyException.class)
        .hasMessageContaining("row 0 of tensor w is no point");
    assertThatThrownBy(() -> VerifyingKey.of(circuit, List.of(new byte[32]), new byte[0]))
        .isInstanceOf(MalformedKeyException.class)
        .hasMessageContaining("2 rows");
    assertThatThrownBy(() -> VerifyingKey.of(circuit, List.of(), new byte[0]))
        .isInstanceOf(MalformedKeyException.class);
  }

  @Test
  void invalidCircuitIsNamedAsTheCause() {
    CircuitSketch sketch = new CircuitSketch(2);
    sketch.witness("alone", 0, 1, 3);
    assertThatThrownBy(() -> VerifyingKey.of(sketch.circuit(), List.of(), new byte[0]))
        .isInstanceOf(MalformedKeyException.class)
        .hasCauseInstanceOf(InvalidCircuitException.class)
        .hasMessageContaining("SUPPORT");
  }

  /** A pool that reads points while the circuit is validated would be busy for seconds here. */
  @Test
  void pointsOfARefusedCircuitAreReadNoFurther() {
    CircuitSketch sketch = new CircuitSketch(2);
    sketch.model("w", -1, 1, 3);
    sketch.witness("alone", 0, 1, 3);
    byte[] circuit = CircuitCodec.encode(sketch.circuit());
    byte[] point = NET.key();
    point = Arrays.copyOfRange(point, firstPoint(point), firstPoint(point) + 32);
    int count = 400_000;
    FormatWriter key =
        new FormatWriter().header(FileKind.KEY, 1).u64(circuit.length).bytes(circuit).u32(1);
    key.u32(count);
    for (int i = 0; i < count; i++) {
      key.bytes(point);
    }
    byte[] bytes = sealed(key.u32(0).bytes(new byte[32]).toByteArray());
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      assertThatThrownBy(() -> KeyReader.create().withPool(pool).readAnyModel(bytes))
          .isInstanceOf(MalformedKeyException.class)
          .hasMessageContaining("SUPPORT");
      assertThat(pool.awaitQuiescence(1, TimeUnit.SECONDS)).isTrue();
    } finally {
      pool.shutdownNow();
    }
  }

  /** Behind magic, version, the circuit's length and bytes, the count of tensors and of points. */
  private static int firstPoint(byte[] key) {
    int circuit = 12;
    long length = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).getLong(circuit);
    return Math.toIntExact(circuit + 8 + length + 8);
  }

  @Test
  void aboutRowsIsDecidedOnce() throws Exception {
    VerifyingKey key = VerifyingKey.decode(NET.key());
    RowIndependence rows = key.rowIndependence();
    assertThat(rows).isEqualTo(RowIndependence.of(key.circuit()));
    assertThat(key.rowIndependence()).isSameAs(rows);
  }
}
