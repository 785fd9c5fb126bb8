package dev.vouch.verifier.sigma;

import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldVector;

/**
 * A commitment to a vector as V knows it: Σ scalars·points (protocol.md §7, §8).
 *
 * @param length entries of the vector
 * @param scalars one for each point
 * @param points rows, or the pad commitment alone
 */
public record Commitment(int length, FieldVector scalars, PointVector points) {}
