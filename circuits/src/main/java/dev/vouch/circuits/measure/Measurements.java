package dev.vouch.circuits.measure;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Answers what compiling asks of calibration data and of hidden weights. Whoever asks says what
 * these tell; the answer is that, or what was recorded when the same question was asked before.
 * Compiling depends on data and hidden weights through nothing else, so equal answers give equal
 * circuits. Not thread-safe.
 */
public interface Measurements {
  /** Answers with what data and weights tell. */
  Measurements EXACT = new Exact();

  /** Says which node asks next; weights are asked about by node. */
  void node(String name);

  /**
   * How large a value gets.
   *
   * @param exact what calibration tells; empty if it does not know the value
   */
  OptionalDouble ofValue(Quantity quantity, String value, OptionalDouble exact);

  /**
   * How large weights are. The same weights may be asked about several times, with other factors.
   *
   * @param weights name of the constant
   */
  double ofWeights(Quantity quantity, String weights, double exact);

  /** An integer that weights decide; as {@link #ofWeights(Quantity, String, double)}. */
  int ofWeights(Choice choice, String weights, int exact);

  /**
   * A choice that data decides.
   *
   * @param about what the choice is made for; asked once
   * @param exact empty for what is usual
   */
  int[] choice(Choice choice, String about, Supplier<int[]> exact);

  /** All choices of a kind, by what they are made for. */
  Map<String, int[]> choices(Choice choice, Supplier<Map<String, int[]>> exact);

  /**
   * Whether calibration and hidden weights are those of the model; else there is no calibration,
   * and weights are made up and need not lie within the widths that are answered.
   */
  boolean seesModel();
}
