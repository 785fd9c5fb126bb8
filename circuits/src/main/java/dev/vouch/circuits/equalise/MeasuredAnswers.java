package dev.vouch.circuits.equalise;

import dev.vouch.circuits.quantise.SliceAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Answers of what calibration saw, which are kept in the order of the questions. Not thread-safe.
 */
final class MeasuredAnswers implements SliceAnswers {
  /** Ratios of slices that differ by so many powers of two are unlike. */
  private static final int UNLIKE = 4;

  private final SliceSizes sizes;
  private final List<Integer> given = new ArrayList<>();

  MeasuredAnswers(SliceSizes sizes) {
    this.sizes = sizes;
  }

  /** The answers as {@link RecordedAnswers} reads them; nothing if all are no. */
  int[] given() {
    return given.stream().allMatch(answer -> answer == 0)
        ? new int[0]
        : given.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public boolean apart(SliceAxis axis, SliceAxis other) {
    int[] above = sizes.above(axis, other);
    return keep(
        Arrays.stream(above).max().orElse(0) - Arrays.stream(above).min().orElse(0) >= UNLIKE);
  }

  @Override
  public boolean unlikeWithin(SliceAxis axis, int[] parts) {
    return keep(sizes.spreadWithin(axis, parts) >= UNLIKE);
  }

  @Override
  public List<Integer> balance(SliceAxis axis, SliceAxis other) {
    SliceBalance balance = new SliceBalance(sizes, axis, other);
    List<Integer> exponents = balance.gain() >= UNLIKE ? balance.exponents() : List.of();
    given.add(exponents.size());
    given.addAll(exponents);
    return exponents;
  }

  private boolean keep(boolean answer) {
    given.add(answer ? 1 : 0);
    return answer;
  }
}
