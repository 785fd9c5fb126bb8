package dev.vouch.verifier.tampering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.verifier.RejectionReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Outcomes by row and check, as JSON that is kept: a campaign goes on where the file ends.
 *
 * <p>The fields: {@code seed}, {@code attempts} made so far, {@code seconds} they took, {@code
 * slowestMillis}, {@code rows} with the outcomes of each, {@code failures} with the number and
 * outcome of each attempt that was not refused as it should be.
 */
final class Results {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  static final String UNCHANGED = "unchanged";

  private final ObjectNode json;

  private Results(ObjectNode json) {
    this.json = json;
  }

  static Results none(long seed) {
    ObjectNode json = JSON.createObjectNode();
    json.put("seed", seed).put("attempts", 0).put("seconds", 0.0).put("slowestMillis", 0L);
    json.putObject("rows");
    json.putArray("failures");
    return new Results(json);
  }

  static Results of(JsonNode kept) {
    return new Results((ObjectNode) kept);
  }

  static Results read(Path file) throws IOException {
    return new Results((ObjectNode) JSON.readTree(file.toFile()));
  }

  void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(json) + "\n");
  }

  ObjectNode json() {
    return json;
  }

  long seed() {
    return json.get("seed").longValue();
  }

  long attempts() {
    return json.get("attempts").longValue();
  }

  /** An attempt whose change would have been none. */
  void unchanged(Job job) {
    add(job, UNCHANGED);
    json.put("attempts", attempts() + 1);
  }

  void count(Job job, String outcome, long number, long nanos) {
    add(job, outcome);
    json.put("attempts", attempts() + 1);
    json.put("slowestMillis", Math.max(slowestMillis(), nanos / 1_000_000));
    if (!isRefusal(outcome)) {
      ((ArrayNode) failures())
          .addObject()
          .put("number", number)
          .put("row", job.group() + ", " + job.name())
          .put("outcome", outcome);
    }
  }

  private static boolean isRefusal(String outcome) {
    return outcome.equals(Attempt.MALFORMED)
        || Arrays.stream(RejectionReason.values()).anyMatch(r -> r.name().equals(outcome));
  }

  private void add(Job job, String outcome) {
    ObjectNode rows = (ObjectNode) json.get("rows");
    ObjectNode row =
        rows.has(key(job)) ? (ObjectNode) rows.get(key(job)) : rows.putObject(key(job));
    row.put(outcome, row.path(outcome).longValue() + 1);
  }

  private static String key(Job job) {
    return job.group() + ", " + job.name();
  }

  long slowestMillis() {
    return json.get("slowestMillis").longValue();
  }

  JsonNode failures() {
    return json.get("failures");
  }

  /** How many attempts of a row were changes; by outcome if one is named. */
  long changes(Job job) {
    long sum = 0;
    JsonNode row = json.get("rows").path(key(job));
    for (Map.Entry<String, JsonNode> entry : row.properties()) {
      sum += entry.getKey().equals(UNCHANGED) ? 0 : entry.getValue().longValue();
    }
    return sum;
  }

  long count(Job job, String outcome) {
    return json.get("rows").path(key(job)).path(outcome).longValue();
  }
}
