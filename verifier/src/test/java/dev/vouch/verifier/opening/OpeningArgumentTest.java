package dev.vouch.verifier.opening;

import static dev.vouch.verifier.testing.Multilinear.bind;
import static dev.vouch.verifier.testing.Multilinear.slope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.covector.Covector;
import dev.vouch.verifier.covector.PublicSources;
import dev.vouch.verifier.covector.RowFunctional;
import dev.vouch.verifier.covector.SourceClaim;
import dev.vouch.verifier.equation.AffineForm;
import dev.vouch.verifier.equation.Equations;
import dev.vouch.verifier.equation.HiddenMessages;
import dev.vouch.verifier.equation.QuadraticForm;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.product.FactorClaim;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Conversation;
import dev.vouch.verifier.testing.Samples;
import dev.vouch.verifier.transcript.MessageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Stage 5 alone (protocol.md §7): one claim on an input, and one factor that is a sum of claims on
 * a weight and on public values, with a prover that hides nothing.
 */
class OpeningArgumentTest {
  private static final int COLUMN_BITS = 3;
  private static final int FACTOR = 1;

  private final Random random = new Random(8);
  private final Layout layout;
  private final int input;
  private final int weight;
  private final int known;

  /** Rows of columns by number of the row, of the integers that are committed. */
  private final FieldVector[] rows;

  private final Covector onInput;
  private final Covector onWeight;
  private final Covector onKnown;

  OpeningArgumentTest() throws Exception {
    CircuitSketch n = new CircuitSketch(COLUMN_BITS);
    weight = n.model("w", -9, 9, 3, 8);
    input = n.input("x", -9, 9, 2, 4);
    known = n.iota("i", 5, 3);
    n.lookup(n.rangeTable("range", -9, 19), input);
    layout = Layout.of(n.circuit());
    rows = new FieldVector[layout.rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new FieldVector(layout.columns());
    }
    fill(input);
    fill(weight);
    onInput = covector(2, 4);
    onWeight = covector(3, 8);
    onKnown = covector(3);
  }

