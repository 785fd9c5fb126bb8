package dev.vouch.verifier.lookup;

import dev.vouch.verifier.field.Scalar;
import java.util.List;

/**
 * What V chose in §4.
 *
 * @param alpha where the fractions are evaluated
 * @param beta combines the columns of a tuple
 * @param rho the point of the leaves at which the tree ends, lowest bit first
 */
public record LookupChallenges(Scalar alpha, Scalar beta, List<Scalar> rho) {
  public LookupChallenges {
    rho = List.copyOf(rho);
  }
}
