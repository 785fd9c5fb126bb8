package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.CommittedRows;
import dev.vouch.verifier.commitment.DataCommitmentFile;
import dev.vouch.verifier.commitment.DataCommitmentWriter;
import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowsHash;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.rows.OtherDataException;
import dev.vouch.verifier.rows.RowComparison;
import dev.vouch.verifier.rows.RowRange;
import dev.vouch.verifier.rows.VerifiedRows;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids of public inputs and their rows, and data that are others (formats.md §9). */
class PublicRowsTest {
  private static final int BATCH = 3;
  private static final long[] VALUES = {1, -1, 2, -2, 3, -3};

  private final Circuit circuit = circuit(BATCH);
  private final Port port = circuit.inputs().get(0);
  private final Slot slot = slot();

  @TempDir private Path folder;

  /**
   * x of three rows of two cells, and an output of as many rows, unless they differ; all public.
   */
  private static Circuit circuit(int results) {
    List<Integer> shape = List.of(BATCH, 2);
    return new Circuit(
        1,
        false,
        10,
        List.of(
            new Tensor.Public("x", shape, -10, 10, 1),
            new Tensor.Public("y", List.of(results), 0, 9, 0)),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Port("x", ValueType.REAL, shape, 0)),
        List.of(new Port("y", ValueType.INTEGER, List.of(results), 1)));
  }

  private Slot slot() {
    try {
      return Slot.inputOf(circuit, port);
    } catch (NoRowFormatException e) {
      throw new AssertionError(e);
    }
  }

  private VerifiedTensor x(Circuit of) {
    return new VerifiedTensor(
        "x",
        ValueType.REAL,
        port.shape(),
        1,
        null,
        VALUES.clone(),
        null,
        new PublicInput(of, port));
  }

  private VerifiedRows verified() {
    VerifiedTensor y =
        new VerifiedTensor("y", ValueType.INTEGER, List.of(BATCH), 0, null, new long[BATCH], null);
    VerifiedInference inference =
        new VerifiedInference(
            ModelId.of(new byte[32]),
            List.of(x(circuit)),
            List.of(y),
            WeightStatus.CERTIFIED,
            new SecurityLevel(List.of(), 126));
    return new VerifiedRows(new RowRange(0, BATCH, BATCH, true), inference);
  }

  private byte[] hash(long... row) {
    return RowsHash.ofPublicRow(slot.format(), row, 0);
  }

  private void compare(Slot of, List<byte[]> rows) throws Exception {
    Path file = folder.resolve("x.commitment");
    try (OutputStream out = Files.newOutputStream(file)) {
      DataCommitmentWriter writer = DataCommitmentWriter.of(out, List.of(of));
      for (byte[] row : rows) {
        writer.add(List.of(row));
      }
      writer.finish();
    }
    try (DataCommitmentFile data = DataCommitmentFile.open(file)) {
      RowComparison comparison = new RowComparison(data);
      comparison.accept(verified());
      comparison.requireSame();
    }
  }

  @Test
  void eachRowHasTheHashOfItsIntegers() throws Exception {
    assertThat(slot.isPublic()).isTrue();
    assertThat(slot.format().lengths()).containsExactly(2);
    CommittedRows rows = x(circuit).committedRows();
    assertThat(rows.slot()).isEqualTo(slot);
    assertThat(rows.rows()).isEqualTo(BATCH);
    assertThat(rows.points(0)).isEqualTo(hash(1, -1));
    assertThat(rows.points(1)).isEqualTo(hash(2, -2));
    assertThat(rows.points(2)).isEqualTo(hash(3, -3)).isNotEqualTo(hash(3, 3));
  }

  @Test
  void idsAreThoseOfTheHashes() throws Exception {
    RowsHash all = new RowsHash(slot);
    for (long row = 1; row <= BATCH; row++) {
      all.add(hash(row, -row));
    }
    assertThat(x(circuit).commitmentId()).isEqualTo(all.id());
    VerifiedResult inference = verified().inference();
    assertThat(inference.dataId()).isEqualTo(DataId.of(Map.of("x", all.id())));
    assertThatThrownBy(() -> inference.output("y").commitmentId())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whereThereAreNoRowsAllOfItIsOne() throws Exception {
    CommittedRows whole = x(circuit(BATCH + 1)).committedRows();
    assertThat(whole.rows()).isEqualTo(1);
    assertThat(whole.slot().format().lengths()).containsExactly(BATCH, 2);
    assertThat(whole.points(0)).isEqualTo(RowsHash.ofPublicRow(whole.slot().format(), VALUES, 0));
  }

  @Test
  void rowsAreComparedWithTheData() throws Exception {
    compare(slot, List.of(hash(1, -1), hash(2, -2), hash(3, -3)));
    assertThatThrownBy(() -> compare(slot, List.of(hash(1, -1), hash(2, 2), hash(3, -3))))
        .isInstanceOf(OtherDataException.class)
        .hasMessage("row 1 of input 'x' is not the one that was committed to");
    Slot hidden = new Slot("x", Slot.Role.INPUT, slot.format());
    List<byte[]> points = List.of(new byte[64], new byte[64], new byte[64]);
    assertThatThrownBy(() -> compare(hidden, points))
        .isInstanceOf(OtherDataException.class)
        .hasMessage("input 'x' is public, and the commitment is to hidden ones");
  }
}
