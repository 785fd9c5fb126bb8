package dev.vouch.cli;

import java.util.Locale;

/** Times and sizes for people. */
final class Units {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int KIB = 1024;

  private Units() {}

  static double seconds(long nanos) {
    return nanos / NANOS_PER_SECOND;
  }

  static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }

  static String time(long nanos) {
    return nanos < NANOS_PER_SECOND
        ? String.format(Locale.ROOT, "%.1f ms", millis(nanos))
        : String.format(Locale.ROOT, "%.2f s", seconds(nanos));
  }

  static String size(long bytes) {
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
