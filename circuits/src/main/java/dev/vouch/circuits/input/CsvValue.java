package dev.vouch.circuits.input;

import dev.vouch.circuits.data.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A cell of a table as a number: a decimal number, {@code inf}, {@code nan}, or {@code true} and
 * {@code false}, which are 1 and 0. Letters may be small or capital; nothing depends on a locale.
 */
final class CsvValue {
  private static final int LONGEST = 1000;

  /** Exponents of ten of five digits reach beyond every type. */
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)(e[-+]?\\d{1,5})?");

  private CsvValue() {}

  /** Whether a cell holds a number of a floating type. */
  static boolean isNumber(String text) {
    try {
      real(text, DataType.DOUBLE);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * The nearest number of a floating type; NaN if the cell is empty.
   *
   * @throws NumberFormatException saying what the cell is instead, without its content
   */
  static double real(String text, DataType type) {
    String lower = lower(text);
    return switch (lower) {
      case "", "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "true" -> 1;
      case "false" -> 0;
      default -> finite(decimal(lower), type);
    };
  }

  private static double finite(String decimal, DataType type) {
    double value = DecimalText.nearest(decimal, type);
    if (Double.isInfinite(value)) {
      throw new NumberFormatException("a number that is too large for " + type.displayName());
    }
    return value;
  }

  /**
   * The number as an integer or boolean of a type, as {@link DataType#wrap} has them.
   *
   * @throws NumberFormatException saying what the cell is instead, without its content
   */
  static long integer(String text, DataType type) {
    String lower = lower(text);
    return switch (lower) {
      case "" -> throw new NumberFormatException("missing, and only floating-point inputs may be");
      case "true" -> 1;
      case "false" -> 0;
      default -> exact(new BigDecimal(decimal(lower)), type);
    };
  }

  private static long exact(BigDecimal decimal, DataType type) {
    BigDecimal shortest = decimal.stripTrailingZeros();
    if (shortest.scale() > 0) {
      throw new NumberFormatException("a fraction, where " + type.displayName() + " is needed");
    }
    // 2^64 has 20 digits; of larger numbers the zeros are never written out
    if (shortest.precision() - shortest.scale() <= 20) {
      BigInteger integer = shortest.toBigIntegerExact();
      boolean isUnsigned64 = type == DataType.UINT64 && integer.signum() >= 0;
      long value = integer.longValue();
      boolean fits = isUnsigned64 ? integer.bitLength() <= 64 : integer.bitLength() < 64;
      if (fits && (type == DataType.UINT64 ? isUnsigned64 : type.wrap(value) == value)) {
        return value;
      }
    }
    throw new NumberFormatException("an integer outside the range of " + type.displayName());
  }

  private static String lower(String text) {
    if (text.length() > LONGEST) {
      throw new NumberFormatException("a cell of more than " + LONGEST + " characters");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static String decimal(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new NumberFormatException("no number");
    }
    return text;
  }
}
