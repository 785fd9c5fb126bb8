package dev.vouch.verifier.lookup;

import dev.vouch.verifier.equation.AffineForm;
import dev.vouch.verifier.equation.Equation;
import dev.vouch.verifier.equation.Equations;
import dev.vouch.verifier.equation.HiddenMessages;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.transcript.MessageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Stage 2 (protocol.md §4, §11 rule 13): the fractions of all lookup cells and table rows in the
 * tree sum to S, those of the direct tables' rows to −S: layer by layer from the root of the tree
 * to one point of its leaves.
 */
public final class LookupArgument {
  private static final String LABEL = "lookups";

  /** The number of no message. */
  private static final int NONE = 0;

  private final HiddenMessages messages;
  private final Equations equations;

  /** Reads from {@code messages} and adds its equations to {@code equations}. */
  public LookupArgument(HiddenMessages messages, Equations equations) {
    this.messages = messages;
    this.equations = equations;
  }

  /**
   * Hidden messages: q_root, inv, S; two a round; four a layer.
   *
   * @param variables the tree has 2^variables leaves; 0 if there is none
   */
  public static int messages(int variables, boolean direct) {
    return variables == 0 ? 0 : 2 + (direct ? 1 : 0) + variables * (variables - 1) + 4 * variables;
  }

  /** Equations: the root's, and one a layer. */
  public static int equations(int variables) {
    return variables == 0 ? 0 : 1 + variables;
  }

  /** Messages that occur in products of two: q_root, inv, S; four a layer. */
  public static int multiplied(int variables, boolean direct) {
    return variables == 0 ? 0 : 2 + (direct ? 1 : 0) + 4 * variables;
  }

  /**
   * Verifies a tree.
   *
   * @param variables it has 2^variables leaves; at least 1
   * @param direct whether there are direct tables
   */
  public LeafClaim run(int variables, boolean direct) throws MessageException {
    // V -> P  alpha, beta
    Scalar alpha = messages.challenge("alpha");
    Scalar beta = messages.challenge("beta");
    // P -> V  q_root, inv, S; p_root = S·q_root is not sent
    int root = messages.read(LABEL);
    int inverse = messages.read(LABEL);
    equations.add(
        new Equation(new AffineForm().add(Scalar.ONE.negate()))
            .minusProduct(Scalar.ONE.negate(), root, inverse));
    int sum = direct ? messages.read(LABEL) : NONE;
    AffineForm p = new AffineForm(); // at the root but for S·q_root
    AffineForm q = new AffineForm().add(Scalar.ONE, root);
    List<Scalar> point = List.of();
    for (int layer = 0; layer < variables; layer++) {
      // V -> P  lambda
      Scalar lambda = messages.challenge("lambda");
      AffineForm claim = new AffineForm().add(Scalar.ONE, p).add(lambda, q);
      List<Scalar> bound = rounds(claim, point);
      // P -> V  a = p0 + lambda·q0, p1, q1, q0
      int a = messages.read(LABEL);
      int p1 = messages.read(LABEL);
      int q1 = messages.read(LABEL);
      int q0 = messages.read(LABEL);
      Equation equation = new Equation(claim).minusProduct(a, q1).minusProduct(p1, q0);
      if (layer == 0 && direct) {
        equation.minusProduct(Scalar.ONE.negate(), sum, root);
      }
      equations.add(equation);
      // V -> P  tau joins as the lowest coordinate
      Scalar tau = messages.challenge("tau");
      Scalar rest = Scalar.ONE.minus(tau);
      p = new AffineForm().add(rest, a).add(rest.times(lambda).negate(), q0).add(tau, p1);
      q = new AffineForm().add(rest, q0).add(tau, q1);
      List<Scalar> next = new ArrayList<>();
      next.add(tau);
      next.addAll(bound);
      point = next;
    }
    AffineForm directSum = direct ? new AffineForm().add(Scalar.ONE, sum) : new AffineForm();
    return new LeafClaim(new LookupChallenges(alpha, beta, point), p, q, directSum);
  }

  /**
   * One division-free round for each coordinate z of the layer's point: P -> V d, e; V -> P r;
   * claim += (r − z)·d + r(r − 1)·e.
   */
  private List<Scalar> rounds(AffineForm claim, List<Scalar> point) throws MessageException {
    List<Scalar> bound = new ArrayList<>();
    for (Scalar z : point) {
      int d = messages.read(LABEL);
      int e = messages.read(LABEL);
      Scalar r = messages.challenge(LABEL);
      claim.add(r.minus(z), d).add(r.times(r.minus(Scalar.ONE)), e);
      bound.add(r);
    }
    return bound;
  }
}
