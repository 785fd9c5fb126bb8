package dev.vouch.cli.commit;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.ClassNameList;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.option.InputFormatFlag;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.RowFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Formats of inputs for data whose owner knows no model yet: those of another file, or of the
 * owner's choice. Models get them with {@code --input-format}.
 */
final class OwnFormats {
  private static final Scales SCALES = Scales.OF_16_BITS;

  @Option(
      names = "--input-format",
      paramLabel = "FILE",
      description = {
        "In place of a key: the formats of the inputs in FILE, a key, a model, a commitment to data",
        "or its openings."
      })
  private @Nullable String file;

  @Option(
      names = "--reals",
      paramLabel = "NAME=MOST",
      description = {
        "Without a key: an input of real numbers, which become integers of 16 bits. Magnitudes up to",
        "twice MOST are kept, as by a model that was calibrated with MOST."
      })
  private Map<String, Double> reals = new LinkedHashMap<>();

  @Option(
      names = "--classes",
      paramLabel = "NAME=N|" + ClassNameList.LABEL,
      description = {
        "Without a key: an input of one integer a row, 0 to N-1: labels or groups. Or what the",
        "classes are called, in order: tables and JSON may have these words for the numbers."
      })
  private Map<String, String> classes = new LinkedHashMap<>();

  /** Whether any is asked for. */
  boolean areGiven() {
    return file != null || !reals.isEmpty() || !classes.isEmpty();
  }

  /** Files that are read for them. */
  List<String> files() {
    return file == null ? List.of() : List.of(file);
  }

  /** What classes are called, by input, where the owner says so. */
  Map<String, ClassNames> names() throws IOException, CommandException {
    Map<String, ClassNames> named = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : classes.entrySet()) {
      if (!isCount(each.getValue())) {
        named.put(each.getKey(), ClassNameList.of("--classes", each.getValue()));
      }
    }
    return named;
  }

  private static boolean isCount(String value) {
    return value.matches("[-+]?\\d{1,9}");
  }

  /**
   * The formats by name.
   *
   * @param data where the shapes of real inputs are taken from
   * @param named what classes are called
   */
  Map<String, RowFormat> of(DataFiles data, Map<String, ClassNames> named)
      throws IOException, CommandException {
    Map<String, RowFormat> formats =
        new LinkedHashMap<>(file == null ? Map.of() : InputFormatFlag.formats(file));
    requireOnce(formats);
    Map<String, TensorData> arrays = reals.isEmpty() ? Map.of() : data.arrays(inputs());
    for (Map.Entry<String, Double> real : reals.entrySet()) {
      formats.put(real.getKey(), real(real.getKey(), real.getValue(), arrays));
    }
    for (String name : classes.keySet()) {
      formats.put(
          name,
          new RowFormat(List.of(), 0, 0, count(name, named) - 1L, 0, ValueType.INTEGER, null));
    }
    return formats;
  }

  private int count(String name, Map<String, ClassNames> named) throws CommandException {
    ClassNames names = named.get(name);
    String value = String.valueOf(classes.get(name));
    int count = names == null ? Integer.parseInt(value) : names.count();
    if (count < 1) {
      throw CommandException.usage(
          "'" + name + "=" + value + "' are no classes; --classes; give NAME=N, N at least 1");
    }
    return count;
  }

  /** An input has one format, wherever it comes from. */
  private void requireOnce(Map<String, RowFormat> ofFile) throws CommandException {
    Set<String> seen = new HashSet<>(ofFile.keySet());
    for (String name : inputs()) {
      if (!seen.add(name)) {
        throw CommandException.usage(
            "'"
                + name
                + "' has a format already; --input-format, --reals, --classes; give it by one of"
                + " them");
      }
    }
  }

  private List<String> inputs() {
    List<String> names = new ArrayList<>(reals.keySet());
    names.addAll(classes.keySet());
    return names;
  }

  private RowFormat real(String name, double most, Map<String, TensorData> arrays)
      throws CommandException {
    if (!(most > 0) || Double.isInfinite(most)) {
      throw CommandException.usage(
          "'" + name + "=" + most + "' has no magnitude; --reals; give a number above 0");
    }
    TensorData array = arrays.get(name);
    if (array == null && inputs().size() == 1) {
      array = arrays.get(Samples.UNNAMED);
    }
    if (array == null || array.rank() == 0) {
      throw CommandException.invalidInput(
          "the data have no rows of '" + name + "'; --reals; they have " + arrays.keySet());
    }
    int[] shape = array.shape();
    int first = 1;
    while (first < shape.length && shape[first] == 1) {
      first++;
    }
    List<Integer> lengths = Arrays.stream(shape, first, shape.length).boxed().toList();
    Interval range = Interval.signed(SCALES.bits());
    try {
      return new RowFormat(
          lengths,
          Tensor.portColumnBits(lengths),
          range.lo(),
          range.hi(),
          SCALES.signed(most),
          ValueType.REAL,
          null);
    } catch (IllegalArgumentException e) {
      throw CommandException.invalidInput(
          e.getMessage() + "; --reals " + name + "; the first axis holds the rows");
    }
  }
}
