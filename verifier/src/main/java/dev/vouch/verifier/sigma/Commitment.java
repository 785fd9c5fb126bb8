package dev.vouch.verifier.sigma;

import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldVector;
import java.util.List;

/**
 * A commitment to a vector as V knows it: Σ scalars·points (protocol.md §7, §8).
 *
 * @param length entries of the vector
 * @param scalars one for each point
 * @param points rows, or the pad commitment alone, in parts that follow one another
 */
public record Commitment(int length, FieldVector scalars, List<PointVector> points) {}
