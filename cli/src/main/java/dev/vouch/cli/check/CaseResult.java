package dev.vouch.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Measure;
import dev.vouch.cli.report.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How one case of a suite fared.
 *
 * @param reason why it did not pass; empty if it did
 * @param maxAbs largest error of any output value
 * @param relRms largest relative error of any output, as root mean squares
 * @param bound largest error that an output value may have
 * @param estimate largest error to be expected of one, where the worst case says too little; empty
 *     elsewhere
 * @param undecided how many output values depend on a choice at a tie
 * @param looseness how many times the errors the bounds are, of values that depend on no such
 *     choice, of the output where that is most
 * @param proved how many proofs were made and accepted
 * @param proveSeconds median
 * @param verifyMillis median
 * @param proofBytes size of a proof
 */
record CaseResult(
    String name,
    Status status,
    String reason,
    OptionalDouble maxAbs,
    OptionalDouble relRms,
    OptionalDouble bound,
    OptionalDouble estimate,
    long undecided,
    OptionalDouble looseness,
    int proved,
    OptionalDouble proveSeconds,
    OptionalDouble verifyMillis,
    OptionalDouble proofBytes) {
  /** What a case can end in. */
  enum Status {
    PASSED,
    FAILED,
    UNSUPPORTED
  }

  private static final int STATUS_WIDTH = 13;

  /** A case of which nothing was measured. */
  static CaseResult stopped(String name, Status status, String reason) {
    OptionalDouble none = OptionalDouble.empty();
    return new CaseResult(
        name, status, reason, none, none, none, none, 0, none, 0, none, none, none);
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", name)
        .put("status", status.name().toLowerCase(Locale.ROOT))
        .put("reason", reason);
    Measure.put(node, "maxAbs", maxAbs);
    Measure.put(node, "relRms", relRms);
    Measure.put(node, "bound", bound);
    Measure.put(node, "estimate", estimate);
    node.put("undecided", undecided);
    Measure.put(node, "looseness", looseness);
    node.put("proved", proved);
    Measure.put(node, "proveSeconds", proveSeconds);
    Measure.put(node, "verifyMillis", verifyMillis);
    if (proofBytes.isPresent()) {
      node.put("proofBytes", (long) proofBytes.getAsDouble());
    } else {
      node.putNull("proofBytes");
    }
    return node;
  }

  /** Reads what {@link #json} wrote. */
  static CaseResult of(JsonNode node) {
    return new CaseResult(
        node.path("name").asText(),
        Status.valueOf(node.path("status").asText().toUpperCase(Locale.ROOT)),
        node.path("reason").asText(),
        number(node, "maxAbs"),
        number(node, "relRms"),
        number(node, "bound"),
        number(node, "estimate"),
        node.path("undecided").asLong(),
        number(node, "looseness"),
        node.path("proved").asInt(),
        number(node, "proveSeconds"),
        number(node, "verifyMillis"),
        number(node, "proofBytes"));
  }

  private static OptionalDouble number(JsonNode node, String name) {
    return node.path(name).isNumber()
        ? OptionalDouble.of(node.path(name).asDouble())
        : OptionalDouble.empty();
  }

  /** One line, for people. */
  String line(int nameWidth) {
    String word = status.name().toLowerCase(Locale.ROOT);
    List<String> facts = new ArrayList<>();
    if (!reason.isEmpty()) {
      facts.add(reason);
    }
    if (maxAbs.isPresent()) {
      facts.add("maxAbs " + Measure.brief(maxAbs));
      facts.add("bound " + Measure.brief(bound));
      estimate.ifPresent(expected -> facts.add("estimate " + Measure.brief(expected)));
      facts.add("relRms " + Measure.brief(relRms));
    }
    if (undecided > 0) {
      facts.add(undecided + " undecided at ties");
    }
    proveSeconds.ifPresent(
        seconds -> facts.add("prove " + Units.time((long) (Units.NANOS_PER_SECOND * seconds))));
    proofBytes.ifPresent(bytes -> facts.add("proof " + Units.size((long) bytes)));
    return word
        + " ".repeat(STATUS_WIDTH - word.length())
        + name
        + " ".repeat(Math.max(0, nameWidth - name.length()) + 2)
        + String.join("; ", facts);
  }
}
