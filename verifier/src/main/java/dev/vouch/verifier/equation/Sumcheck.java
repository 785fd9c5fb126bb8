package dev.vouch.verifier.equation;

import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.transcript.MessageException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rounds of §6 and §7: a sum over {0, 1}^n of a polynomial of degree 2 in each variable is
 * bound to a point, lowest bit first.
 *
 * @param claim the value at the point
 * @param point lowest bit first
 */
public record Sumcheck(AffineForm claim, List<Scalar> point) {
  public Sumcheck {
    point = List.copyOf(point);
  }

  /** Hidden messages: two a round. */
  public static int messages(int rounds) {
    return 2 * rounds;
  }

  /**
   * Each round: P -> V m(0), m(∞); V -> P r; claim ← r·claim + (1 − 2r)·m(0) + r(r − 1)·m(∞).
   * Messages and challenges carry {@code label}.
   */
  public static Sumcheck run(HiddenMessages messages, AffineForm claim, int rounds, String label)
      throws MessageException {
    int[] atZero = new int[rounds];
    int[] atInfinity = new int[rounds];
    List<Scalar> point = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      atZero[i] = messages.read(label);
      atInfinity[i] = messages.read(label);
      point.add(messages.challenge(label));
    }
    AffineForm sent = new AffineForm();
    Scalar later = Scalar.ONE; // what round i adds is multiplied by the challenges of later rounds
    for (int i = rounds - 1; i >= 0; i--) {
      Scalar r = point.get(i);
      sent.add(later.times(Scalar.ONE.minus(r).minus(r)), atZero[i]);
      sent.add(later.times(r.times(r.minus(Scalar.ONE))), atInfinity[i]);
      later = later.times(r);
    }
    return new Sumcheck(claim.times(later).add(Scalar.ONE, sent), point);
  }
}
