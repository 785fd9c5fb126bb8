package dev.vouch.circuits.operator;

import java.util.OptionalDouble;

/** How large and how small the values of a graph were over calibration samples. */
public interface Magnitudes {
  /** Largest |x| seen of a value. */
  OptionalDouble magnitude(String value);

  /** Least |x| other than 0 seen of a value. */
  OptionalDouble least(String value);

  /** Largest |x| of constants; 0 of none. */
  static double of(double... constants) {
    double most = 0;
    for (double constant : constants) {
      most = Math.max(most, Math.abs(constant));
    }
    return most;
  }
}
