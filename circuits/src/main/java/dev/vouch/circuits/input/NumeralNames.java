package dev.vouch.circuits.input;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.node.ValueInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Classes that are called 1, 2, 3 or true and false: of these a 1 in data is the first class and
 * not the second, in whatever format. Stateless.
 */
final class NumeralNames {
  private NumeralNames() {}

  /** Whether one of the names may stand in data as a number, so that every number is a name. */
  static boolean anyIn(@Nullable ClassNames names) {
    return names != null && names.names().stream().anyMatch(CsvValue::isNumber);
  }

  /**
   * Arrays of numbers, those of classes that are so called as the places of the names.
   *
   * @throws MalformedTensorException naming the first number that is no name
   */
  static Map<String, TensorData> placed(
      Map<String, TensorData> arrays, Map<String, ValueInfo> infos, FormatOptions options)
      throws MalformedTensorException {
    Map<String, TensorData> placed = new LinkedHashMap<>(arrays);
    for (Map.Entry<String, TensorData> array : arrays.entrySet()) {
      String name = array.getKey();
      boolean only = name.equals(Samples.UNNAMED) && infos.size() == 1;
      ClassNames names = options.classes().get(only ? infos.keySet().iterator().next() : name);
      if (names != null && anyIn(names)) {
        placed.put(name, places(array.getValue(), names));
      }
    }
    return placed;
  }

  private static TensorData places(TensorData array, ClassNames names)
      throws MalformedTensorException {
    long[] places = new long[array.size()];
    for (int cell = 0; cell < places.length; cell++) {
      String text = text(array, cell);
      OptionalInt place = names.number(text);
      if (place.isEmpty() && text.endsWith(".0")) {
        place = names.number(text.substring(0, text.length() - 2));
      }
      if (place.isEmpty()) {
        throw new MalformedTensorException("the array has " + names.refusal(text, cell));
      }
      places[cell] = place.getAsInt();
    }
    return TensorData.ofLongs(DataType.INT64, array.shape(), places);
  }

  private static String text(TensorData array, int cell) {
    return array.isFloating()
        ? Double.toString(array.doubleAt(cell))
        : Long.toString(array.longs()[cell]);
  }
}
