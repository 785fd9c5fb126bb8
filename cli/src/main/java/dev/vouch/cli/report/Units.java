package dev.vouch.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Times and sizes for people. */
public final class Units {
  /** For what is told in seconds. */
  public static final double NANOS_PER_SECOND = 1e9;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int KIB = 1024;
  private static final int SIGNIFICANT_DIGITS = 6;

  /** Smaller numbers are written with an exponent. */
  private static final int LEAST_EXPONENT = -4;

  private Units() {}

  public static double seconds(double nanos) {
    return nanos / NANOS_PER_SECOND;
  }

  public static double millis(double nanos) {
    return nanos / NANOS_PER_MILLI;
  }

  public static String time(long nanos) {
    return nanos < NANOS_PER_SECOND
        ? decimal(millis(nanos), 1) + " ms"
        : decimal(seconds(nanos), 2) + " s";
  }

  private static String decimal(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }

  /**
   * As {@code %.6g} gives it. The formatter behind that loads locales first, for longer than a
   * proof takes to check; it is left the numbers that need an exponent.
   */
  static String significant(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0.00000" : String.valueOf(value);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded = exact.round(new MathContext(SIGNIFICANT_DIGITS, RoundingMode.HALF_UP));
    int exponent = rounded.precision() - rounded.scale() - 1;
    return exponent < LEAST_EXPONENT || exponent >= SIGNIFICANT_DIGITS
        ? String.format(Locale.ROOT, "%.6g", value)
        : rounded.setScale(SIGNIFICANT_DIGITS - 1 - exponent, RoundingMode.HALF_UP).toPlainString();
  }

  public static String size(long bytes) {
    if (bytes < KIB) {
      return bytes + " bytes";
    }
    if (bytes < KIB * KIB) {
      return String.format(Locale.ROOT, "%.1f KiB", bytes / (double) KIB);
    }
    return bytes < KIB * KIB * KIB
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (KIB * KIB))
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (KIB * KIB * KIB));
  }
}
