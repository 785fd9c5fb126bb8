package dev.vouch.verifier.sigma;

import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import java.util.List;

/**
 * Com(z; blinder) = Σ scalars·points (protocol.md §8): the opening of a combination of commitments.
 *
 * @param z on the generators
 * @param blinder ζ
 * @param scalars one for each point
 * @param points commitments and masks, in parts that follow one another; equations that have a part
 *     in common hold the same object
 */
public record GroupEquation(
    FieldVector z, Scalar blinder, FieldVector scalars, List<PointVector> points) {}
