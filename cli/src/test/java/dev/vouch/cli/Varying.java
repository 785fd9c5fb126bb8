package dev.vouch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts placeholders where outputs differ from run to run or from machine to machine; names, order,
 * nesting and all other values stay.
 *
 * @param folder whose path may stand in the output
 * @param modelIdVaries whether the blinders of weights, and with them the model id, are random
 */
record Varying(Path folder, boolean modelIdVaries) {
  /** Everything below these names is measured. */
  private static final Set<String> MEASURED =
      Set.of(
          "seconds",
          "millis",
          "compileSeconds",
          "proveSeconds",
          "verifyMillis",
          "compileMillis",
          "proveMillis",
          "stages",
          "peakRssBytes");

  /** What doctor finds out about the machine, not about vouch. */
  private static final Set<String> MACHINE =
      Set.of("vouch", "java", "machine", "memory", "tmpdir", "archive", "prover");

  private static final String RANDOM = "commitment";
  private static final String STABLE = "circuitDigest";

  /** By pattern, in text. */
  private static final Map<Pattern, String> IN_TEXT =
      Map.of(
          Pattern.compile("\\b\\d+(\\.\\d+)? m?s\\b"), "<time>",
          Pattern.compile("\\b[0-9a-f]{16}…"), "<hex>…",
          Pattern.compile("(?m)^memory    .* at most$"), "memory    <size> at most",
          Pattern.compile("(?m)^(\\w+) +<time> +\\d+ %(  █+)?$"), "$1 <time> <share> <bar>",
          Pattern.compile("(?m)^(ok|warn) +(" + String.join("|", MACHINE) + ") +.*$"),
              "<state> $2 <text>",
          Pattern.compile("(?m)^ +→ .*\n"), "");

  /** Digits of a floating-point number that no machine computes otherwise. */
  private static final MathContext COMPARED = new MathContext(12);

  /** Text with placeholders. */
  String text(String text) {
    return text(text, modelIdVaries);
  }

  private String text(String text, boolean idVaries) {
    String result = text.replace(folder.toString(), "FOLDER");
    for (int pass = 0; pass < 2; pass++) { // one pattern looks at what another left
      for (Map.Entry<Pattern, String> pattern : IN_TEXT.entrySet()) {
        result = pattern.getKey().matcher(result).replaceAll(pattern.getValue());
      }
    }
    return idVaries ? result.replaceAll("(?<!digest )\\b[0-9a-f]{64}\\b", "<hex>") : result;
  }

  /** A value with placeholders. */
  JsonNode json(JsonNode root) {
    return json("", root, false);
  }

  private JsonNode json(String name, JsonNode node, boolean inMeasured) {
    boolean measured = inMeasured || MEASURED.contains(name);
    if (node.isObject()) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        boolean machine = name.equals("findings") && MACHINE.contains(field.getKey());
        result.set(field.getKey(), json(field.getKey(), field.getValue(), measured || machine));
      }
      return result;
    }
    if (measured) {
      return TextNode.valueOf("<" + node.getNodeType().name().toLowerCase(Locale.ROOT) + ">");
    }
    if (node.isArray()) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> result.add(json(name, element, false)));
      return result;
    }
    return leaf(name, node);
  }

  private JsonNode leaf(String name, JsonNode leaf) {
    if (leaf.isDouble()) {
      return DoubleNode.valueOf(leaf.decimalValue().round(COMPARED).doubleValue());
    }
    if (leaf.isTextual() && !name.equals(STABLE)) {
      return TextNode.valueOf(text(leaf.asText(), modelIdVaries || name.equals(RANDOM)));
    }
    return leaf;
  }
}
