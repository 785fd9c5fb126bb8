package dev.vouch.circuits.operator;

/**
 * How far a value may be off: |error| ≤ relative · max(|x|, floor). Logarithms and divisors need
 * small cells as exactly as large ones, down to the least that was seen.
 *
 * @param relative error, as a part of the value
 * @param floor magnitude below which the error need not fall any more
 */
public record Tolerance(double relative, double floor) {
  /** Nothing is needed beyond what every value has. */
  public static final Tolerance NONE = new Tolerance(Double.POSITIVE_INFINITY, 1);

  /** The part of its largest result that a function may be off. */
  public static final double OF_RESULTS = 0x1p-9;

  /** Errors up to {@code error} wherever they are, of values up to {@code most}. */
  public static Tolerance absolute(double error, double most) {
    return most == 0 || error == 0 ? NONE : new Tolerance(error / most, most);
  }

  /** The least error that is allowed. */
  public double error() {
    return relative * floor;
  }

  /** Whether nothing is needed. */
  public boolean isNone() {
    return relative == Double.POSITIVE_INFINITY;
  }

  /** Of an operand of which the result is {@code gain} times as far off. */
  public Tolerance dividedBy(double gain) {
    return gain == 0 || isNone() ? NONE : new Tolerance(relative, floor / gain);
  }

  /** Of x where x^exponent has this one, for positive exponents. */
  public Tolerance ofBase(double exponent) {
    return isNone()
        ? NONE
        : new Tolerance(relative / exponent, StrictMath.pow(floor, 1 / exponent));
  }

  /** The stricter one. */
  public Tolerance and(Tolerance other) {
    return other.error() < error() ? other : this;
  }
}
