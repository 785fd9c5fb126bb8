package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.CommittedRow;
import dev.vouch.verifier.commitment.Committer;
import dev.vouch.verifier.commitment.DataCommitmentFile;
import dev.vouch.verifier.commitment.DataCommitmentWriter;
import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.InputId;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningRejectedException;
import dev.vouch.verifier.commitment.OpeningRejectedException.Reason;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.RowsHash;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.commitment.TensorOpening;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.rows.OtherDataException;
import dev.vouch.verifier.rows.RowComparison;
import dev.vouch.verifier.rows.RowIds;
import dev.vouch.verifier.rows.RowOpening;
import dev.vouch.verifier.rows.RowRange;
import dev.vouch.verifier.rows.RowVerdict;
import dev.vouch.verifier.rows.VerifiedRows;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Openings and ids against the points of two verified proofs of four rows each. */
class OpeningsOfProofsTest {
  private static final int BATCH = 4;
  private static final int CELLS = 3;
  private static final int ROWS = 7;

  private final Circuit circuit = circuit(2, BATCH);
  private final Port port = circuit.inputs().get(0);
  private final Slot slot = slot();
  private final List<CommittedRow> rows = rows();

  /** x of four rows of three cells; a public output of as many rows, unless they differ. */
  private static Circuit circuit(int columnBits, int results) {
    List<Integer> shape = List.of(BATCH, CELLS);
    return new Circuit(
        1,
        false,
        10,
        List.of(
            new Tensor.Committed(
                "t", shape, TensorKind.INPUT, -10, 10, 1, columnBits, List.of("", "")),
            new Tensor.Public("y", List.of(results), 0, 9, 0)),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Port("x", ValueType.REAL, shape, 0)),
        List.of(new Port("y", ValueType.INTEGER, List.of(results), 1)));
  }

  private Slot slot() {
    try {
      return new Slot("x", Slot.Role.INPUT, RowFormat.of(circuit, port));
    } catch (NoRowFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** Row k is (k, −k, 10). */
  private List<CommittedRow> rows() {
    List<List<long[]>> values = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      values.add(List.of(new long[] {row, -row, 10}));
    }
    return Committer.of(List.of(slot)).commit(0, values);
  }

  private VerifiedTensor x(Circuit of, int first) {
    ByteArrayOutputStream points = new ByteArrayOutputStream();
    for (int entry = 0; entry < BATCH; entry++) {
      points.writeBytes(rows.get(Math.min(ROWS - 1, first + entry)).points().get(0));
    }
    HiddenTensor hidden = new HiddenTensor(new byte[32], points.toByteArray(), of, port);
    return new VerifiedTensor("x", ValueType.REAL, port.shape(), 1, null, null, hidden);
  }

  private VerifiedRows verified(int first, int count, boolean last) {
    return verified(x(circuit, first), first, count, last);
  }

  private static VerifiedRows verified(VerifiedTensor x, int first, int count, boolean last) {
    VerifiedTensor y =
        new VerifiedTensor("y", ValueType.INTEGER, List.of(BATCH), 0, null, new long[BATCH], null);
    VerifiedInference inference =
        new VerifiedInference(
            ModelId.of(new byte[32]),
            List.of(x),
            List.of(y),
            WeightStatus.CERTIFIED,
            new SecurityLevel(List.of(), 126));
    return new VerifiedRows(new RowRange(first, count, BATCH, last), inference);
  }

  private OpenedRow.Part part(int row) {
    return rows.get(row).opened().parts().get(0);
  }

  private TensorOpening opening(int row) {
    OpenedRow.Part part = part(row);
    return new TensorOpening("x", Slot.Role.INPUT, row, row, part.values(), part.blinders());
  }

  private TensorOpening sum(int first, int last) {
    long[] values = new long[CELLS];
    Scalar blinder = Scalar.ZERO;
    for (int row = first; row <= last; row++) {
      for (int cell = 0; cell < CELLS; cell++) {
        values[cell] += part(row).values()[cell];
      }
      blinder = blinder.plus(Scalar.fromBytes(part(row).blinders()));
    }
    return new TensorOpening("x", Slot.Role.INPUT, first, last, values, blinder.toBytes());
  }

  private VerifiedTensor open(TensorOpening opening) throws OpeningRejectedException {
    RowOpening check = new RowOpening(opening);
    check.accept(verified(0, 4, false));
    check.accept(verified(4, 3, true));
    return check.result();
  }

  private void assertRejected(TensorOpening opening, Reason reason, String why) {
    assertThatThrownBy(() -> open(opening))
        .isInstanceOfSatisfying(
            OpeningRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(why)
        .hasMessageContaining(opening.text());
  }

  @Test
  void oneRowIsOpenedAndNoOther() throws Exception {
    for (int row = 0; row < ROWS; row++) {
      VerifiedTensor opened = open(opening(row));
      assertThat(opened.integers()).containsExactly(row, -row, 10);
      assertThat(opened.shape()).containsExactly(1, CELLS);
      assertThat(opened.scaleExponent()).isEqualTo(1);
    }
    TensorOpening five = opening(5);
    assertRejected(
        new TensorOpening("x", Slot.Role.INPUT, 4, 4, five.values(), five.blinders()),
        Reason.OPENING,
        "other values");
  }

  @Test
  void aSumOfRowsIsOpenedAcrossProofs() throws Exception {
    assertThat(open(sum(0, 6)).integers()).containsExactly(21, -21, 70);
    assertThat(open(sum(2, 5)).integers()).containsExactly(14, -14, 40);
    assertThat(open(sum(4, 6)).integers()).containsExactly(15, -15, 30);
    TensorOpening some = sum(2, 5);
    assertRejected(
        new TensorOpening("x", Slot.Role.INPUT, 2, 6, some.values(), some.blinders()),
        Reason.OPENING,
        "other values");
  }

  /** The last proof is filled up with row 6. */
  @Test
  void paddingIsNeverOpened() {
    TensorOpening six = opening(6);
    assertRejected(
        new TensorOpening("x", Slot.Role.INPUT, 7, 7, six.values(), six.blinders()),
        Reason.OPENING_ROWS,
        "do not hold row 7");
    TensorOpening all = sum(0, 6);
    assertRejected(
        new TensorOpening("x", Slot.Role.INPUT, 0, 7, all.values(), all.blinders()),
        Reason.OPENING_ROWS,
        "do not hold row 7");
  }

  @Test
  void aChangedValueOrBlinderIsRefused() {
    TensorOpening right = opening(3);
    for (int cell = 0; cell < CELLS; cell++) {
      long[] values = right.values().clone();
      values[cell]--;
      assertRejected(
          new TensorOpening("x", Slot.Role.INPUT, 3, 3, values, right.blinders()),
          Reason.OPENING,
          "other values");
    }
    byte[] blinders = right.blinders().clone();
    blinders[0] ^= 1;
    assertRejected(
        new TensorOpening("x", Slot.Role.INPUT, 3, 3, right.values(), blinders),
        Reason.OPENING,
        "under other blinders");
  }

  @Test
  void countsRangesAndNamesAreChecked() {
    TensorOpening right = opening(3);
    assertRejected(
        new TensorOpening("x", Slot.Role.INPUT, 3, 3, new long[2], right.blinders()),
        Reason.OPENING_VALUES,
        "2 values and 1 blinders, a row has 3 and 1");
    assertRejected(
        new TensorOpening("x", Slot.Role.INPUT, 3, 3, right.values(), new byte[64]),
        Reason.OPENING_VALUES,
        "3 values and 2 blinders");
    assertRejected(
        new TensorOpening("x", Slot.Role.INPUT, 3, 3, new long[] {3, -3, 11}, right.blinders()),
        Reason.OPENING_VALUES,
        "cell 2 is out of range");
    assertRejected(
        new TensorOpening("x", Slot.Role.INPUT, 3, 4, new long[] {3, -21, 1}, right.blinders()),
        Reason.OPENING_VALUES,
        "cell 1 is out of range");
    assertRejected(
        new TensorOpening("x", Slot.Role.OUTPUT, 3, 3, right.values(), right.blinders()),
        Reason.OPENING_TENSOR,
        "hidden are [x]");
    assertRejected(
        new TensorOpening("q", Slot.Role.INPUT, 3, 3, right.values(), right.blinders()),
        Reason.OPENING_TENSOR,
        "no such hidden input");
    assertRejected(
        new TensorOpening("y", Slot.Role.OUTPUT, 3, 3, new long[1], new byte[32]),
        Reason.OPENING_TENSOR,
        "no such hidden output");
  }

  @Test
  void rowsThatNoProofHoldsAreMissing() {
    RowOpening none = new RowOpening(opening(3));
    assertThatThrownBy(none::result).hasMessageContaining("do not hold row 3");
    RowOpening second = new RowOpening(sum(3, 5));
    second.accept(verified(4, 3, true));
    assertThatThrownBy(second::result).hasMessageContaining("do not hold row 3");
  }

  @Test
  void oneProofAloneIsOpenedByItsOwnRows() throws Exception {
    VerifiedTensor x = x(circuit, 0);
    assertThat(x.opensTo(opening(2)).integers()).containsExactly(2, -2, 10);
    assertThat(x.opensTo(sum(0, 3)).integers()).containsExactly(6, -6, 40);
    assertThat(x(circuit, 4).opensTo(opening(5)).integers()).containsExactly(5, -5, 10);
    assertThatThrownBy(() -> x.opensTo(opening(4)))
        .isInstanceOf(OpeningRejectedException.class)
        .hasMessageContaining("other values");
    assertThatThrownBy(() -> x.opensTo(sum(2, 4)))
        .isInstanceOf(OpeningRejectedException.class)
        .hasMessageContaining("do not hold row 4");
    TensorOpening right = opening(2);
    assertThatThrownBy(
            () ->
                x.opensTo(
                    new TensorOpening(
                        "z", Slot.Role.INPUT, 2, 2, right.values(), right.blinders())))
        .hasMessageContaining("this is input 'x'");
    assertThatThrownBy(() -> x.entry(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whereThereAreNoRowsAllOfItIsOpened() throws Exception {
    Circuit whole = circuit(2, BATCH + 1);
    Slot all = new Slot("x", Slot.Role.INPUT, RowFormat.of(whole, port));
    long[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1, -2};
    CommittedRow row = Committer.of(List.of(all)).commit(0, List.of(List.of(values))).get(0);
    VerifiedTensor x =
        new VerifiedTensor(
            "x",
            ValueType.REAL,
            port.shape(),
            1,
            null,
            null,
            new HiddenTensor(new byte[32], row.points().get(0), whole, port));
    OpenedRow.Part part = row.opened().parts().get(0);
    VerifiedTensor opened =
        x.opensTo(new TensorOpening("x", Slot.Role.INPUT, 9, 9, part.values(), part.blinders()));
    assertThat(opened.integers()).isEqualTo(values);
    assertThat(opened.shape()).containsExactly(BATCH, CELLS);
  }

  /** As older compilers laid tensors out. */
  @Test
  void pointsThatSpanRowsOpenNothingAndHaveNoId(@TempDir Path folder) throws Exception {
    VerifiedTensor x = x(circuit(4, BATCH), 0);
    assertThatThrownBy(() -> x.opensTo(opening(2)))
        .isInstanceOfSatisfying(
            OpeningRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.OPENING_TENSOR))
        .hasMessageContaining("spans several of the 4 rows");
    assertThatThrownBy(x::commitmentId).isInstanceOf(NoRowFormatException.class);
    RowOpening check = new RowOpening(opening(2));
    check.accept(verified(x, 0, 4, false));
    check.accept(verified(0, 4, false));
    assertThatThrownBy(check::result)
        .isInstanceOf(OpeningRejectedException.class)
        .hasMessageContaining("spans several of the 4 rows");
    Path file = folder.resolve("x.commitment");
    try (OutputStream out = Files.newOutputStream(file)) {
      DataCommitmentWriter writer = DataCommitmentWriter.of(out, List.of(slot));
      for (CommittedRow row : rows) {
        writer.add(row.points());
      }
      writer.finish();
    }
    try (DataCommitmentFile data = DataCommitmentFile.open(file)) {
      RowComparison comparison = new RowComparison(data);
      comparison.accept(verified(0, 4, false));
      comparison.requireSame();
      comparison.accept(verified(x, 0, 4, false));
      assertThatThrownBy(comparison::requireSame)
          .isInstanceOf(OtherDataException.class)
          .hasMessageContaining("spans several of the 4 rows");
    }
  }

  @Test
  void idsAreThoseOfThePointsOfTheRows() throws Exception {
    RowsHash hash = new RowsHash(slot);
    for (int row = 0; row < BATCH; row++) {
      hash.add(rows.get(row).points().get(0));
    }
    InputId id = hash.id();
    assertThat(x(circuit, 0).commitmentId()).isEqualTo(id);
    VerifiedResult inference = verified(0, 4, true).inference();
    assertThat(inference.dataId()).isEqualTo(DataId.of(Map.of("x", id)));
    assertThat(inference.dataId(List.of("x"))).isEqualTo(inference.dataId());
    assertThatThrownBy(() -> inference.dataId(List.of("q")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> inference.dataId(List.of())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> inference.output("y").commitmentId())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aVerdictOfAllRowsHasIdsAndOneOfSomeHasNone() {
    InputId id = InputId.of(new byte[32]);
    RowVerdict all =
        new RowVerdict(
            0, 7, 2, true, List.of(), 0, new RowIds(Map.of("x", id), Map.of(), List.of()));
    assertThat(all.inputId("x")).isEqualTo(id);
    assertThat(all.dataId()).isEqualTo(DataId.of(Map.of("x", id)));
    assertThatThrownBy(() -> all.inputId("q")).hasMessageContaining("'q' is none whose rows");
    RowVerdict some = new RowVerdict(4, 7, 1, false, List.of(), 0, RowIds.NONE);
    assertThatThrownBy(some::dataId).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> some.inputId("x")).hasMessageContaining("these are rows 4 to 6");
  }

  @Test
  void pointsOfARowAreThoseOfTheProof() throws Exception {
    assertThat(Arrays.equals(x(circuit, 4).committedRows().points(2), rows.get(6).points().get(0)))
        .isTrue();
    assertThatThrownBy(() -> x(circuit, 4).committedRows().points(4))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
