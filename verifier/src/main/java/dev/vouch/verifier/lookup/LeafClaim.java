package dev.vouch.verifier.lookup;

import dev.vouch.verifier.equation.AffineForm;

/**
 * Where the tree of §4 ends: p_leaf(rho) and q_leaf(rho); and what it says of the rows outside it.
 *
 * @param challenges alpha, beta, rho
 * @param p numerator
 * @param q denominator
 * @param direct S: the sum over the rows of all direct tables; 0 if there are none
 */
public record LeafClaim(
    LookupChallenges challenges, AffineForm p, AffineForm q, AffineForm direct) {}
