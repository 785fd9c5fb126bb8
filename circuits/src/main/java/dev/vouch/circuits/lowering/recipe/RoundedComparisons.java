package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.IntegerRounding;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Optional;

/**
 * Comparisons of integers that the model casts to a floating-point type first, where the type does
 * not hold all of them. A cast never falls, so that float(n) ≤ t is n ≤ c with c the greatest
 * integer of which it holds.
 */
public final class RoundedComparisons {
  private RoundedComparisons() {}

  /**
   * The rounding that comparisons of a value have to take into account; empty where its integers
   * are the model's numbers.
   *
   * @throws UnsupportedNodeException if it is not known
   */
  public static Optional<IntegerRounding> of(LoweringContext context, String value) {
    Optional<IntegerRounding> rounding = inexact(context, value);
    boolean known = rounding.map(IntegerRounding::known).orElse(true);
    if (!known || (rounding.isPresent() && context.wires().of(value).scaleExponent() != 0)) {
      throw new UnsupportedNodeException(
          described(value)
              + ", some of them in another way than others: compare the integers themselves, or"
              + " cast all cells to one type");
    }
    return rounding;
  }

  /**
   * Refuses a value of integers that became other numbers when they were cast.
   *
   * @param use what cannot be done with them
   */
  public static void requireExact(LoweringContext context, String value, String use) {
    if (inexact(context, value).isPresent()) {
      throw new UnsupportedNodeException(
          described(value)
              + ": they cannot be "
              + use
              + " then, only compared with constants; use the integers themselves");
    }
  }

  private static String described(String value) {
    return "'" + value + "' holds integers cast to a floating-point type of fewer digits";
  }

  private static Optional<IntegerRounding> inexact(LoweringContext context, String value) {
    return context
        .graph()
        .rounding(value)
        .filter(
            rounding ->
                rounding.casts().stream()
                    .filter(context.wires()::has)
                    .map(cast -> context.wires().of(cast).tensor())
                    .map(tensor -> context.program().tensor(tensor).range())
                    .anyMatch(range -> !rounding.isExact(range)));
  }
}
