package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.verifier.circuit.CellScales;
import dev.vouch.verifier.circuit.SliceScales;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an integer of an input or output stands for, as commands show it.
 *
 * @param scaleExponent value = integer · 2^-scaleExponent, if there are no slices
 * @param slices scales that differ along an axis, or null
 */
public record ScaleReport(int scaleExponent, @Nullable SliceScales slices) {
  private static final int MOST_SCALES_IN_TEXT = 20;

  /** The values of integers. */
  double[] values(long[] integers, List<Integer> shape) {
    CellScales scales = CellScales.of(scaleExponent, shape, slices);
    double[] values = new double[integers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb((double) integers[i], -scales.exponent(i));
    }
    return values;
  }

  /** Puts {@code scaleExponent}, or {@code scaleAxis} and {@code scaleExponents}. */
  public void put(ObjectNode node) {
    if (slices == null) {
      node.put("scaleExponent", scaleExponent);
    } else {
      node.put("scaleAxis", slices.axis());
      ArrayNode exponents = node.putArray("scaleExponents");
      slices.exponents().forEach(exponents::add);
    }
  }

  /** As in "scale 2^-8", "scales 2^-8, 2^2 along axis 1". */
  public String text() {
    return slices == null
        ? "scale " + power(scaleExponent)
        : "scales " + powers(slices.exponents()) + " along axis " + slices.axis();
  }

  private static String powers(List<Integer> exponents) {
    String first =
        exponents.stream()
            .limit(MOST_SCALES_IN_TEXT)
            .map(ScaleReport::power)
            .collect(Collectors.joining(", "));
    return exponents.size() <= MOST_SCALES_IN_TEXT
        ? first
        : first + ", … (" + exponents.size() + " scales)";
  }

  private static String power(int exponent) {
    return "2^" + -(long) exponent;
  }
}
