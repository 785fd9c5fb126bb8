package dev.vouch.circuits.quantise;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Quantisation of network inputs. Normative: clamp(⌊x·2^e + 0.5⌋, lo, hi) in double arithmetic, in
 * which x·2^e is exact. Integers and booleans are taken as they are.
 */
public final class InputQuantiser {
  private InputQuantiser() {}

  /**
   * The integers of an input.
   *
   * @param name for messages
   * @throws InvalidInputException if a value is NaN or infinite, or an integer outside [lo, hi]
   */
  public static long[] quantise(
      String name, TensorData input, int scaleExponent, long lo, long hi) {
    long[] integers = new long[input.size()];
    if (!input.isFloating() && scaleExponent == 0) {
      for (int i = 0; i < integers.length; i++) {
        integers[i] = input.longs()[i];
        if (integers[i] < lo || integers[i] > hi) {
          throw new InvalidInputException(cell(name, input, i, scaleExponent, lo, hi));
        }
      }
      return integers;
    }
    for (int i = 0; i < integers.length; i++) {
      double value = input.doubleAt(i);
      if (!Double.isFinite(value)) {
        throw new InvalidInputException(cell(name, input, i, scaleExponent, lo, hi));
      }
      double scaled = Math.floor(Math.scalb(value, scaleExponent) + 0.5);
      integers[i] = (long) Math.max(lo, Math.min(hi, scaled));
    }
    return integers;
  }

  /** How many values quantise to less than {@code lo} or more than {@code hi} before the clamp. */
  public static long outside(TensorData input, int scaleExponent, long lo, long hi) {
    double step = Math.scalb(1.0, -scaleExponent);
    double least = input.isFloating() ? (lo - 0.5) * step : lo * step;
    double most = input.isFloating() ? (hi + 0.5) * step : (hi + 1) * step;
    long count = 0;
    for (int i = 0; i < input.size(); i++) {
      double value = input.doubleAt(i);
      count += value < least || value >= most ? 1 : 0;
    }
    return count;
  }

  /**
   * The first cells that {@link #quantise} clamps.
   *
   * @param most how many are looked for
   */
  public static List<InputCell> clamped(
      String name, TensorData input, int scaleExponent, long lo, long hi, int most) {
    List<InputCell> cells = new ArrayList<>();
    for (int i = 0; i < input.size() && cells.size() < most; i++) {
      double scaled = Math.floor(Math.scalb(input.doubleAt(i), scaleExponent) + 0.5);
      if (scaled < lo || scaled > hi) {
        cells.add(cell(name, input, i, scaleExponent, lo, hi));
      }
    }
    return cells;
  }

  private static InputCell cell(
      String name, TensorData input, int cell, int scaleExponent, long lo, long hi) {
    return new InputCell(
        name,
        Arrays.stream(input.shape()).boxed().toList(),
        Shape.index(cell, input.shape()),
        input.doubleAt(cell),
        Math.scalb((double) lo, -scaleExponent),
        Math.scalb((double) hi, -scaleExponent));
  }
}
