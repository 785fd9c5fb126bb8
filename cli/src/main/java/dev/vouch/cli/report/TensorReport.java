package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input or output as commands show it: its values, or the commitment of a hidden one.
 *
 * @param integers row-major; null if hidden
 * @param scales what its integers stand for; null if hidden
 * @param commitment lower-case hex; null if shown
 */
@SuppressWarnings("ArrayRecordComponent")
public record TensorReport(
    String name,
    List<Integer> shape,
    long @Nullable [] integers,
    @Nullable ScaleReport scales,
    @Nullable String commitment) {
  private static final int MOST_VALUES_IN_TEXT = 20;
  private static final int COMMITMENT_DIGITS_IN_TEXT = 16;

  static TensorReport shown(String name, List<Integer> shape, long[] integers, ScaleReport scales) {
    return new TensorReport(name, shape, integers, scales, null);
  }

  static TensorReport hidden(String name, List<Integer> shape, String commitment) {
    return new TensorReport(name, shape, null, null, commitment);
  }

  /** Puts {@code name: {…}} for each. */
  public static void putAll(ObjectNode target, List<TensorReport> tensors) {
    tensors.forEach(tensor -> tensor.put(target.putObject(tensor.name)));
  }

  private void put(ObjectNode node) {
    ArrayNode lengths = node.putArray("shape");
    shape.forEach(lengths::add);
    if (integers == null || scales == null) {
      node.put("commitment", commitment);
      return;
    }
    ArrayNode values = node.putArray("values");
    for (double value : scales.values(integers, shape)) {
      values.add(value);
    }
    ArrayNode whole = node.putArray("integers");
    for (long integer : integers) {
      whole.add(integer);
    }
    scales.put(node);
  }

  /** One line: name, shape, and the values or a short form of the commitment. */
  public String text() {
    StringBuilder text = new StringBuilder(name).append(' ').append(shape).append("  ");
    if (integers == null || scales == null) {
      String digits = commitment == null ? "" : commitment;
      return text.append("hidden, commitment ")
          .append(digits, 0, Math.min(COMMITMENT_DIGITS_IN_TEXT, digits.length()))
          .append('…')
          .toString();
    }
    double[] values = scales.values(integers, shape);
    for (int i = 0; i < Math.min(values.length, MOST_VALUES_IN_TEXT); i++) {
      text.append(Units.significant(values[i])).append(' ');
    }
    if (integers.length > MOST_VALUES_IN_TEXT) {
      text.append("… (").append(integers.length).append(" values)");
    }
    return text.toString().stripTrailing();
  }
}
