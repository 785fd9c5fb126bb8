package dev.vouch.circuits.lowering;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.primitive.ErrorRule;
import dev.vouch.circuits.primitive.Errors.Shares;
import dev.vouch.circuits.primitive.Requantisation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known at compile time of the errors of a program's integers: how far stored numbers,
 * coefficients and bounds are from what they stand for, which tensors hold integers of the graph,
 * and what recipes know of their results. Not thread-safe while it is written to.
 */
public final class ErrorRules {
  private final Map<Integer, Double> stored = new HashMap<>();
  private final Map<Integer, Double> coefficients = new HashMap<>();
  private final Map<Integer, Double> bounds = new HashMap<>();
  private final Map<Integer, Double> grids = new HashMap<>();
  private final Map<Integer, ErrorRule> rules = new HashMap<>();
  private final Map<Integer, Shares> shares = new HashMap<>();
  private final Set<Integer> integers = new HashSet<>();
  private final Set<Integer> wide = new HashSet<>();

  /** The numbers of a stored tensor are off by so much of a step at most. */
  public void stored(int tensor, double rounding) {
    stored.put(tensor, rounding);
  }

  /** The coefficients of a contraction are rounded factors, off by so much relatively at most. */
  public void coefficients(int tensor, double relative) {
    coefficients.merge(tensor, relative, Math::max);
  }

  /** The bounds of a clamp are rounded, and off by so much of a step at most. */
  public void bounds(int tensor, double rounding) {
    bounds.merge(tensor, rounding, Math::max);
  }

  /** Where it is rounding up alone that leads beyond the bounds, what is cut off is a step. */
  void cut(int tensor, Interval range, int shift, Interval bounds) {
    if (Requantisation.range(range, shift).hi() == bounds.hi() + 1) {
      bounds(tensor, 1);
    }
  }

  /**
   * The integers of a tensor lie on another grid than the model's, whose own depends on the sample:
   * they stand for the same numbers, up to so many steps.
   */
  public void otherGrid(int tensor, double steps) {
    grids.put(tensor, steps);
  }

  /** A recipe bounds the errors of a tensor itself, instead of its primitive. */
  public void rule(int tensor, ErrorRule rule) {
    rules.put(tensor, rule);
  }

  /** The rows of a tensor are shares of a whole. */
  public void shares(int tensor, Shares known) {
    shares.put(tensor, known);
  }

  /** The tensor stands for integers or booleans of the graph. */
  void integers(int tensor) {
    integers.add(tensor);
  }

  /** All digits of a tensor count: it is a network output as it is. */
  public void keepWide(int tensor) {
    wide.add(tensor);
  }

  /** All digits of a tensor count if those of another one, which it is a sum with, do. */
  void keepAs(int tensor, int other) {
    if (wide.contains(other)) {
      wide.add(tensor);
    }
  }

  /** Whether all digits of a tensor count. */
  public boolean isKeptWide(int tensor) {
    return wide.contains(tensor);
  }

  /** How far stored numbers are from what they stand for, in steps. */
  public double ofStored(int tensor) {
    return stored.getOrDefault(tensor, 0.0);
  }

  /** How far the coefficients of a contraction are from what they stand for, relatively. */
  public double ofCoefficients(int tensor) {
    return coefficients.getOrDefault(tensor, 0.0);
  }

  /** How far the bounds of a clamp are from what they stand for, in steps. */
  public double ofBounds(int tensor) {
    return bounds.getOrDefault(tensor, 0.0);
  }

  /** How far integers may be from the model's because their grid is another one, in steps. */
  public double ofOtherGrid(int tensor) {
    return grids.getOrDefault(tensor, 0.0);
  }

  /** What a recipe knows of a tensor. */
  public Optional<ErrorRule> rule(int tensor) {
    return Optional.ofNullable(rules.get(tensor));
  }

  /** What is known of a tensor's rows; null: nothing. */
  public @Nullable Shares sharesOf(int tensor) {
    return shares.get(tensor);
  }

  /** Whether a tensor stands for integers or booleans of the graph. */
  public boolean holdsIntegers(int tensor) {
    return integers.contains(tensor);
  }
}
