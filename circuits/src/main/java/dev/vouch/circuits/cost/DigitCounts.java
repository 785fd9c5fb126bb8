package dev.vouch.circuits.cost;

/**
 * Signed 8-bit digits: v = Σ 256^i · digit_i with digit_i in [−128, 127]. The prover commits to a
 * cell with one group addition a non-zero digit.
 */
final class DigitCounts {
  private static final int DIGITS_OF_LONG = 8;

  private DigitCounts() {}

  /** The most digits of a number in [lo, hi], |lo| and |hi| ≤ 2^62. */
  static int most(long lo, long hi) {
    int digits = 1;
    long ones = 1; // (256^digits − 1) / 255
    while (digits < DIGITS_OF_LONG && (lo < -128 * ones || hi > 127 * ones)) {
      ones = 256 * ones + 1;
      digits++;
    }
    return digits;
  }

  /**
   * The most non-zero digits in {@code rows} multiplicities of sum {@code lookedUp}: for each k at
   * most lookedUp / least of them have k + 1 digits, where least = 127·(256^k − 1)/255 + 1 is the
   * least number that needs so many.
   */
  static long ofMultiplicities(long rows, long lookedUp) {
    long digits = 0;
    for (long least = 1; least <= lookedUp; least = 256 * least - 128) {
      digits += Math.min(rows, lookedUp / least);
    }
    return digits;
  }
}
