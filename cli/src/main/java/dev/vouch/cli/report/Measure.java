package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Measured numbers for programs and for people; some are not defined. */
public final class Measure {
  private Measure() {}

  /** The number, or null if it is not defined. */
  public static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }

  /** Six significant digits. */
  public static String text(OptionalDouble value) {
    return text("%.6g", value);
  }

  /** The number in a format of {@link String#format}. */
  public static String text(String format, OptionalDouble value) {
    return value.isPresent() ? text(format, value.getAsDouble()) : "none";
  }

  public static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** A magnitude with few digits: 0, 0.0123, 4.1e-05, 32767. */
  public static String brief(double value) {
    double magnitude = Math.abs(value);
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : String.valueOf(value);
    }
    return magnitude >= 1e-3 && magnitude < 1e5 ? rounded(value) : text("%.1e", value);
  }

  private static String rounded(double value) {
    int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(value))) - 1);
    String text = text("%." + Math.min(digits, 4) + "f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  public static String brief(OptionalDouble value) {
    return value.isPresent() ? brief(value.getAsDouble()) : "-";
  }

  /** A share as a percentage. */
  public static String percent(double share) {
    return brief(100 * share) + " %";
  }
}
