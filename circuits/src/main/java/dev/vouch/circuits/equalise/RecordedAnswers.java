package dev.vouch.circuits.equalise;

import dev.vouch.circuits.quantise.SliceAxis;
import java.util.Arrays;
import java.util.List;

/** Answers that {@link MeasuredAnswers} gave to the same questions. Not thread-safe. */
final class RecordedAnswers implements SliceAnswers {
  private final int[] given;
  private int next;

  RecordedAnswers(int... given) {
    this.given = given;
  }

  @Override
  public boolean apart(SliceAxis axis, SliceAxis other) {
    return next() != 0;
  }

  @Override
  public boolean unlikeWithin(SliceAxis axis, int[] parts) {
    return next() != 0;
  }

  @Override
  public List<Integer> balance(SliceAxis axis, SliceAxis other) {
    int slices = Math.max(0, Math.min(next(), given.length - next));
    next += slices;
    return Arrays.stream(given, next - slices, next).boxed().toList();
  }

  /** No, where nothing is left. */
  private int next() {
    return next < given.length ? given[next++] : 0;
  }
}
