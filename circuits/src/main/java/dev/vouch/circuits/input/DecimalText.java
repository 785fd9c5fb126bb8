package dev.vouch.circuits.input;

import dev.vouch.circuits.data.DataType;
import java.math.BigDecimal;

/**
 * Decimal numbers as the nearest numbers of a floating type, in one step: rounded to double and
 * then to float, a number that lies just beside the middle of two floats may become the farther
 * one, and a tree that compares with it may decide otherwise.
 */
final class DecimalText {
  private DecimalText() {}

  /**
   * The nearest number of a type, ties to even; infinite beyond its largest.
   *
   * @param text digits with sign, point and exponent as {@link Float#parseFloat} takes them, of
   *     bounded length
   */
  static double nearest(String text, DataType type) {
    return switch (type) {
      case FLOAT -> Float.parseFloat(text);
      case FLOAT16, BFLOAT16 -> type.round(roundedToOdd(text));
      default -> Double.parseDouble(text);
    };
  }

  /**
   * A float on the same side as the number of every middle of two numbers of 16 bits: if it is not
   * exact, its last bit is 1.
   */
  private static float roundedToOdd(String text) {
    float nearest = Float.parseFloat(text);
    if (Float.isInfinite(nearest) || nearest == 0) {
      return nearest;
    }
    int beyond = new BigDecimal(text).compareTo(new BigDecimal(nearest));
    boolean odd = (Float.floatToRawIntBits(nearest) & 1) == 1;
    if (beyond == 0 || odd) {
      return nearest;
    }
    return beyond > 0 ? Math.nextUp(nearest) : Math.nextDown(nearest);
  }
}
