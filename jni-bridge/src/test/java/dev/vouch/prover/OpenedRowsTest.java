package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.prover.testing.Networks;
import dev.vouch.prover.testing.TwoInputs;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.MultiScalarMultiplication;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Proofs about rows that are committed already. */
class OpenedRowsTest {
  private static final int BATCH = 4;
  private static final int WIDTH = 5;
  private static final CompileOptions HIDDEN =
      CompileOptions.defaults().withOutput(Visibility.PRIVATE);

  private static ModelFile model;
  private static Prover prover;
  private static ProvedInference original;
  private static List<Slot> slots;
  private static List<OpenedRow> rows;

  @BeforeAll
  static void prove() throws Exception {
    model = Prover.commit(Networks.rows(HIDDEN, BATCH, WIDTH), 2);
    prover = Prover.of(model, 2);
    double[] values = new double[BATCH * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7 % 13 - 6) / 8.0;
    }
    int[] shape = {BATCH, WIDTH};
    original = prover.prove(Map.of("x", TensorData.ofDoubles(DataType.FLOAT, shape, values)));
    slots = original.openings().slots();
    rows = original.openings().rows(100, BATCH);
  }

  @AfterAll
  static void close() {
    prover.close();
  }

  private static ProvedInference prove(List<OpenedRow> committed) throws ProverException {
    return prover.prove(Map.of(), OpenedRows.of(slots, committed), ProveOptions.defaults());
  }

  /** The points of a hidden tensor, row by row. */
  private static List<String> points(ModelFile of, byte[] proof, int tensor) throws Exception {
    return elements(Proof.decode(proof, of.key().circuit()).hiddenPoints().get(tensor));
  }

  private static List<String> elements(byte[] bytes) {
    List<String> elements = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += 32) {
      elements.add(HexFormat.of().formatHex(bytes, at, at + 32));
    }
    return elements;
  }

  @Test
  void openingsAreThoseOfEachRowsPoints() throws Exception {
    assertThat(slots).extracting(Slot::text).containsExactly("input 'x'", "output 'y'");
    assertThat(rows).extracting(OpenedRow::row).containsExactly(100L, 101L, 102L, 103L);
    for (int slot = 0; slot < slots.size(); slot++) {
      assertThat(slots.get(slot).format().points()).isEqualTo(1);
      List<String> points = points(model, original.proof(), slot);
      for (int row = 0; row < BATCH; row++) {
        OpenedRow.Part part = rows.get(row).parts().get(slot);
        assertThat(commitment(part)).isEqualTo(points.get(row));
      }
    }
  }

  /**
   * Once compiled by HotSpot as before: a copy that was compared and then wiped was all zeros when
   * it was compared.
   */
  @Test
  void manyRowsHaveBlinders() throws Exception {
    OpenedRows committed = OpenedRows.of(slots, rows);
    for (int i = 0; i < 50_000; i++) {
      assertThat(committed.blinders(model.key(), 0)).hasSize(1);
    }
  }

  private static String commitment(OpenedRow.Part part) {
    int columns = part.values().length;
    FieldVector scalars = FieldVector.of(part.values()).copyOf(columns + 1);
    scalars.set(columns, Scalar.fromBytes(part.blinders()));
    List<PointVector> bases =
        List.of(Generators.first(columns), PointVector.of(Generators.blinder()));
    return HexFormat.of()
        .formatHex(
            MultiScalarMultiplication.compute(scalars, PointVector.concatenate(bases)).encode());
  }

  /** The same data in any number of proofs, of any number of models. */
  @Test
  void proofsAboutOneCommitmentHaveItsPoints() throws Exception {
    List<String> expected = points(model, original.proof(), 0);
    byte[] again = prove(rows).proof();
    assertThat(points(model, again, 0)).isEqualTo(expected);
    assertThat(points(model, again, 1)).doesNotContainAnyElementsOf(points(model, again, 0));
    assertThat(points(model, again, 1))
        .as("outputs are committed to afresh")
        .doesNotContainAnyElementsOf(points(model, original.proof(), 1));
    Verifier.of(model.key()).verify(again);

    ModelFile other = Prover.commit(Networks.rows(HIDDEN, 2, WIDTH), 2);
    try (Prover two = Prover.of(other, 2)) {
      for (int first = 0; first < BATCH; first += 2) {
        OpenedRows both = OpenedRows.of(slots, rows.subList(first, first + 2));
        byte[] proof = two.prove(Map.of(), both, ProveOptions.defaults()).proof();
        Verifier.of(other.key()).verify(proof);
        assertThat(points(other, proof, 0)).isEqualTo(expected.subList(first, first + 2));
      }
    }
  }

  @Test
  void integersAreTakenAsTheyAre() throws Exception {
    ProvedInference again = prove(rows);
    assertThat(again.execution().inputs().get("x").integers())
        .isEqualTo(original.execution().inputs().get("x").integers());
    assertThat(again.execution().outputs().get("y").integers())
        .isEqualTo(original.execution().outputs().get("y").integers());
    assertThat(again.warnings()).isEmpty();
    OpenedRow.Part before = rows.get(2).parts().get(0);
    OpenedRow.Part after = again.openings().rows(100, BATCH).get(2).parts().get(0);
    assertThat(after.values()).isEqualTo(before.values());
    assertThat(after.blinders()).isEqualTo(before.blinders());
  }

  /** Equal blinders, and every mask another: nothing but the commitments repeats. */
  @Test
  void proofsUnderOneBlinderShareNoMessage() throws Exception {
    Set<String> seen = new HashSet<>();
    int count = 0;
    for (int proof = 0; proof < 3; proof++) {
      List<String> messages =
          elements(Proof.decode(prove(rows).proof(), model.key().circuit()).messages());
      seen.addAll(messages);
      count += messages.size();
    }
    assertThat(count).isGreaterThan(300);
    assertThat(seen).hasSize(count);
  }

  /** What another model computed, unless there are rows of an input of this name. */
  @Test
  void anOutputOfAnotherModelIsAnInputOfThisOne() throws Exception {
    List<String> expected = points(model, original.proof(), 0);
    Slot input = slots.get(0);
    Slot output = new Slot("x", Slot.Role.OUTPUT, input.format());
    List<OpenedRow> alone = new ArrayList<>();
    List<OpenedRow> both = new ArrayList<>();
    for (OpenedRow row : rows) {
      OpenedRow.Part own = row.parts().get(0);
      OpenedRow.Part other = new OpenedRow.Part(plusOne(own.values()), own.blinders());
      alone.add(new OpenedRow(row.row(), List.of(own)));
      both.add(new OpenedRow(row.row(), List.of(other, own)));
    }
    for (OpenedRows taken :
        List.of(
            OpenedRows.of(List.of(output), alone), OpenedRows.of(List.of(output, input), both))) {
      byte[] proof = prover.prove(Map.of(), taken, ProveOptions.defaults()).proof();
      assertThat(points(model, proof, 0)).isEqualTo(expected);
    }
  }

  @Test
  void anotherValueOrBlinderIsAnotherCommitment() throws Exception {
    List<String> expected = points(model, original.proof(), 0);
    List<OpenedRow> otherValue =
        changed(1, part -> new OpenedRow.Part(plusOne(part.values()), part.blinders()));
    List<OpenedRow> otherBlinder =
        changed(
            1, part -> new OpenedRow.Part(part.values(), rows.get(0).parts().get(0).blinders()));
    for (List<OpenedRow> other : List.of(otherValue, otherBlinder)) {
      List<String> found = points(model, prove(other).proof(), 0);
      assertThat(found.get(1)).isNotEqualTo(expected.get(1));
      assertThat(found.get(0)).isEqualTo(expected.get(0));
    }
  }

  private static long[] plusOne(long[] values) {
    long[] changed = values.clone();
    changed[0]++;
    return changed;
  }

  /** The rows with the input of one of them changed. */
  private static List<OpenedRow> changed(int row, UnaryOperator<OpenedRow.Part> change) {
    List<OpenedRow> changed = new ArrayList<>(rows);
    OpenedRow old = rows.get(row);
    changed.set(
        row,
        new OpenedRow(old.row(), List.of(change.apply(old.parts().get(0)), old.parts().get(1))));
    return changed;
  }

  @Test
  void paddingHasBlindersOfItsOwn() throws Exception {
    List<String> expected = points(model, original.proof(), 0);
    ProvedInference first = prove(rows.subList(0, 2));
    List<String> one = points(model, first.proof(), 0);
    List<String> two = points(model, prove(rows.subList(0, 2)).proof(), 0);
    assertThat(one.subList(0, 2)).isEqualTo(two.subList(0, 2)).isEqualTo(expected.subList(0, 2));
    assertThat(one.subList(2, 4)).doesNotContainAnyElementsOf(two);
    assertThat(one).doesNotHaveDuplicates();
    long[] x = first.execution().inputs().get("x").integers();
    long[] last = Arrays.copyOfRange(x, WIDTH, 2 * WIDTH);
    assertThat(Arrays.copyOfRange(x, 3 * WIDTH, 4 * WIDTH)).isEqualTo(last);
  }

  @Test
  void someInputsAreCommittedAndOthersGiven() throws Exception {
    ModelFile sum = Prover.commit(TwoInputs.sum(HIDDEN, 2), 2);
    Map<String, TensorData> both = Map.of("a", TwoInputs.rows(2), "b", TwoInputs.rows(2));
    try (Prover two = Prover.of(sum, 2)) {
      ProvedInference whole = two.prove(both);
      List<Slot> onlyA = whole.openings().slots().subList(0, 1);
      List<OpenedRow> ofA =
          whole.openings().rows(0, 2).stream()
              .map(row -> new OpenedRow(row.row(), row.parts().subList(0, 1)))
              .toList();
      OpenedRows a = OpenedRows.of(onlyA, ofA);
      ProvedInference proved =
          two.prove(Map.of("b", TwoInputs.rows(2)), a, ProveOptions.defaults());
      Verifier.of(sum.key()).verify(proved.proof());
      assertThat(points(sum, proved.proof(), 0)).isEqualTo(points(sum, whole.proof(), 0));
      assertThat(points(sum, proved.proof(), 1))
          .doesNotContainAnyElementsOf(points(sum, whole.proof(), 1));
      assertThatThrownBy(() -> two.prove(Map.of(), a, ProveOptions.defaults()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'b' is missing");
      assertThatThrownBy(() -> two.prove(both, a, ProveOptions.defaults()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'a' is given twice");
    }
  }

  @Test
  void otherFormatsAreRefusedByName() throws Exception {
    refused(Networks.rows(HIDDEN, BATCH, WIDTH + 1))
        .hasMessageContainingAll("input 'x'", "shape [5]", "[6]")
        .hasMessageNotContaining("type");
    refused(Networks.rows(HIDDEN.withBits(8), BATCH, WIDTH))
        .hasMessageContainingAll("input 'x'", "range", "scale")
        .hasMessageNotContaining("shape");
    refused(Networks.rows(HIDDEN.withInput(Visibility.PUBLIC), BATCH, WIDTH))
        .hasMessageContaining("input 'x' of the model is public");
    refused(TwoInputs.sum(HIDDEN, 2))
        .hasMessageContainingAll("input 'x'", "none of which is an input", "[a, b]");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(CompiledNetwork network)
      throws Exception {
    try (Prover other = Prover.of(Prover.commit(network, 2), 2)) {
      OpenedRows committed = OpenedRows.of(slots, rows.subList(0, 1));
      return assertThatThrownBy(() -> other.prove(Map.of(), committed, ProveOptions.defaults()))
          .isInstanceOfSatisfying(
              CommittedInputException.class,
              e -> assertThat(e.reason()).isEqualTo(ProverException.Reason.COMMITTED_INPUT));
    }
  }

  @Test
  void rowsThatDoNotFitAreRefusedByName() {
    List<OpenedRow> five = new ArrayList<>(rows);
    five.add(rows.get(0));
    assertThatThrownBy(() -> prove(five))
        .isInstanceOf(CommittedInputException.class)
        .hasMessageContaining("5 committed rows, the model takes 4");
    byte[] order = new byte[32];
    Arrays.fill(order, (byte) 0xff);
    for (byte[] blinder : List.of(new byte[32], order)) {
      List<OpenedRow> wrong = changed(2, part -> new OpenedRow.Part(part.values(), blinder));
      assertThatThrownBy(() -> prove(wrong))
          .isInstanceOf(CommittedInputException.class)
          .hasMessageContaining("row 102 of input 'x'");
    }
    long beyond = 123456789;
    List<OpenedRow> outside =
        changed(
            1,
            part -> {
              long[] values = part.values().clone();
              values[2] = beyond;
              return new OpenedRow.Part(values, part.blinders());
            });
    assertThatThrownBy(() -> prove(outside))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cell 7 of input 'x'")
        .hasMessageNotContaining(Long.toString(beyond));
    List<OpenedRow> shorter =
        changed(0, part -> new OpenedRow.Part(new long[WIDTH - 1], part.blinders()));
    assertThatThrownBy(() -> OpenedRows.of(slots, shorter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 100");
    assertThatThrownBy(() -> OpenedRows.of(slots, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingSecretIsPrinted() {
    assertThat(OpenedRows.of(slots, rows)).hasToString("OpenedRows[4 rows of 2 slots]");
  }
}