  private void fill(int tensor) {
    Matrix matrix = layout.matrix(tensor);
    assertThat(matrix.columnBits()).isEqualTo(COLUMN_BITS);
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < layout.columns(); column++) {
        rows[matrix.firstRow() + row].set(column, random.nextInt(19) - 9L);
      }
    }
  }

  private Covector covector(int... lengths) {
    List<FieldVector> vectors = new ArrayList<>();
    for (int length : lengths) {
      vectors.add(Samples.vector(random, length));
    }
    return Covector.product(Samples.scalar(random), vectors);
  }

  /** ⟨row of the tensor, row of the covector⟩ summed over its rows: the covector row by row. */
  private FieldVector[] spread(int tensor, Covector covector, Scalar factor) {
    Matrix matrix = layout.matrix(tensor);
    FieldVector[] spread = new FieldVector[rows.length];
    FieldVector cells = covector.cells();
    for (int row = 0; row < matrix.rows(); row++) {
      int from = row * layout.columns();
      spread[matrix.firstRow() + row] =
          cells
              .copyOfRange(from, from + layout.columns())
              .scale(factor.times(covector.coefficient()));
    }
    return spread;
  }

  private Scalar value(FieldVector[] covector) {
    Scalar sum = Scalar.ZERO;
    for (int i = 0; i < rows.length; i++) {
      sum = covector[i] == null ? sum : sum.plus(rows[i].dot(covector[i]));
    }
    return sum;
  }

  /** The prover's side: the factor first, then m(0), m(∞) a round. */
  private final class Prover {
    final Conversation said = new Conversation(6);
    final Scalar lin;
    final List<Scalar> point = new ArrayList<>();
    private final List<FieldVector> left = new ArrayList<>();
    private final List<FieldVector> right = new ArrayList<>();

    Prover() {
      lin = value(spread(input, onInput, Scalar.ONE));
      Scalar ofKnown = onKnown.cells().dot(new long[] {5, 6, 7}).times(onKnown.coefficient());
      said.send(value(spread(weight, onWeight, Scalar.ONE)).plus(ofKnown));
      Scalar gamma = said.challenge("gamma");
      add(spread(input, onInput, Scalar.ONE));
      add(spread(weight, onWeight, gamma));
      for (int round = 0; round < COLUMN_BITS; round++) {
        Scalar atZero = Scalar.ZERO;
        Scalar atInfinity = Scalar.ZERO;
        for (int i = 0; i < left.size(); i++) {
          for (int x = 0; x < left.get(i).length() / 2; x++) {
            atZero = atZero.plus(left.get(i).get(2 * x).times(right.get(i).get(2 * x)));
            atInfinity = atInfinity.plus(slope(left.get(i), x).times(slope(right.get(i), x)));
          }
        }
        said.send(atZero);
        said.send(atInfinity);
        Scalar r = said.challenge("opening");
        point.add(r);
        left.replaceAll(v -> bind(v, r));
        right.replaceAll(v -> bind(v, r));
      }
      said.challenge("theta");
    }

    private void add(FieldVector[] covector) {
      for (int i = 0; i < rows.length; i++) {
        if (covector[i] != null) {
          left.add(rows[i]);
          right.add(covector[i]);
        }
      }
    }
  }

  /** What is left of the equation once x is the combination of rows that the verifier asks for. */
  private Scalar left(MessageReader reader, int messages, Scalar lin) throws Exception {
    HiddenMessages hidden = new HiddenMessages(reader, messages);
    assertThat(hidden.read("joined")).isEqualTo(FACTOR);
    Equations equations = new Equations();
    FieldVector coefficients =
        new OpeningArgument(hidden, equations)
            .run(
                layout,
                true,
                new PublicSources(layout.circuit(), Map.of()),
                new LinearClaim(
                    new AffineForm().add(lin),
                    List.of(new SourceClaim(input, onInput)),
                    RowFunctional.ZERO),
                List.of(
                    new FactorClaim(
                        FACTOR,
                        List.of(
                            new SourceClaim(weight, onWeight), new SourceClaim(known, onKnown)))),
                Workers.CALLER);
    reader.end();
    QuadraticForm form = equations.combine(hidden, OpeningArgument.EQUATIONS);
    FieldVector x = new FieldVector(layout.columns());
    for (int i = 0; i < rows.length; i++) {
      x.addScaled(coefficients.get(i), rows[i]);
    }
    return form.linear(x, new FieldVector(messages + 1)).plus(form.constant());
  }

  @Test
  void trueClaimsHoldAndNoMessageMayChange() throws Exception {
    Prover prover = new Prover();
    Conversation said = prover.said;
    assertThat(said.count()).isEqualTo(1 + OpeningArgument.messages(COLUMN_BITS));
    assertThat(left(said.reader(), said.count(), prover.lin).isZero()).isTrue();
    for (int i = 0; i < said.count(); i++) {
      MessageReader changed = said.readerWith(i, said.message(i).plus(Scalar.ONE));
      assertThat(left(changed, said.count(), prover.lin).isZero())
          .as("message %d changed", i)
          .isFalse();
    }
  }

  @Test
  void anotherClaimOrAnotherCellDoesNotHold() throws Exception {
    Prover prover = new Prover();
    Conversation said = prover.said;
    assertThat(left(said.reader(), said.count(), prover.lin.plus(Scalar.ONE)).isZero()).isFalse();
    for (int tensor : new int[] {input, weight}) {
      int row = layout.matrix(tensor).firstRow();
      rows[row].addTo(1, Scalar.ONE);
      assertThat(left(said.reader(), said.count(), prover.lin).isZero()).isFalse();
      rows[row].addTo(1, Scalar.ONE.negate());
    }
    assertThat(left(said.reader(), said.count(), prover.lin).isZero()).isTrue();
  }
}
