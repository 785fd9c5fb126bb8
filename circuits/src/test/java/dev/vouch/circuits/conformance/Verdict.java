package dev.vouch.circuits.conformance;

import dev.vouch.circuits.data.TensorData;
import java.util.List;

/**
 * How a case fared at one level.
 *
 * @param reason empty where it passed
 */
public record Verdict(Outcome outcome, String reason) {
  /** Kinds of verdict. */
  public enum Outcome {
    PASSED,
    UNSUPPORTED,
    FAILED
  }

  public static final Verdict PASSED = new Verdict(Outcome.PASSED, "");

  public static Verdict unsupported(String reason) {
    return new Verdict(Outcome.UNSUPPORTED, reason);
  }

  public static Verdict failed(String reason) {
    return new Verdict(Outcome.FAILED, reason);
  }

  /** Failure by an exception that no case may cause. */
  public static Verdict failed(Exception unexpected) {
    List<StackTraceElement> frames = List.of(unexpected.getStackTrace());
    return failed(unexpected + " at " + frames.subList(0, Math.min(6, frames.size())));
  }

  public boolean passed() {
    return outcome == Outcome.PASSED;
  }

  /** Whether a number is as expected. */
  @FunctionalInterface
  interface Nearness {
    boolean test(int cell);
  }

  /** Passed, or failed at the first cell of output {@code index} that is not near. */
  static Verdict ofCells(int index, double[] actual, TensorData expected, Nearness near) {
    for (int cell = 0; cell < expected.size(); cell++) {
      if (!near.test(cell)) {
        return failed(
            "output "
                + index
                + " cell "
                + cell
                + " is "
                + actual[cell]
                + " instead of "
                + expected.doubleAt(cell));
      }
    }
    return PASSED;
  }
}
