package dev.vouch.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.cli.failure.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code case.json} says of a case of a suite, every part of which may be left out:
 *
 * <pre>{@code
 * { "shapes": {"x": [1, 3, 48, 192]},       lengths of all axes of an input
 *   "dims": {"N": 1},                       lengths of symbolic dimensions, if there are no shapes
 *   "fixed": {"sr": 16000},                 inputs that are constants: numbers or nested lists
 *   "gates": {"maxRelRms": 1e-2} }          also maxAbs, minTop1; they replace the predicted bound
 * }</pre>
 *
 * @param gates null if there are none
 */
record CaseFile(
    Map<String, List<Integer>> shapes,
    Map<String, Integer> dims,
    Map<String, TensorData> fixed,
    @Nullable AccuracyGates gates) {
  private static final String NAME = "case.json";

  /** Reads the file in a folder; one that says nothing if there is none. */
  static CaseFile in(Path folder) throws IOException, CommandException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return new CaseFile(Map.of(), Map.of(), Map.of(), null);
    }
    try {
      return of(new ObjectMapper().readTree(Files.readAllBytes(file)));
    } catch (JsonProcessingException e) {
      throw CommandException.invalidInput(
          "no usable JSON: " + e.getOriginalMessage() + "; " + file + "; mend it");
    } catch (IllegalArgumentException e) {
      throw CommandException.invalidInput(e.getMessage() + "; " + file + "; mend it");
    }
  }

  private static CaseFile of(JsonNode root) {
    Map<String, List<Integer>> shapes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> shape : root.path("shapes").properties()) {
      List<Integer> lengths = new ArrayList<>();
      shape.getValue().forEach(length -> lengths.add(integer(shape.getKey(), length)));
      shapes.put(shape.getKey(), lengths);
    }
    Map<String, Integer> dims = new TreeMap<>();
    for (Map.Entry<String, JsonNode> dim : root.path("dims").properties()) {
      dims.put(dim.getKey(), integer(dim.getKey(), dim.getValue()));
    }
    Map<String, TensorData> fixed = new TreeMap<>();
    for (Map.Entry<String, JsonNode> fix : root.path("fixed").properties()) {
      fixed.put(fix.getKey(), tensor(fix.getKey(), fix.getValue()));
    }
    return new CaseFile(shapes, dims, fixed, gates(root.path("gates")));
  }

  private static @Nullable AccuracyGates gates(JsonNode gates) {
    return gates.isEmpty()
        ? null
        : new AccuracyGates(
            number(gates, "minTop1"), number(gates, "maxRelRms"), number(gates, "maxAbs"));
  }

  private static @Nullable Double number(JsonNode gates, String name) {
    return gates.path(name).isNumber() ? gates.path(name).asDouble() : null;
  }

  private static int integer(String name, JsonNode value) {
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException("'" + name + "' has a length that is no integer");
    }
    return value.intValue();
  }

  /** A number, truth value, or nested lists of them that are not ragged. */
  private static TensorData tensor(String name, JsonNode value) {
    List<Integer> shape = new ArrayList<>();
    for (JsonNode inner = value; inner.isArray(); inner = inner.path(0)) {
      shape.add(inner.size());
    }
    List<JsonNode> leaves = new ArrayList<>();
    leaves(value, leaves);
    int[] axes = shape.stream().mapToInt(Integer::intValue).toArray();
    if (!leaves.stream().allMatch(leaf -> leaf.isNumber() || leaf.isBoolean())) {
      throw new IllegalArgumentException("'" + name + "' is fixed to what is no number");
    }
    boolean integers =
        leaves.stream().allMatch(leaf -> leaf.isIntegralNumber() || leaf.isBoolean());
    return integers
        ? TensorData.ofLongs(
            DataType.INT64,
            axes,
            leaves.stream()
                .mapToLong(leaf -> leaf.isBoolean() ? (leaf.asBoolean() ? 1 : 0) : leaf.longValue())
                .toArray())
        : TensorData.ofDoubles(
            DataType.DOUBLE, axes, leaves.stream().mapToDouble(JsonNode::doubleValue).toArray());
  }

  private static void leaves(JsonNode value, List<JsonNode> leaves) {
    if (value.isArray()) {
      value.forEach(element -> leaves(element, leaves));
    } else {
      leaves.add(value);
    }
  }

  /** Options of the command with what the file says. */
  ImportOptions applyTo(ImportOptions options) {
    ImportOptions sized = options;
    if (!shapes.isEmpty()) {
      sized = sized.withShapes(shapes);
    } else if (!dims.isEmpty()) {
      sized = sized.withDimensions(dims);
    }
    return fixed.isEmpty() ? sized : sized.withFixed(fixed);
  }
}
