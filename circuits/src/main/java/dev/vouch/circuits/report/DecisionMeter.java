package dev.vouch.circuits.report;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the decisions of one output, sample by sample. Not thread-safe. */
final class DecisionMeter {
  private static final int TOP = 5;

  private final int classes;
  private final List<Flip> flips = new ArrayList<>();
  private long count;
  private long agreeing;
  private long agreeingInTop5;
  private double largestGap;
  private long labelled;
  private long expectedRight;
  private long actualRight;

  DecisionMeter(int classes) {
    this.classes = classes;
  }

  /** Whether an output makes decisions: real values, more than one along its last axis. */
  static boolean decides(ValueInfo output) {
    return output.type().isFloating() && output.rank() > 0 && output.shape()[output.rank() - 1] > 1;
  }

  /**
   * Adds the decisions of one sample.
   *
   * @param labels one right class a decision, or null
   */
  void add(int sample, double[] expected, double[] actual, @Nullable TensorData labels) {
    TensorData known = labels != null && labels.size() * classes == expected.length ? labels : null;
    for (int row = 0; row * classes < expected.length; row++) {
      int from = row * classes;
      int wanted = argmax(expected, from);
      int given = argmax(actual, from);
      count++;
      agreeing += wanted == given ? 1 : 0;
      agreeingInTop5 += rank(actual, from, wanted) < TOP ? 1 : 0;
      if (wanted != given) {
        flip(
            new Flip(sample, row, wanted, given, expected[from + wanted] - expected[from + given]));
      }
      if (known != null) {
        labelled++;
        expectedRight += wanted == known.doubleAt(row) ? 1 : 0;
        actualRight += given == known.doubleAt(row) ? 1 : 0;
      }
    }
  }

  private void flip(Flip flip) {
    largestGap = Math.max(largestGap, flip.gap());
    if (flips.size() < DecisionMetrics.MOST_FLIPS) {
      flips.add(flip);
    }
  }

  /** The first of the greatest values. */
  private int argmax(double[] values, int from) {
    int best = 0;
    for (int i = 1; i < classes; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  /** How many values come before the one at {@code position}, of equals the first. */
  private int rank(double[] values, int from, int position) {
    int before = 0;
    for (int i = 0; i < classes; i++) {
      double difference = values[from + i] - values[from + position];
      before += difference > 0 || (difference == 0 && i < position) ? 1 : 0;
    }
    return before;
  }

  DecisionMetrics metrics() {
    return new DecisionMetrics(
        count,
        agreeing,
        classes >= DecisionMetrics.LEAST_CLASSES_FOR_TOP5,
        agreeingInTop5,
        flips,
        largestGap,
        new DecisionMetrics.LabelMetrics(labelled, expectedRight, actualRight));
  }
}
