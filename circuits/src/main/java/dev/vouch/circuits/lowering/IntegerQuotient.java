package dev.vouch.circuits.lowering;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Arrays;
import java.util.List;

/**
 * Lowering of x / c for integers x and constants c > 0, truncated toward zero:
 *
 * <pre>
 * ⌊|x| / c⌋ = ⌊|x|·m / 2^s⌋   with m = ⌈2^s / c⌉, exact for |x| &lt; 2^n and s ≥ n + ⌈log2 c⌉
 * x / c = (1 + 2σ)·⌊|x| / c⌋  with σ = ⌊x / 2^n⌋, −1 for negative x and 0 for others
 * </pre>
 */
public final class IntegerQuotient {
  private static final int MAX_SHIFT = 32;

  private IntegerQuotient() {}

  /** Binds {@code output} to the first input divided by the second, which is constant. */
  public static void bind(Lowering lowering, List<String> inputs, String output) {
    List<Integer> shape = lowering.shape(output);
    String labels = Lowering.labels(shape.size());
    Wire given = lowering.narrow(lowering.wire(inputs.get(0)));
    Wire x = given.through(given.view().broadcastTo(shape));
    TensorData divisors = lowering.constant(inputs.get(1));
    Interval range = lowering.program().tensor(x.tensor()).range();
    int bits = 64 - Long.numberOfLeadingZeros(range.magnitude());
    if (range.lo() >= 0) {
      lowering.bind(output, quotient(lowering, output, x, labels, bits, divisors));
      return;
    }
    Wire sign = lowering.floored(x, bits, output + ".sign");
    Interval positive = new Interval(0, Math.max(0, range.hi()));
    Wire rectified = lowering.requantise(x, x.scaleExponent(), positive, output + ".rectified");
    Wire magnitude = lowering.sum(output + ".magnitude", List.of(rectified, x), new long[] {2, -1});
    Wire unsigned = quotient(lowering, output, magnitude, labels, bits, divisors);
    lowering.bind(
        output,
        lowering
            .einsum(output, labels)
            .add(1, lowering.term(unsigned, labels))
            .add(2, lowering.term(sign, labels), lowering.term(unsigned, labels))
            .build(0));
  }

  /** ⌊x / c⌋ for 0 ≤ x < 2^bits. */
  private static Wire quotient(
      Lowering lowering, String output, Wire x, String labels, int bits, TensorData divisors) {
    long most = Arrays.stream(divisors.longs()).max().orElse(1);
    int shift = bits + 64 - Long.numberOfLeadingZeros(most - 1);
    if (Arrays.stream(divisors.longs()).anyMatch(divisor -> divisor < 1) || shift > MAX_SHIFT) {
      throw new UnsupportedNodeException(
          "integers of " + bits + " bits can be divided by 1 … 2^" + (MAX_SHIFT - bits) + " only");
    }
    long[] reciprocals =
        Arrays.stream(divisors.longs()).map(c -> ((1L << shift) + c - 1) / c).toArray();
    StringBuilder kept = new StringBuilder();
    int[] shape = divisors.shape();
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] != 1) {
        kept.append(labels.charAt(labels.length() - shape.length + axis));
      }
    }
    int[] lengths = Arrays.stream(shape).filter(length -> length != 1).toArray();
    Wire scaled =
        lowering
            .einsum(output + ".scaled", labels)
            .add(
                1,
                lowering.integers(
                    output + ".reciprocals", reciprocals, lengths, kept.toString(), 0),
                lowering.term(x, labels))
            .build(shift);
    return lowering.floored(scaled, shift, output);
  }
}
