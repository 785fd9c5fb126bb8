package dev.vouch.verifier.sigma;

import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;

/**
 * Com(z; blinder) = challenge·K + D (protocol.md §8).
 *
 * @param commitment K
 * @param challenge c
 * @param mask D
 * @param z the opened combination
 * @param blinder ζ
 */
public record GroupEquation(
    Commitment commitment, Scalar challenge, Point mask, FieldVector z, Scalar blinder) {}
