package dev.vouch.circuits.report;

import java.util.OptionalDouble;

/**
 * Whether one network output keeps within the bounds on its errors.
 *
 * @param bound largest error that any of its values may have
 * @param largestError the largest there was
 * @param estimate largest error that is to be expected of any of them; empty where bounds are so
 *     close that none is needed
 * @param beyond how many values are off by more than was predicted for each of them, by bound or
 *     estimate
 * @param undecided how many values depend on a choice at a tie: a comparison, say, whose operands
 *     differ by less than their errors
 * @param looseness how many times their errors the bounds of all other values are, both in the
 *     mean; empty if these are exact. Errors below what the rounding of its own integers leaves in
 *     the mean, a quarter of their step, are luck, and count as that
 */
public record OutputBound(
    String name,
    double bound,
    OptionalDouble estimate,
    double largestError,
    long beyond,
    long undecided,
    OptionalDouble looseness) {
  public boolean kept() {
    return beyond == 0;
  }
}
