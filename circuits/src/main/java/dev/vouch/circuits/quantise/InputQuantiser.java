package dev.vouch.circuits.quantise;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.verifier.circuit.CellScales;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Quantisation of network inputs. Normative: clamp(⌊x·2^e + 0.5⌋, lo, hi) in double arithmetic, in
 * which x·2^e is exact; e is that of the cell. Integers and booleans are taken as they are.
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
      String name, TensorData input, CellScales scales, long lo, long hi) {
    long[] integers = new long[input.size()];
    if (!input.isFloating() && scales.slices() == 1 && scales.exponent(0) == 0) {
      for (int i = 0; i < integers.length; i++) {
        integers[i] = input.longs()[i];
        if (integers[i] < lo || integers[i] > hi) {
          throw new InvalidInputException(cell(name, input, i, scales, lo, hi));
        }
      }
      return integers;
    }
    for (int i = 0; i < integers.length; i++) {
      if (!Double.isFinite(input.doubleAt(i))) {
        throw new InvalidInputException(cell(name, input, i, scales, lo, hi));
      }
      integers[i] = (long) Math.max(lo, Math.min(hi, rounded(input, i, scales)));
    }
    return integers;
  }

  /** How far a cell's value is from its integer before the clamp, in steps: at most 1/2. */
  public static double rounding(TensorData input, int cell, CellScales scales) {
    return Math.abs(
        Math.scalb(input.doubleAt(cell), scales.exponent(cell)) - rounded(input, cell, scales));
  }

  /** A cell's integer before the clamp. */
  private static double rounded(TensorData input, int cell, CellScales scales) {
    return Math.floor(Math.scalb(input.doubleAt(cell), scales.exponent(cell)) + 0.5);
  }

  /**
   * How many values quantise to less than {@code lo} or more than {@code hi} before the clamp, by
   * slice.
   */
  public static long[] outside(TensorData input, CellScales scales, double lo, double hi) {
    long[] counts = new long[scales.slices()];
    for (int i = 0; i < input.size(); i++) {
      double rounded = rounded(input, i, scales);
      counts[scales.slice(i)] += rounded < lo || rounded > hi ? 1 : 0;
    }
    return counts;
  }

  /**
   * The first cells that {@link #quantise} clamps.
   *
   * @param most how many are looked for
   */
  public static List<InputCell> clamped(
      String name, TensorData input, CellScales scales, double lo, double hi, int most) {
    List<InputCell> cells = new ArrayList<>();
    for (int i = 0; i < input.size() && cells.size() < most; i++) {
      double rounded = rounded(input, i, scales);
      if (rounded < lo || rounded > hi) {
        cells.add(cell(name, input, i, scales, lo, hi));
      }
    }
    return cells;
  }

  private static InputCell cell(
      String name, TensorData input, int cell, CellScales scales, double lo, double hi) {
    return new InputCell(
        name,
        Arrays.stream(input.shape()).boxed().toList(),
        Shape.index(cell, input.shape()),
        input.doubleAt(cell),
        Math.scalb(lo, -scales.exponent(cell)),
        Math.scalb(hi, -scales.exponent(cell)));
  }
}
