package dev.vouch.verifier.independence;

import static dev.vouch.verifier.independence.DecisionCostTest.least;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.independence.RowIndependence.Answer;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Vectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 39 of protocol.md §11: whether rows are independent, and where they meet. */
class RowIndependenceTest {
  private static final int CIRCUITS = 3000;

  private static String meeting(Circuit circuit) {
    RowIndependence.Meeting meeting = RowIndependence.of(circuit).meeting();
    return meeting == null ? null : meeting.tensor();
  }

  @Test
  void itAnswersAsTheSpecification() throws Exception {
    int independent = 0;
    for (JsonNode entry : Vectors.read("independence.json")) {
      Circuit circuit = CircuitCodec.decode(Vectors.bytes(entry.get("circuit")));
      String where = entry.get("meetIn").isNull() ? null : entry.get("meetIn").asText();
      assertThat(circuit.rows()).isEqualTo(entry.get("rows").asInt());
      assertThat(meeting(circuit)).as(entry.get("name").asText()).isEqualTo(where);
      assertThat(PlainReachability.meeting(circuit)).isEqualTo(where);
      assertThat(RowIndependence.of(circuit).alike()).isEqualTo(entry.get("alike").asBoolean());
      independent += where == null ? 1 : 0;
    }
    assertThat(independent).isEqualTo(8);
  }

  @Test
  void itAnswersAsReachabilityCellByCell() {
    Random random = new Random(39);
    int independent = 0;
    int inLookups = 0;
    int otherWithoutATerm = 0;
    for (int i = 0; i < CIRCUITS; i++) {
      Circuit circuit = new RandomRows(random).circuit();
      String plain = PlainReachability.meeting(circuit);
      assertThat(meeting(circuit)).as("circuit %s", i).isEqualTo(plain);
      independent += plain == null ? 1 : 0;
      inLookups += "own".equals(plain) ? 1 : 0;
      String less = PlainReachability.meeting(withoutATerm(circuit, random));
      otherWithoutATerm += (plain == null) == (less == null) ? 0 : 1;
    }
    assertThat(independent).isBetween(CIRCUITS / 5, CIRCUITS * 4 / 5);
    assertThat(inLookups).isGreaterThan(CIRCUITS / 300);
    assertThat(otherWithoutATerm).as("a term that is left out shows").isGreaterThan(CIRCUITS / 20);
  }

