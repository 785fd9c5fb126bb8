package dev.vouch.circuits.report;

/**
 * Whether one network output keeps within the bound on its errors.
 *
 * @param bound largest error that any of its values may have
 * @param largestError the largest there was
 * @param beyond how many values are off by more than was predicted for each of them
 */
public record OutputBound(String name, double bound, double largestError, long beyond) {
  public boolean kept() {
    return beyond == 0 && largestError <= bound;
  }
}
