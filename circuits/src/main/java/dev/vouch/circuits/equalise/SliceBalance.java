package dev.vouch.circuits.equalise;

import dev.vouch.circuits.quantise.SliceAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Slices of two operands that meet in a sum of products. With one step for each operand the sum is
 * as exact as the product of their largest cells tells, though these may never meet. A factor on a
 * slice that its partner takes back changes no product:
 *
 * <pre>
 * Σ a_i · b_i = Σ (2^k_i · a_i) · (2^−k_i · b_i)
 * </pre>
 *
 * Both are about as large as the root of their product with 2^k_i ≈ √(|b_i| / |a_i|): then the
 * largest cells are those of the largest product.
 */
final class SliceBalance {
  private final double[] left;
  private final double[] right;

  SliceBalance(SliceSizes sizes, SliceAxis axis, SliceAxis other) {
    this.left = sizes.of(axis).magnitudes();
    this.right = sizes.of(other).magnitudes();
  }

  /** How many digits of the sum opposite factors gain, as powers of two. */
  int gain() {
    double most = largestProduct();
    return most == 0
        ? 0
        : Math.getExponent(largest(left))
            + Math.getExponent(largest(right))
            - Math.getExponent(most);
  }

  private static double largest(double... sizes) {
    return Arrays.stream(sizes).max().orElse(0);
  }

  private double largestProduct() {
    return IntStream.range(0, Math.min(left.length, right.length))
        .mapToDouble(slice -> left[slice] * right[slice])
        .max()
        .orElse(0);
  }

  /** The factors of the first operand's slices; the second operand's are their inverses. */
  List<Integer> exponents() {
    int most = Math.getExponent(largestProduct()) / 2;
    List<Integer> exponents = new ArrayList<>();
    for (int slice = 0; slice < left.length; slice++) {
      exponents.add(SliceSizes.limited(exponent(left[slice], right[slice], most)));
    }
    return exponents;
  }

  /** Beside a slice that was always 0 the other one need not be smaller than the largest are. */
  private static int exponent(double left, double right, int most) {
    if (left > 0 && right > 0) {
      return Math.floorDiv(Math.getExponent(right) - Math.getExponent(left), 2);
    }
    int above = Math.max(0, Math.getExponent(Math.max(left, right)) - most);
    return left > 0 ? -above : right > 0 ? above : 0;
  }
}
