package dev.vouch.circuits.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads one value or nested list of values; all lists of a depth must have the same length. */
final class NestedListReader {
  private static final int MAX_RANK = 16;
  private static final int MAX_CELLS = 1 << 26;
  private static final long FIRST_INEXACT = 1L << 53;

  private final JsonParser parser;
  private final DataType type;
  private final @Nullable ClassNames classes;
  private final boolean numbersAreNames;
  private final List<Integer> shape = new ArrayList<>();
  private double[] values = new double[1024];
  private int count;
  private boolean integers = true;
  private boolean booleans = true;
  private int valueDepth = -1;

  /** Thrown if all turn out to be integers; real numbers may be that large. */
  private @Nullable MalformedTensorException inexact;

  private NestedListReader(JsonParser parser, DataType type, @Nullable ClassNames classes) {
    this.parser = parser;
    this.type = type;
    this.classes = classes;
    this.numbersAreNames = NumeralNames.anyIn(classes);
  }

  /**
   * The value at the parser's current token; the parser is left at its last token.
   *
   * @param type what the numbers will become: if it is floating, decimals are its nearest numbers
   * @param classes what words mean, where a row has one class; null: there are none
   */
  static TensorData read(JsonParser parser, DataType type, @Nullable ClassNames classes)
      throws IOException {
    NestedListReader reader = new NestedListReader(parser, type, classes);
    reader.readValue(0);
    return reader.tensor();
  }

  /** Line and column, for messages. */
  static String place(JsonParser parser) {
    return "line "
        + parser.currentLocation().getLineNr()
        + ", column "
        + parser.currentLocation().getColumnNr();
  }

  private void readValue(int depth) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY) {
      readList(depth);
      return;
    }
    boolean number = token != null && (token.isNumeric() || token.isBoolean());
    if (classes != null && (token == JsonToken.VALUE_STRING || (number && numbersAreNames))) {
      readName(classes, depth);
    } else if (token != null && number) {
      readCell(token, depth);
    } else {
      throw malformed("something other than numbers and lists of numbers");
    }
  }

  private void readList(int depth) throws IOException {
    if (depth == MAX_RANK) {
      throw malformed("lists nested more than " + MAX_RANK + " deep");
    }
    int length = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      readValue(depth + 1);
      length++;
    }
    while (shape.size() <= depth) {
      shape.add(-1);
    }
    int before = shape.set(depth, length);
    if (before >= 0 && before != length) {
      throw malformed("lists of lengths " + before + " and " + length + " at one depth");
    }
  }

  /** The name of a class becomes its number. */
  private void readName(ClassNames known, int depth) throws IOException {
    OptionalInt number = known.number(parser.getText());
    if (number.isEmpty()) {
      throw malformed(known.refusal(parser.getText(), count));
    }
    makeRoom(depth);
    booleans = false;
    values[count++] = number.getAsInt();
  }

  private void makeRoom(int depth) throws MalformedTensorException {
    if (valueDepth >= 0 && valueDepth != depth) {
      throw malformed("numbers at different depths");
    }
    valueDepth = depth;
    if (count == MAX_CELLS) {
      throw malformed("more than " + MAX_CELLS + " numbers");
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
  }

  private void readCell(JsonToken token, int depth) throws IOException {
    makeRoom(depth);
    integers &= token == JsonToken.VALUE_NUMBER_INT;
    booleans &= token.isBoolean();
    double value = token.isBoolean() ? (parser.getBooleanValue() ? 1 : 0) : parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw malformed("NaN, infinity, or a number that is too large");
    }
    if (inexact == null && Math.abs(value) >= FIRST_INEXACT) {
      inexact = malformed("an integer of 2^53 or more");
    }
    values[count++] = token == JsonToken.VALUE_NUMBER_FLOAT ? nearest(value) : value;
  }

  /** Once more from the text, unless it is a double that is wanted. */
  private double nearest(double value) throws IOException {
    return type.isFloating() && type != DataType.DOUBLE
        ? DecimalText.nearest(parser.getText(), type)
        : value;
  }

  private TensorData tensor() throws MalformedTensorException {
    if (valueDepth >= 0 && shape.size() != valueDepth) {
      throw malformed("numbers at different depths");
    }
    int[] lengths = shape.stream().mapToInt(Integer::intValue).toArray();
    if (integers && inexact != null) {
      throw inexact;
    }
    if (integers || booleans) {
      long[] longs = new long[count];
      for (int i = 0; i < count; i++) {
        longs[i] = (long) values[i];
      }
      return TensorData.ofLongs(
          booleans && count > 0 ? DataType.BOOL : DataType.INT64, lengths, longs);
    }
    return TensorData.ofDoubles(DataType.DOUBLE, lengths, Arrays.copyOf(values, count));
  }

  private MalformedTensorException malformed(String problem) {
    return new MalformedTensorException("the JSON has " + problem + ", at " + place(parser));
  }
}
