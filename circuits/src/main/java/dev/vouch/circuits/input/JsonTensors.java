package dev.vouch.circuits.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors in JSON, in one of three forms: nested lists for the only input; an object with nested or
 * flat lists by input name; an object whose {@code input_data} lists one nested or flat list an
 * input, in order. Values are numbers or true and false.
 */
public final class JsonTensors {
  private static final String BY_POSITION = "input_data";
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonTensors() {}

  /** Whether these first bytes may start such a file. */
  static boolean looksLikeJson(byte[] start) {
    for (byte b : start) {
      if (b == '{' || b == '[') {
        return true;
      } else if (!Character.isWhitespace(b)) {
        return false;
      }
    }
    return false;
  }

  /**
   * Reads a file.
   *
   * @param inputs names of the inputs, in order
   * @return tensors by name, or one under {@link Samples#UNNAMED}; integers as INT64, other numbers
   *     as DOUBLE, true and false as BOOL
   * @throws MalformedTensorException if the file is no JSON of these forms, lists are ragged, or it
   *     holds too many numbers
   */
  public static Map<String, TensorData> read(Path file, List<String> inputs) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        JsonParser parser = FACTORY.createParser(in)) {
      Map<String, TensorData> tensors =
          parser.nextToken() == JsonToken.START_OBJECT
              ? readObject(parser, inputs)
              : Map.of(Samples.UNNAMED, NestedListReader.read(parser));
      if (parser.nextToken() != null) {
        throw new MalformedTensorException(
            "the JSON goes on after its first value, at " + NestedListReader.place(parser));
      }
      return tensors;
    } catch (JsonParseException | StreamConstraintsException e) {
      throw new MalformedTensorException("no usable JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Map<String, TensorData> readObject(JsonParser parser, List<String> inputs)
      throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (inputs.contains(name)) {
        put(tensors, name, NestedListReader.read(parser));
      } else if (name.equals(BY_POSITION)) {
        readByPosition(parser, inputs, tensors);
      } else {
        parser.skipChildren();
      }
    }
    return tensors;
  }

  private static void readByPosition(
      JsonParser parser, List<String> inputs, Map<String, TensorData> tensors) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new MalformedTensorException("'" + BY_POSITION + "' must list one list an input");
    }
    int position = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (position == inputs.size()) {
        throw new MalformedTensorException(
            "'" + BY_POSITION + "' lists more than the " + inputs.size() + " inputs " + inputs);
      }
      put(tensors, inputs.get(position++), NestedListReader.read(parser));
    }
  }

  private static void put(Map<String, TensorData> tensors, String name, TensorData tensor)
      throws MalformedTensorException {
    if (tensors.put(name, tensor) != null) {
      throw new MalformedTensorException("the JSON gives input '" + name + "' twice");
    }
  }
}
