package dev.vouch.verifier.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.MultiScalarMultiplication;
import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.equation.AffineForm;
import dev.vouch.verifier.equation.Equation;
import dev.vouch.verifier.equation.Equations;
import dev.vouch.verifier.equation.HiddenMessages;
import dev.vouch.verifier.equation.QuadraticForm;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.testing.Conversation;
import dev.vouch.verifier.testing.Samples;
import dev.vouch.verifier.transcript.MessageException;
import dev.vouch.verifier.transcript.MessageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stage 6 alone (protocol.md §8): the form v_1·v_2 + 3·v_3 − ⟨x, a⟩ on known x, v and pads. */
class SigmaProtocolTest {
  private static final int MESSAGES = 3;
  private static final int COLUMNS = 4;

  private final Random random = new Random(3);
  private final FieldVector x = Samples.vector(random, COLUMNS);
  private final FieldVector a = Samples.vector(random, COLUMNS);
  private final FieldVector values = Samples.vector(random, MESSAGES + 1);

  /** ψ, then what masks v_1, v_2, v_3. */
  private final FieldVector pads = Samples.vector(random, MESSAGES + 1);

  private final Scalar xBlinder = Samples.scalar(random);
  private final Scalar padBlinder = Samples.scalar(random);

  /** Makes v_3 what the equation wants, or one more. */
  private void solve(boolean opened, boolean isTrue) {
    Scalar product = values.get(1).times(values.get(2));
    Scalar claimed = opened ? x.dot(a) : Scalar.ZERO;
    Scalar third = claimed.minus(product).times(Scalar.of(3).inverse());
    values.set(3, isTrue ? third : third.plus(Scalar.ONE));
  }

  /** The equation in the pads, as the stages before leave it. */
  private QuadraticForm form(boolean opened) throws Exception {
    Conversation earlier = new Conversation(1);
    for (int k = 1; k <= MESSAGES; k++) {
      earlier.send(values.get(k).minus(pads.get(k)));
    }
    earlier.challenge("theta");
    HiddenMessages hidden = new HiddenMessages(earlier.reader(), MESSAGES);
    for (int k = 1; k <= MESSAGES; k++) {
      assertThat(hidden.read("v")).isEqualTo(k);
    }
    Equation equation =
        new Equation(new AffineForm().add(Scalar.of(3), 3)).minusProduct(Scalar.ONE.negate(), 1, 2);
    Equations equations = new Equations();
    equations.add(opened ? equation.minusOpened(a) : equation);
    return equations.combine(hidden, 1);
  }

  private static Point commit(FieldVector vector, Scalar blinder) {
    return MultiScalarMultiplication.compute(vector, Generators.first(vector.length()))
        .plus(Generators.blinder().times(blinder));
  }

  private List<Commitment> commitments(boolean opened) {
    List<Commitment> commitments = new ArrayList<>();
    if (opened) {
      commitments.add(
          new Commitment(COLUMNS, FieldVector.of(1), List.of(PointVector.of(commit(x, xBlinder)))));
    }
    commitments.add(
        new Commitment(
            MESSAGES + 1, FieldVector.of(1), List.of(PointVector.of(commit(pads, padBlinder)))));
    return commitments;
  }

  private Conversation prove(QuadraticForm form, boolean opened) {
    FieldVector dx = Samples.vector(random, COLUMNS);
    FieldVector dw = Samples.vector(random, MESSAGES + 1);
    Scalar dxBlinder = Samples.scalar(random);
    Scalar dwBlinder = Samples.scalar(random);
    Conversation said = new Conversation(2);
    if (opened) {
      said.send(commit(dx, dxBlinder).encode());
    }
    said.send(commit(dw, dwBlinder).encode());
    said.send( // l1
        form.linear(opened ? dx : null, dw)
            .plus(form.products(pads, dw))
            .plus(form.products(dw, pads))
            .plus(pads.get(0)));
    said.send(form.products(dw, dw).plus(dw.get(0))); // l0
    Scalar c = said.challenge("c");
    if (opened) {
      send(said, dx.addScaled(c, x));
    }
    send(said, dw.addScaled(c, pads));
    if (opened) {
      said.send(dxBlinder.plus(c.times(xBlinder)));
    }
    said.send(dwBlinder.plus(c.times(padBlinder)));
    return said;
  }

  private static void send(Conversation said, FieldVector z) {
    for (int i = 0; i < z.length(); i++) {
      said.send(z.get(i));
    }
  }

  private static boolean groupHolds(List<GroupEquation> equations) {
    GroupCheck check = new GroupCheck();
    Random weights = new Random(4);
    equations.forEach(equation -> check.add(equation, Samples.scalar(weights)));
    return check.holds(Workers.CALLER);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyMessageIsChecked(boolean opened) throws Exception {
    solve(opened, true);
    QuadraticForm form = form(opened);
    List<Commitment> commitments = commitments(opened);
    Conversation said = prove(form, opened);
    assertThat(said.count())
        .isEqualTo((int) SigmaProtocol.elements(opened ? COLUMNS : 0, MESSAGES + 1));
    Optional<List<GroupEquation>> honest = SigmaProtocol.run(said.reader(), form, commitments);
    assertThat(honest).isPresent();
    assertThat(groupHolds(honest.get())).isTrue();

    int masks = opened ? 2 : 1;
    int z = masks + 2;
    int blinders = said.count() - masks;
    for (int i = masks; i < said.count(); i++) {
      MessageReader changed = said.readerWith(i, said.message(i).plus(Scalar.ONE));
      Optional<List<GroupEquation>> left = SigmaProtocol.run(changed, form, commitments);
      if (i < z) {
        assertThat(left).as("l%d changed", z - 1 - i).isEmpty();
      } else if (i >= blinders) {
        assertThat(left).as("blinders are not in the form").isPresent();
        assertThat(groupHolds(left.get())).as("blinder %d changed", i - blinders).isFalse();
      } else {
        assertThat(left.isPresent() && groupHolds(left.get())).as("z %d changed", i - z).isFalse();
      }
    }
  }

  /** An entry that the form does not read, such as ψ's neighbour here, is held by the group. */
  @Test
  void theGroupHoldsEachEquationAlone() throws Exception {
    solve(true, true);
    QuadraticForm form = form(true);
    Conversation said = prove(form, true);
    List<GroupEquation> equations =
        SigmaProtocol.run(said.reader(), form, commitments(true)).orElseThrow();
    for (int i = 0; i < equations.size(); i++) {
      GroupEquation equation = equations.get(i);
      for (int k = 0; k < equation.z().length(); k++) {
        FieldVector changed = equation.z().copy();
        changed.addTo(k, Scalar.ONE);
        List<GroupEquation> others = new ArrayList<>(equations);
        others.set(
            i,
            new GroupEquation(changed, equation.blinder(), equation.scalars(), equation.points()));
        assertThat(groupHolds(others)).as("equation %d, entry %d", i, k).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFalseEquationHasNoProof(boolean opened) throws Exception {
    solve(opened, false);
    QuadraticForm form = form(opened);
    assertThat(SigmaProtocol.run(prove(form, opened).reader(), form, commitments(opened)))
        .isEmpty();
  }

  @Test
  void nothingFollowsTheLastBlinder() throws Exception {
    solve(false, true);
    QuadraticForm form = form(false);
    Conversation said = prove(form, false);
    said.send(Scalar.ZERO);
    assertThatThrownBy(() -> SigmaProtocol.run(said.reader(), form, commitments(false)))
        .isInstanceOf(MessageException.class);
  }
}
