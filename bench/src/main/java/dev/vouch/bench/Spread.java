package dev.vouch.bench;

import java.util.Arrays;

/**
 * Repeated measurements of one duration.
 *
 * @param count how many there were
 */
record Spread(int count, double leastMillis, double medianMillis, double mostMillis) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** What is measured. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /** How often to repeat: at least and at most so many times, no more once the time is up. */
  record Effort(int least, int most, double seconds) {}

  /** Repeats an action: first to warm up, uncounted, then to measure. */
  static Spread measure(Effort warmUp, Effort effort, Action action) throws Exception {
    repeat(warmUp, action);
    return measure(effort, action);
  }

  /** Repeats an action and measures each time. */
  static Spread measure(Effort effort, Action action) throws Exception {
    return of(repeat(effort, action));
  }

  /** Repeats an action, to warm up; returns nanoseconds. */
  static long[] repeat(Effort effort, Action action) throws Exception {
    long[] nanos = new long[effort.most];
    long begin = System.nanoTime();
    int count = 0;
    while (count < effort.least
        || (count < effort.most && System.nanoTime() - begin < effort.seconds * 1e9)) {
      long start = System.nanoTime();
      action.run();
      nanos[count++] = System.nanoTime() - start;
    }
    return Arrays.copyOf(nanos, count);
  }

  /** At least one duration. */
  static Spread of(long... nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + (double) sorted[half]) / 2;
    return new Spread(
        sorted.length,
        sorted[0] / NANOS_PER_MILLI,
        median / NANOS_PER_MILLI,
        sorted[sorted.length - 1] / NANOS_PER_MILLI);
  }
}
