package dev.vouch.verifier.lookup;

import static dev.vouch.verifier.testing.Multilinear.bind;
import static dev.vouch.verifier.testing.Multilinear.slope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.equation.AffineForm;
import dev.vouch.verifier.equation.Equation;
import dev.vouch.verifier.equation.Equations;
import dev.vouch.verifier.equation.HiddenMessages;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.Conversation;
import dev.vouch.verifier.testing.Samples;
import dev.vouch.verifier.transcript.MessageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stage 2 alone (protocol.md §4), with a prover that knows all leaves and hides nothing. */
class LookupArgumentTest {
  private final Random random = new Random(5);

  /** A layer of the tree: fractions p/q, or their children at 2x and 2x + 1. */
  private record Layer(FieldVector p, FieldVector q) {
    Layer above() {
      int half = p.length() / 2;
      Layer above = new Layer(new FieldVector(half), new FieldVector(half));
      for (int x = 0; x < half; x++) {
        Scalar q0 = q.get(2 * x);
        Scalar q1 = q.get(2 * x + 1);
        above.p.set(x, p.get(2 * x).times(q1).plus(p.get(2 * x + 1).times(q0)));
        above.q.set(x, q0.times(q1));
      }
      return above;
    }

    /** Every second entry from {@code bit} on. */
    static FieldVector half(FieldVector vector, int bit) {
      FieldVector half = new FieldVector(vector.length() / 2);
      for (int x = 0; x < half.length(); x++) {
        half.set(x, vector.get(2 * x + bit));
      }
      return half;
    }
  }

  /** Leaves of which the fractions sum to {@code sum}. */
  private Layer leaves(int variables, Scalar sum) {
    int count = 1 << variables;
    Layer leaves = new Layer(Samples.vector(random, count), Samples.vector(random, count));
    Scalar rest = sum;
    for (int i = 0; i < count - 1; i++) {
      rest = rest.minus(leaves.p.get(i).times(leaves.q.get(i).inverse()));
    }
    leaves.p.set(count - 1, rest.times(leaves.q.get(count - 1)));
    return leaves;
  }

  /** What is said in the stage; the point at which it ends is added to {@code rho}. */
  private static Conversation prove(Layer leaves, int variables, Scalar sum, List<Scalar> rho) {
    List<Layer> layers = new ArrayList<>(List.of(leaves));
    for (int i = 0; i < variables; i++) {
      layers.add(0, layers.get(0).above());
    }
    Conversation said = new Conversation(7);
    said.challenge("alpha");
    said.challenge("beta");
    Scalar root = layers.get(0).q.get(0);
    said.send(root);
    said.send(root.inverse());
    if (!sum.isZero()) {
      said.send(sum);
    }
    List<Scalar> point = List.of();
    for (int k = 0; k < variables; k++) {
      Scalar lambda = said.challenge("lambda");
      FieldVector p0 = Layer.half(layers.get(k + 1).p, 0);
      FieldVector p1 = Layer.half(layers.get(k + 1).p, 1);
      FieldVector q0 = Layer.half(layers.get(k + 1).q, 0);
      FieldVector q1 = Layer.half(layers.get(k + 1).q, 1);
      FieldVector a = p0.copy().addScaled(lambda, q0);
      List<Scalar> bound = new ArrayList<>();
      for (int z = 0; z < point.size(); z++) {
        // Σ eq(rest of the point)·(a·q1 + p1·q0) as c(t) = c(0) + t·(d − e) + t²·e
        FieldVector eq = FieldVector.eq(point.subList(z + 1, point.size()), a.length() / 2);
        Scalar d = Scalar.ZERO;
        Scalar e = Scalar.ZERO;
        for (int x = 0; x < eq.length(); x++) {
          Scalar at0 = value(a, q1, p1, q0, 2 * x);
          Scalar at1 = value(a, q1, p1, q0, 2 * x + 1);
          Scalar square = slope(a, x).times(slope(q1, x)).plus(slope(p1, x).times(slope(q0, x)));
          d = d.plus(eq.get(x).times(at1.minus(at0)));
          e = e.plus(eq.get(x).times(square));
        }
        said.send(d);
        said.send(e);
        Scalar r = said.challenge("lookups");
        bound.add(r);
        a = bind(a, r);
        p1 = bind(p1, r);
        q1 = bind(q1, r);
        q0 = bind(q0, r);
      }
      for (FieldVector end : List.of(a, p1, q1, q0)) {
        said.send(end.get(0));
      }
      List<Scalar> next = new ArrayList<>(List.of(said.challenge("tau")));
      next.addAll(bound);
      point = next;
    }
    rho.addAll(point);
    said.challenge("theta");
    return said;
  }

