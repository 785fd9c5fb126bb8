package dev.vouch.verifier.product;

import dev.vouch.verifier.covector.SourceClaim;

/**
 * A hidden message that claims the value of a covector on an operand: A_g(r) or B_g(r) of §6.
 *
 * @param message number of the message
 * @param claim operand and covector
 */
public record FactorClaim(int message, SourceClaim claim) {}