  private static Circuit withoutATerm(Circuit circuit, Random random) {
    List<Tensor> tensors = new ArrayList<>(circuit.tensors());
    List<Integer> derived = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      if (tensors.get(i) instanceof Tensor.Derived) {
        derived.add(i);
      }
    }
    int chosen = derived.get(random.nextInt(derived.size()));
    Tensor.Derived whole = (Tensor.Derived) tensors.get(chosen);
    List<Term> terms = new ArrayList<>(whole.terms());
    terms.remove(random.nextInt(terms.size()));
    tensors.set(chosen, new Tensor.Derived(whole.name(), whole.shape(), terms));
    return circuit.withTensors(tensors);
  }

  /** y = x + others, where row k of x is read at k·coefficient + offset. */
  private static Circuit copied(long offset, long coefficient, Term... others) {
    CircuitSketch sketch = new CircuitSketch(3);
    int x = sketch.input("x", 0, 3, 3, 2);
    int y = sketch.output("y", 0, 3, 3, 2);
    Term read =
        new Term.Box(
            Scalar.ONE,
            List.of(3, 2),
            CircuitSketch.axes(2),
            List.of(
                new Term.Operand(
                    x,
                    List.of(
                        new IndexEntry(offset, List.of(new IndexEntry.Part(0, coefficient))),
                        IndexEntry.axis(1)))));
    List<Term> terms = new ArrayList<>(List.of(others));
    terms.add(read);
    terms.add(sketch.same(-1, y));
    sketch.zeros.add(sketch.derived("zero", List.of(3, 2), terms.toArray(Term[]::new)));
    return sketch.circuit();
  }

  @Test
  void everyOtherMapOfTheRowsMixesThem() {
    assertThat(RowIndependence.of(copied(0, 1)).independent()).isTrue();
    RowIndependence shifted = RowIndependence.of(copied(1, 1));
    assertThat(shifted.answer()).isEqualTo(Answer.MIXED);
    assertThat(shifted.meeting()).isEqualTo(new RowIndependence.Meeting("zero", 0, 1));
    assertThat(shifted.text()).contains("rows 0 and 1 meet in zero");
    assertThat(RowIndependence.of(copied(2, -1)).answer()).isEqualTo(Answer.MIXED);
    assertThat(RowIndependence.of(copied(3, -1)).meeting())
        .isEqualTo(new RowIndependence.Meeting("zero", 1, 2));
    assertThat(shifted.answer().word()).isEqualTo("mixed");
    assertThat(RowIndependence.of(copied(0, 2)).answer()).isEqualTo(Answer.MIXED);
    assertThat(RowIndependence.of(copied(-1, 1)).answer()).isEqualTo(Answer.MIXED);
    assertThat(RowIndependence.of(copied(3, 1)).independent()).as("nothing is read").isTrue();
  }

  @Test
  void aCircuitOfOneRowMixesNone() {
    CircuitSketch sketch = new CircuitSketch(3);
    int x = sketch.input("x", 0, 3, 3, 2);
    int y = sketch.output("y", 0, 3, 2);
    Term sum =
        new Term.Box(
            Scalar.ONE,
            List.of(3, 2),
            List.of(IndexEntry.axis(1)),
            List.of(new Term.Operand(x, CircuitSketch.axes(2))));
    sketch.zeros.add(sketch.derived("zero", List.of(2), sum, sketch.same(-1, y)));
    assertThat(RowIndependence.of(sketch.circuit(), 0, 0).independent()).isTrue();
  }

  /** A circuit with an axis of rows throughout is decided without cells, in few steps. */
  @Test
  void onlyOtherCircuitsTakeCells() {
    Circuit circuit = CircuitSketch.dense(4, 4, 8, 2);
    RowIndependence rows = RowIndependence.of(circuit, 0, 1000);
    assertThat(rows.independent()).isTrue();
    assertThat(rows.alike()).isTrue();
    assertThat(least(limit -> RowIndependence.of(circuit, 0, limit))).isBetween(4L, 200L);
  }

  /** Rows, x, y, and zero: that they are mixed takes all of them. */
  @Test
  void itIsUndecidedBeyondTheLimits() {
    Circuit circuit = copied(1, 1);
    long cells = least(limit -> RowIndependence.of(circuit, limit, 1L << 40));
    long steps = least(limit -> RowIndependence.of(circuit, 1L << 20, limit));
    assertThat(cells).isEqualTo(3 + 3 * 6);
    assertThat(steps).isBetween(4L * 6, 8L * 6);
    RowIndependence undecided = RowIndependence.of(circuit, cells - 1, 1L << 40);
    assertThat(undecided.independent()).isFalse();
    assertThat(undecided.text()).contains("not decided");
  }

  /** A chain of many parts takes no longer than one model. */
  @Test
  void theStepsOfAllCircuitsCountTogether() {
    Circuit circuit = CircuitSketch.dense(4, 4, 8, 2);
    List<Circuit> three = List.of(circuit, circuit, circuit);
    long cells = least(limit -> RowIndependence.of(circuit, limit, 1L << 40));
    long steps = least(limit -> RowIndependence.of(circuit, cells, limit));
    assertThat(RowIndependence.ofAll(three, cells, 3 * steps).independent()).isTrue();
    assertThat(RowIndependence.ofAll(three, cells, 3 * steps - 1).answer())
        .isEqualTo(Answer.UNDECIDED);
  }

  @Test
  void theWorstOfSeveralCircuitsTells() {
    Circuit apart = copied(0, 1);
    Circuit mixed = copied(1, 1);
    Term ofTheFirstRow = CircuitSketch.filled(1, 1, 2);
    Circuit placed = copied(0, 1, ofTheFirstRow);
    assertThat(RowIndependence.ofAll(List.of(apart, apart)).alike()).isTrue();
    RowIndependence other = RowIndependence.ofAll(List.of(apart, placed, apart));
    assertThat(other.independent()).isTrue();
    assertThat(other.alike()).isFalse();
    assertThat(RowIndependence.ofAll(List.of(placed, mixed, apart)).meeting())
        .isEqualTo(new RowIndependence.Meeting("zero", 0, 1));
    long steps = least(limit -> RowIndependence.of(apart, 1L << 20, limit));
    assertThat(RowIndependence.ofAll(List.of(apart, mixed), 1L << 20, steps))
        .as("beyond the limit nothing is found")
        .isEqualTo(RowIndependence.UNKNOWN);
  }

  /** 2^40 positions of a box, and as many cells as 2^40 bytes. */
  @Test
  @Timeout(20)
  void hostileSizesAreAnsweredAtOnce() {
    CircuitSketch wide = new CircuitSketch(3);
    int whole = wide.input("x", 0, 3, 1 << 20, 1 << 20);
    wide.output("y", 0, 3, 1 << 20, 1);
    assertThat(RowIndependence.of(wide.circuit()).answer()).isEqualTo(Answer.INDEPENDENT);
    Term sum =
        new Term.Box(
            Scalar.ONE,
            List.of(1 << 20, 1 << 20),
            List.of(IndexEntry.axis(1)),
            List.of(new Term.Operand(whole, CircuitSketch.axes(2))));
    wide.derived("sum", List.of(1 << 20), sum);
    assertThat(RowIndependence.of(wide.circuit()).answer()).isEqualTo(Answer.UNDECIDED);
    CircuitSketch deep = new CircuitSketch(3);
    int x = deep.input("x", 0, 3, 2, 2);
    deep.output("y", 0, 3, 2, 2);
    List<Integer> box = List.of(2, 1 << 30, 1 << 30, 1 << 30);
    IndexEntry far =
        new IndexEntry(0, List.of(new IndexEntry.Part(1, 1), new IndexEntry.Part(2, 1)));
    IndexEntry farther = new IndexEntry(0, List.of(new IndexEntry.Part(3, 1)));
    deep.derived(
        "d",
        List.of(2),
        new Term.Box(
            Scalar.ONE,
            box,
            List.of(IndexEntry.axis(0)),
            List.of(new Term.Operand(x, List.of(far, farther)))));
    assertThat(RowIndependence.of(deep.circuit()).answer()).isEqualTo(Answer.UNDECIDED);
  }

  /** All steps that are allowed, with sets as deep as they get. */
  @Test
  void theStepsThatAreAllowedTakeSeconds() {
    int length = 1 << 22;
    CircuitSketch sketch = new CircuitSketch(3);
    int x = sketch.input("x", 0, 3, 2, 1);
    sketch.output("y", 0, 3, 2, 1);
    int chain = sketch.witness("w", 0, 3, length);
    List<Term> terms = new ArrayList<>();
    for (int shift = 1; shift < 64; shift++) {
      terms.add(
          new Term.Box(
              Scalar.ONE,
              List.of(length),
              List.of(IndexEntry.axis(0)),
              List.of(
                  new Term.Operand(
                      chain,
                      List.of(
                          new IndexEntry(
                              length - 1L + shift, List.of(new IndexEntry.Part(0, -1))))))));
    }
    terms.add(
        new Term.Box(
            Scalar.ONE,
            List.of(2),
            List.of(IndexEntry.axis(0)),
            List.of(new Term.Operand(x, List.of(IndexEntry.axis(0), IndexEntry.constant(0))))));
    sketch.derived("d", List.of(length), terms.toArray(Term[]::new));
    long start = System.nanoTime();
    Answer answer = RowIndependence.of(sketch.circuit()).answer();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    assertThat(answer).isNotEqualTo(Answer.INDEPENDENT);
  }
}
