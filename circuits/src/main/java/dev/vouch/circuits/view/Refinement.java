package dev.vouch.circuits.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Axes written as row-major products of finer factors. */
public final class Refinement {
  private Refinement() {}

  /**
   * The coarsest factors of which both lists are products, outermost first, if there are any; ones
   * are left out.
   */
  public static Optional<List<Integer>> common(List<Integer> left, List<Integer> right) {
    List<Integer> a = new ArrayList<>(left.stream().filter(length -> length > 1).toList());
    List<Integer> b = new ArrayList<>(right.stream().filter(length -> length > 1).toList());
    List<Integer> refined = new ArrayList<>();
    while (!a.isEmpty() && !b.isEmpty()) {
      int x = a.remove(0);
      int y = b.remove(0);
      int common = Math.min(x, y);
      if (x % common != 0 || y % common != 0) {
        return Optional.empty();
      }
      refined.add(common);
      if (x > common) {
        a.add(0, x / common);
      }
      if (y > common) {
        b.add(0, y / common);
      }
    }
    return Optional.of(refined);
  }

  /**
   * The factors in the same order, dealt out to axes of the given lengths; empty where a factor
   * would have to be split unevenly.
   */
  static Optional<List<List<Factor>>> dealt(List<Factor> factors, List<Integer> lengths) {
    List<Factor> left =
        new ArrayList<>(factors.stream().filter(factor -> factor.length() > 1).toList());
    List<List<Factor>> axes = new ArrayList<>();
    for (int length : lengths) {
      List<Factor> axis = new ArrayList<>();
      int missing = length;
      while (missing > 1) {
        Factor next = left.remove(0);
        if (missing % next.length() == 0) {
          axis.add(next);
          missing /= next.length();
        } else if (next.length() % missing == 0) {
          Factor[] parts = next.split(missing);
          axis.add(parts[0]);
          left.add(0, parts[1]);
          missing = 1;
        } else {
          return Optional.empty();
        }
      }
      axes.add(axis.isEmpty() ? List.of(Factor.broadcast(1)) : axis);
    }
    return Optional.of(axes);
  }

  /**
   * An axis in finer factors.
   *
   * @throws IllegalArgumentException if one of its factors is not a product of neighbouring lengths
   */
  static List<Factor> refined(List<Factor> axis, List<Integer> lengths) {
    List<Factor> refined = new ArrayList<>();
    int next = 0;
    for (Factor factor : axis) {
      Factor rest = factor;
      while (rest.length() > 1 && lengths.get(next) < rest.length()) {
        Factor[] parts = rest.split(lengths.get(next++));
        refined.add(parts[0]);
        rest = parts[1];
      }
      if (rest.length() > 1) {
        refined.add(rest);
        next++;
      }
    }
    List<Integer> wanted = lengths.stream().filter(length -> length > 1).toList();
    if (!Factor.lengths(refined).equals(wanted)) {
      throw new IllegalArgumentException(Factor.lengths(axis) + " cannot be refined to " + lengths);
    }
    if (refined.isEmpty()) {
      lengths.forEach(length -> refined.add(Factor.broadcast(1)));
    }
    return refined;
  }
}
