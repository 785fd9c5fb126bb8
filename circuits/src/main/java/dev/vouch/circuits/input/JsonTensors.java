package dev.vouch.circuits.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.node.ValueInfo;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tensors in JSON, in one of three forms: nested lists for the only port; an object with nested or
 * flat lists by name; an object whose {@code input_data}, or {@code output_data} for outputs, lists
 * one nested or flat list a port, in order. Values are numbers or true and false, or names of
 * classes where they are known.
 */
final class JsonTensors {
  /** NaN is read where a number stands, so that its refusal can say what it is and where. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final JsonParser parser;
  private final Map<String, ValueInfo> infos;
  private final Map<String, ClassNames> classes;
  private final List<String> names;
  private final String byPosition;
  private final Map<String, TensorData> tensors = new LinkedHashMap<>();

  private JsonTensors(
      JsonParser parser,
      PortKind kind,
      Map<String, ValueInfo> infos,
      Map<String, ClassNames> classes) {
    this.parser = parser;
    this.infos = infos;
    this.classes = classes;
    this.names = List.copyOf(infos.keySet());
    this.byPosition = kind.word() + "_data";
  }

  /** Whether these first bytes may start such a file. */
  static boolean looksLikeJson(byte[] start) {
    int i = startsWithByteOrderMark(start) ? 3 : 0;
    while (i < start.length
        && (start[i] == ' ' || start[i] == '\t' || start[i] == '\n' || start[i] == '\r')) {
      i++;
    }
    return i < start.length && (start[i] == '{' || start[i] == '[');
  }

  /** The mark that some editors put before UTF-8; the parser skips it too. */
  private static boolean startsWithByteOrderMark(byte[] start) {
    return start.length >= 3
        && start[0] == (byte) 0xEF
        && start[1] == (byte) 0xBB
        && start[2] == (byte) 0xBF;
  }

  /**
   * Reads a file.
   *
   * @param infos types of the inputs or outputs by name, in order
   * @param classes what words mean, by name
   * @return tensors by name, or one under {@link Samples#UNNAMED}; integers as INT64, other numbers
   *     as DOUBLE, but the nearest ones of the port's type, true and false as BOOL
   * @throws MalformedTensorException if the file is no JSON of these forms, lists are ragged, or it
   *     holds too many numbers
   */
  static Map<String, TensorData> read(
      Path file, PortKind kind, Map<String, ValueInfo> infos, Map<String, ClassNames> classes)
      throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        JsonParser parser = FACTORY.createParser(in)) {
      JsonTensors reader = new JsonTensors(parser, kind, infos, classes);
      Map<String, TensorData> tensors =
          parser.nextToken() == JsonToken.START_OBJECT
              ? reader.readObject()
              : Map.of(Samples.UNNAMED, reader.only());
      if (parser.nextToken() != null) {
        throw new MalformedTensorException(
            "the JSON goes on after its first value, at " + NestedListReader.place(parser));
      }
      return tensors;
    } catch (JsonParseException | StreamConstraintsException e) {
      throw new MalformedTensorException("no usable JSON: " + e.getOriginalMessage(), e);
    } catch (CharConversionException e) {
      throw new MalformedTensorException("no usable JSON: it is not text in UTF-8", e);
    }
  }

  private Map<String, TensorData> readObject() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (names.contains(name)) {
        put(name);
      } else if (name.equals(byPosition)) {
        readByPosition();
      } else {
        parser.skipChildren();
      }
    }
    return tensors;
  }

  private void readByPosition() throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new MalformedTensorException("'" + byPosition + "' must list one list for each name");
    }
    int position = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (position == names.size()) {
        throw new MalformedTensorException(
            "'"
                + byPosition
                + "' must list one list for each of "
                + names
                + ", which may hold several samples, but lists more");
      }
      put(names.get(position++));
    }
  }

  /** A list without a name can only be read for one port; then what its values are is known. */
  private TensorData only() throws IOException {
    return names.size() == 1
        ? read(names.get(0))
        : NestedListReader.read(parser, DataType.DOUBLE, null);
  }

  private TensorData read(String name) throws IOException {
    DataType type = Objects.requireNonNull(infos.get(name)).type();
    return NestedListReader.read(parser, type, classes.get(name));
  }

  private void put(String name) throws IOException {
    if (tensors.put(name, read(name)) != null) {
      throw new MalformedTensorException("the JSON gives '" + name + "' twice");
    }
  }
}
