package dev.vouch.verifier.circuit.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Net;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of circuits (formats.md §1) where a step aside would be another circuit, or none. */
class CircuitCodecTest {
  private final CircuitSketch n = new CircuitSketch(3);

  /** A vector that reads x(8) in one term. */
  private byte[] withTerm(Term term) {
    n.tensors.clear();
    n.witness("x", 0, 9, 8);
    n.derived("y", List.of(8), term);
    return CircuitCodec.encode(n.circuit());
  }

  private static Term reads(List<Integer> box, IndexEntry entry) {
    return new Term.Box(
        Scalar.ONE, box, CircuitSketch.axes(1), List.of(new Term.Operand(0, List.of(entry))));
  }

  private static IndexEntry.Part part(int axis, long coefficient) {
    return new IndexEntry.Part(axis, coefficient);
  }

  private static void assertMalformed(byte[] bytes, String message) {
    assertThatThrownBy(() -> CircuitCodec.decode(bytes))
        .isInstanceOf(MalformedFormatException.class)
        .hasMessageContaining(message);
  }

  private static void assertReadBack(byte[] bytes) throws Exception {
    assertThat(CircuitCodec.encode(CircuitCodec.decode(bytes))).isEqualTo(bytes);
  }

  @Test
  void indexMapsNameAxesOfTheBoxInOrder() throws Exception {
    List<Integer> box = List.of(2, 4);
    assertReadBack(withTerm(reads(box, new IndexEntry(0, List.of(part(0, 4), part(1, 1))))));
    for (List<IndexEntry.Part> parts :
        List.of(
            List.of(part(0, 1), part(2, 1)),
            List.of(part(0, 1), part(0, 1)),
            List.of(part(1, 1), part(0, 1)),
            List.of(part(0, 0)))) {
      assertMalformed(
          withTerm(reads(box, new IndexEntry(0, parts))), "an index map names box axis");
    }
  }

  @Test
  void pairsOfIndexTablesAreSorted() throws Exception {
    assertReadBack(withTerm(index(new long[] {0, 0, 3}, 5, 5, 0)));
    assertReadBack(withTerm(index(new long[] {0, 1}, 0, 0)));
    assertMalformed(withTerm(index(new long[] {0, 0}, 5, 4)), "not sorted");
    assertMalformed(withTerm(index(new long[] {1, 0}, 5, 6)), "not sorted");
    assertMalformed(withTerm(index(new long[] {0, 1}, 0, -1)), "negative");
    assertMalformed(withTerm(index(new long[] {-1}, 0)), "negative");
  }

  private static Term index(long[] resultCells, long... operandCells) {
    return new Term.Index(Scalar.ONE, 0, resultCells, operandCells);
  }

  /** The first pair has none before it: an operand below 0 is negative, and not only unsorted. */
  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void theFirstPairMayNotBeNegative(long operand) {
    assertMalformed(withTerm(index(new long[] {0}, operand)), "negative");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "mlp_port_widths", "index_table_model"})
  void modelTensorsAreThoseOfTheWholeCircuit(String name) throws Exception {
    Circuit circuit = VerifyingKey.decode(Net.of(name).key()).circuit();
    byte[] bytes = CircuitCodec.encode(circuit);
    List<Tensor.Committed> models = CircuitCodec.decodeModelTensors(bytes);
    assertThat(models).isNotEmpty();
    assertThat(List.<Tensor>copyOf(models)).isEqualTo(circuit.tensorsOf(TensorKind.MODEL));
  }

  /** Nothing else of a circuit is kept, so that as many constants as are allowed take no memory. */
  @Test
  void constantsMayFillTheFileToItsEnd() throws Exception {
    byte[] largest = constants(Limits.MAX_CONSTANTS);
    assertThat(CircuitCodec.decodeModelTensors(largest)).isEmpty();
    byte[] cut = Arrays.copyOf(largest, largest.length - 1);
    assertThatThrownBy(() -> CircuitCodec.decodeModelTensors(cut))
        .hasMessageContaining("but only 16777215 bytes are left");
    byte[] larger = constants(Limits.MAX_CONSTANTS + 1);
    assertThatThrownBy(() -> CircuitCodec.decodeModelTensors(larger))
        .hasMessageContaining("more than 2^24 cells");
  }

  /** One CONST tensor of zeros, and nothing after it. */
  private static byte[] constants(int cells) {
    byte[] head =
        new FormatWriter()
            .u32(CircuitCodec.FORMAT_VERSION)
            .u32(Limits.SEMANTICS_VERSION)
            .u8(0)
            .u8(3)
            .u32(1)
            .string("zeros")
            .u8(TensorKind.CONST.ordinal())
            .u8(1)
            .u32(cells)
            .toByteArray();
    return Arrays.copyOf(head, head.length + cells);
  }
}
