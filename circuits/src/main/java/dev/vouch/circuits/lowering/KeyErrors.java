package dev.vouch.circuits.lowering;

import dev.vouch.circuits.primitive.ErrorRule;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Errors of what is read from the greatest of some keys x·2^bits + place, all different: x, which
 * is as exact as its candidates are, and the place, which is exact unless another key may be as
 * great. By the primitives alone a place would be off by as much as the key it is the low part of.
 *
 * <pre>
 * the key of a rank lies between the keys of that rank in  key − error  and in  key + error
 * </pre>
 *
 * @param keys tensor of all keys
 * @param count keys that have places of their own, one after the other from a multiple of it on
 * @param rows the cells that each result is the greatest of
 */
public record KeyErrors(int keys, int count, int bits, IntFunction<int[]> rows) {
  /** Of neighbouring cells: each row of {@code count} keys gives one result. */
  public static KeyErrors ofRows(int keys, int count, int bits) {
    return new KeyErrors(
        keys,
        count,
        bits,
        row -> {
          int[] cells = new int[count];
          Arrays.setAll(cells, i -> row * count + i);
          return cells;
        });
  }

  /** The range in which the key of a rank lies. */
  private record Candidates(double least, double most, long found) {}

  private static Candidates candidates(int[] cells, int rank, long[] key, double[] error) {
    long found = ranked(Arrays.stream(cells).mapToLong(cell -> key[cell]).toArray(), rank);
    double least =
        ranked(Arrays.stream(cells).mapToDouble(cell -> key[cell] - error[cell]).toArray(), rank);
    double most =
        ranked(Arrays.stream(cells).mapToDouble(cell -> key[cell] + error[cell]).toArray(), rank);
    return new Candidates(least, most, found);
  }

  private static long ranked(long[] numbers, int rank) {
    Arrays.sort(numbers);
    return numbers[numbers.length - 1 - rank];
  }

  private static double ranked(double[] numbers, int rank) {
    Arrays.sort(numbers);
    return numbers[numbers.length - 1 - rank];
  }

  /**
   * Of the x of each row's key of a rank.
   *
   * @param results how many rows there are
   */
  public ErrorRule ofValues(int results, int rank) {
    return errors -> {
      double[] carried = new double[results];
      for (int i = 0; i < results; i++) {
        Candidates all = candidates(rows.apply(i), rank, errors.valuesOf(keys), errors.of(keys));
        double reach = Math.max(all.most() - all.found(), all.found() - all.least());
        // Keys of other places are up to a step further apart than their x.
        carried[i] = Math.scalb(reach, -bits) + (reach > 0 && reach % (1L << bits) != 0 ? 1 : 0);
      }
      return carried;
    };
  }

  /**
   * Of the places of each row's key of a rank, in places.
   *
   * @param results how many rows there are
   */
  public ErrorRule ofPlaces(int results, int rank) {
    return errors -> {
      long[] key = errors.valuesOf(keys);
      // Equal x whose keys differ by their places alone are decided by errors of any size.
      double step = Math.scalb(1.0, bits);
      double[] error =
          Arrays.stream(errors.of(keys)).map(e -> e == 0 ? 0 : Math.max(e, step)).toArray();
      double[] carried = new double[results];
      for (int i = 0; i < results; i++) {
        int[] cells = rows.apply(i);
        Candidates all = candidates(cells, rank, key, error);
        int place =
            Arrays.stream(cells).filter(cell -> key[cell] == all.found()).findFirst().orElseThrow();
        int furthest = 0;
        for (int cell : cells) {
          if (key[cell] + error[cell] >= all.least() && key[cell] - error[cell] <= all.most()) {
            furthest = Math.max(furthest, Math.abs(cell % count - place % count));
          }
        }
        carried[i] = errors.ofStep(furthest);
      }
      return carried;
    };
  }
}
