package dev.vouch.circuits.lowering;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.integer.Interval;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The floating-point numbers that a model has where integers stand for them: each integer cast to
 * floating-point types one after the other. It never falls, so a comparison of the results with a
 * number is one of the integers with another number.
 *
 * @param casts names of the values that integers were first cast to
 * @param types that they are cast to, in order; in any order where that is not known
 * @param known whether all cells are cast in this way
 */
public record IntegerRounding(Set<String> casts, List<DataType> types, boolean known) {
  public IntegerRounding {
    casts = Set.copyOf(casts);
    types = List.copyOf(types);
  }

  /** The rounding of what is cast further. */
  public IntegerRounding then(DataType type) {
    return new IntegerRounding(
        casts, Stream.concat(types.stream(), Stream.of(type)).toList(), known);
  }

  /** That of cells some of which have this rounding, and some the other. */
  public IntegerRounding or(IntegerRounding other) {
    return new IntegerRounding(
        union(casts.stream(), other.casts.stream()),
        types.equals(other.types)
            ? types
            : List.copyOf(union(types.stream(), other.types.stream())),
        known && other.known && types.equals(other.types));
  }

  /** That of cells some of which are other numbers. */
  public IntegerRounding unknown() {
    return new IntegerRounding(casts, types, false);
  }

  private static <T> Set<T> union(Stream<T> some, Stream<T> others) {
    return Stream.concat(some, others).collect(Collectors.toSet());
  }

  /** Whether all integers of a range stay what they are. */
  public boolean isExact(Interval range) {
    return types.stream().allMatch(type -> type.holds(range.magnitude()));
  }

  /** The model's number. */
  double of(long integer) {
    double x = types.get(0).ofInteger(integer);
    for (DataType type : types.subList(1, types.size())) {
      x = type.round(x);
    }
    return x;
  }

  /** The greatest integer of a range of which the number is at most t; if none, the one before. */
  public long atMost(double t, Interval range) {
    return greatest(integer -> of(integer) <= t, range);
  }

  /** The greatest integer of a range of which the number is below t; if none, the one before. */
  public long below(double t, Interval range) {
    return greatest(integer -> of(integer) < t, range);
  }

  private static long greatest(LongPredicate holds, Interval range) {
    long last = range.lo() - 1;
    long beyond = range.hi() + 1;
    while (beyond - last > 1) {
      long middle = last + (beyond - last) / 2;
      if (holds.test(middle)) {
        last = middle;
      } else {
        beyond = middle;
      }
    }
    return last;
  }
}
