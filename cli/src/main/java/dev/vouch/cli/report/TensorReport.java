package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input or output as commands show it: its values, or the commitment of a hidden one.
 *
 * @param integers row-major; null if hidden
 * @param scaleExponent value = integer · 2^-scaleExponent
 * @param commitment lower-case hex; null if shown
 */
@SuppressWarnings("ArrayRecordComponent")
public record TensorReport(
    String name,
    List<Integer> shape,
    long @Nullable [] integers,
    int scaleExponent,
    @Nullable String commitment) {
  private static final int MOST_VALUES_IN_TEXT = 20;
  private static final int COMMITMENT_DIGITS_IN_TEXT = 16;

  static TensorReport shown(String name, List<Integer> shape, long[] integers, int scaleExponent) {
    return new TensorReport(name, shape, integers, scaleExponent, null);
  }

  static TensorReport hidden(String name, List<Integer> shape, String commitment) {
    return new TensorReport(name, shape, null, 0, commitment);
  }

  /** The same values under the name and shape of a port. */
  TensorReport withPort(String portName, List<Integer> portShape) {
    return new TensorReport(portName, portShape, integers, scaleExponent, commitment);
  }

  private static double value(long integer, int scaleExponent) {
    return Math.scalb((double) integer, -scaleExponent);
  }

  /** Puts {@code name: {…}} for each. */
  public static void putAll(ObjectNode target, List<TensorReport> tensors) {
    tensors.forEach(tensor -> tensor.put(target.putObject(tensor.name)));
  }

  private void put(ObjectNode node) {
    ArrayNode lengths = node.putArray("shape");
    shape.forEach(lengths::add);
    if (integers == null) {
      node.put("commitment", commitment);
      return;
    }
    ArrayNode values = node.putArray("values");
    ArrayNode whole = node.putArray("integers");
    for (long integer : integers) {
      values.add(value(integer, scaleExponent));
      whole.add(integer);
    }
    node.put("scaleExponent", scaleExponent);
  }

  /** One line: name, shape, and the values or a short form of the commitment. */
  public String text() {
    StringBuilder text = new StringBuilder(name).append(' ').append(shape).append("  ");
    if (integers == null) {
      String digits = commitment == null ? "" : commitment;
      return text.append("hidden, commitment ")
          .append(digits, 0, Math.min(COMMITMENT_DIGITS_IN_TEXT, digits.length()))
          .append('…')
          .toString();
    }
    for (int i = 0; i < Math.min(integers.length, MOST_VALUES_IN_TEXT); i++) {
      text.append(Units.significant(value(integers[i], scaleExponent))).append(' ');
    }
    if (integers.length > MOST_VALUES_IN_TEXT) {
      text.append("… (").append(integers.length).append(" values)");
    }
    return text.toString().stripTrailing();
  }
}
