package dev.vouch.verifier.lookup;

import dev.vouch.verifier.sigma.AffineForm;

/**
 * Where the tree of §4 ends: p_leaf(rho) and q_leaf(rho).
 *
 * @param challenges alpha, beta, rho
 * @param p numerator
 * @param q denominator
 */
public record LeafClaim(LookupChallenges challenges, AffineForm p, AffineForm q) {}
