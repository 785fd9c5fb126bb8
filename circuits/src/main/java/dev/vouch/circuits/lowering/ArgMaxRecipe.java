package dev.vouch.circuits.lowering;

/**
 * Lowering of the position of the greatest value: the maximum of keys x·2^k + (n − 1 − i), which
 * are all different and of which the first of equal x is greatest; the position is the low part of
 * that maximum.
 */
public final class ArgMaxRecipe {
  private ArgMaxRecipe() {}

  /**
   * Position along the last axis, as integers.
   *
   * @param output value of the graph that the result stands for
   * @param sign 1 for the greatest, −1 for the least value
   * @param last of equal values the last, rather than the first
   */
  public static Wire lower(Lowering lowering, String output, Wire value, int sign, boolean last) {
    Wire x = lowering.narrow(value);
    int rank = x.view().rank();
    int count = x.view().shape().get(rank - 1);
    int bits = 32 - Integer.numberOfLeadingZeros(count - 1);
    String labels = Lowering.labels(rank);
    String rows = labels.substring(0, rank - 1);
    long[] places = new long[count];
    for (int i = 0; i < count; i++) {
      places[i] = last ? i : count - 1 - i;
    }
    Wire keys =
        lowering
            .einsum(output + ".keys", labels)
            .add((long) sign << bits, lowering.term(x, labels))
            .add(
                1,
                lowering.integers(
                    output + ".places", places, new int[] {count}, labels.substring(rank - 1), 0))
            .build(0);
    Wire most = Extrema.maximum(lowering, output + ".key", keys, 1);
    Wire high = lowering.floored(most, bits, output + ".value");
    long direction = last ? 1 : -1;
    Einsum place =
        lowering
            .einsum(output, rows)
            .add(direction, lowering.term(most, rows))
            .add(-direction * (1L << bits), lowering.term(high, rows));
    if (!last) {
      place.add(1, lowering.integers(output + ".last", new long[] {count - 1}, new int[0], "", 0));
    }
    return place.build(0);
  }
}
