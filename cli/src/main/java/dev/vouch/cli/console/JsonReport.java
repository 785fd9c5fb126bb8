package dev.vouch.cli.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.failure.Failure;

/**
 * The one JSON object that a command prints with {@code --json}: {@code schema}, {@code ok}, and on
 * failure {@code code}, {@code reason}, {@code message}; then the command's own names.
 */
public final class JsonReport {
  /** Version of the names and their meaning; grows when one changes or goes. */
  static final int SCHEMA = 1;

  /** Made without a mapper, whose hundreds of classes only printing needs. */
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();

  private JsonReport(boolean ok) {
    root.put("schema", SCHEMA);
    root.put("ok", ok);
  }

  public static JsonReport success() {
    return new JsonReport(true);
  }

  public static JsonReport failure(Failure failure) {
    JsonReport report = new JsonReport(false);
    report.root.put("code", failure.exitCode());
    report.root.put("reason", failure.reason());
    report.root.put("message", failure.message());
    return report;
  }

  /** The object, to be filled. */
  public ObjectNode root() {
    return root;
  }

  /** One line. */
  @Override
  public String toString() {
    return root.toString();
  }
}
