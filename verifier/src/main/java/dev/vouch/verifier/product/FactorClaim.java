package dev.vouch.verifier.product;

import dev.vouch.verifier.covector.SourceClaim;
import java.util.List;

/**
 * A hidden message that claims a sum of values of covectors on operands: A(y) or B(y) of §6, or
 * A_g(r) or B_g(r).
 *
 * @param message number of the message
 * @param claims operands and covectors
 */
public record FactorClaim(int message, List<SourceClaim> claims) {
  public FactorClaim {
    claims = List.copyOf(claims);
  }
}
