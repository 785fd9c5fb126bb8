package dev.vouch.verifier.curve;

import dev.vouch.verifier.parallel.Workers;
import java.util.Arrays;

/**
 * Points being read from their encodings (protocol.md §1). The threads of a pool begin at once; the
 * caller joins them in {@link #finish}, and without a pool does it all there. For one thread.
 */
public final class PointDecoding {
  /** Points that one thread decodes at a time. */
  private static final int CHUNK = 16;

  private final PointVector points;
  private final int[] wrong; // of each part the first that is no point
  private final Workers.Parts parts;

  private PointDecoding(byte[] bytes, int offset, int count, Workers workers) {
    long[] coordinates = new long[CurveArithmetic.AFFINE * count];
    points = new PointVector(coordinates, count);
    wrong = new int[(count + CHUNK - 1) / CHUNK];
    parts =
        workers.start(
            wrong.length,
            part -> {
              int end = Math.min(count, (part + 1) * CHUNK);
              int i = part * CHUNK;
              while (i < end
                  && PointCodec.decode(
                      coordinates,
                      CurveArithmetic.AFFINE * i,
                      bytes,
                      offset + PointCodec.BYTES * i)) {
                i++;
              }
              wrong[part] = i < end ? i : count;
            });
  }

  /**
   * Begins to read {@code count} encodings of 32 bytes, starting at {@code offset}. The bytes must
   * stay as they are until {@link #finish} returns.
   *
   * @param workers square roots are worth several threads
   * @throws IllegalArgumentException if the bytes do not hold so many
   */
  public static PointDecoding start(byte[] bytes, int offset, int count, Workers workers) {
    if (count < 0 || (long) offset + (long) count * PointCodec.BYTES > bytes.length) {
      throw new IllegalArgumentException(
          count + " points do not fit in " + (bytes.length - offset) + " bytes");
    }
    return new PointDecoding(bytes, offset, count, workers);
  }

  /** Leaves the points unread that no thread has begun: {@link #finish} is not called any more. */
  public void abandon() {
    parts.abandon();
  }

  /**
   * The points, when all are read.
   *
   * @throws InvalidPointException at the first that is no point
   */
  public PointVector finish() throws InvalidPointException {
    parts.finish();
    int first = Arrays.stream(wrong).min().orElse(points.length());
    if (first < points.length()) {
      throw new InvalidPointException(first);
    }
    return points;
  }
}