  private static Scalar value(
      FieldVector a, FieldVector q1, FieldVector p1, FieldVector q0, int x) {
    return a.get(x).times(q1.get(x)).plus(p1.get(x).times(q0.get(x)));
  }

  /** What the verifier's equations leave: 0 if they hold, and if the leaves are as they should. */
  private static Scalar left(
      MessageReader reader, int messages, int variables, boolean direct, Layer leaves)
      throws Exception {
    HiddenMessages hidden = new HiddenMessages(reader, messages);
    Equations equations = new Equations();
    LeafClaim leaf = new LookupArgument(hidden, equations).run(variables, direct);
    FieldVector eq = FieldVector.eq(leaf.challenges().rho(), 1 << variables);
    equations.add(
        new Equation(new AffineForm().add(Scalar.ONE, leaf.p()).add(leaves.p.dot(eq).negate())));
    equations.add(
        new Equation(new AffineForm().add(Scalar.ONE, leaf.q()).add(leaves.q.dot(eq).negate())));
    reader.end();
    return equations.combine(hidden, LookupArgument.equations(variables) + 2).constant();
  }

  @ParameterizedTest(name = "2^{0} leaves, direct {1}")
  @CsvSource({"1, false", "1, true", "3, false", "4, true"})
  void holdsForTrueFractionsAndForNoOtherMessage(int variables, boolean direct) throws Exception {
    Scalar sum = direct ? Samples.scalar(random) : Scalar.ZERO;
    Layer leaves = leaves(variables, sum);
    List<Scalar> rho = new ArrayList<>();
    Conversation said = prove(leaves, variables, sum, rho);
    assertThat(said.count()).isEqualTo(LookupArgument.messages(variables, direct));
    assertThat(left(said.reader(), said.count(), variables, direct, leaves).isZero()).isTrue();
    for (int i = 0; i < said.count(); i++) {
      MessageReader changed = said.readerWith(i, said.message(i).plus(Scalar.ONE));
      assertThat(left(changed, said.count(), variables, direct, leaves).isZero())
          .as("message %d changed", i)
          .isFalse();
    }
    LeafClaim leaf =
        new LookupArgument(new HiddenMessages(said.reader(), said.count()), new Equations())
            .run(variables, direct);
    assertThat(leaf.challenges().rho()).isEqualTo(rho);
  }

  @ParameterizedTest(name = "2^{0} leaves, direct {1}")
  @CsvSource({"1, false", "3, true"})
  void doesNotHoldForAnotherSum(int variables, boolean direct) throws Exception {
    Scalar sum = direct ? Samples.scalar(random) : Scalar.ZERO;
    Layer leaves = leaves(variables, sum.plus(Scalar.ONE));
    Conversation said = prove(leaves, variables, sum, new ArrayList<>());
    assertThat(left(said.reader(), said.count(), variables, direct, leaves).isZero()).isFalse();
  }

  /** q_root = 0 would let every sum pass: it has no inverse, whatever is sent for one. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aRootOfZeroHasNoInverse(boolean direct) throws Exception {
    Conversation said = new Conversation(9);
    said.challenge("alpha");
    said.challenge("beta");
    for (int i = 0; i < LookupArgument.messages(1, direct); i++) {
      said.send(i == 1 ? Samples.scalar(random) : Scalar.ZERO);
    }
    said.challenge("lambda");
    said.challenge("tau");
    said.challenge("theta");
    Layer zeros = new Layer(new FieldVector(2), new FieldVector(2));
    assertThat(left(said.reader(), said.count(), 1, direct, zeros).isZero()).isFalse();
  }
}
