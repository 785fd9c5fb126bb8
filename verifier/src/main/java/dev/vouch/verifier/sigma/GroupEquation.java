package dev.vouch.verifier.sigma;

import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;

/**
 * Com(z; blinder) = Σ scalars·points (protocol.md §8): the opening of a combination of commitments.
 *
 * @param z on the generators
 * @param blinder ζ
 * @param scalars one for each point
 * @param points commitments and masks
 */
public record GroupEquation(
    FieldVector z, Scalar blinder, FieldVector scalars, PointVector points) {}
