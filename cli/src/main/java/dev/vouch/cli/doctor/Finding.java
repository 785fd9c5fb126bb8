package dev.vouch.cli.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What {@code vouch doctor} found in one place.
 *
 * @param name of the place, one word
 * @param text one line
 * @param advice what to do; empty if all is well
 * @param facts for programs
 */
record Finding(String name, State state, String text, String advice, ObjectNode facts) {
  private static final String FORMAT = "%-5s %-11s %s";

  /** Whether it works. */
  enum State {
    /** It works, or is a fact. */
    OK,
    /** It works less well than it could. */
    WARN,
    /** It does not work. */
    FAIL
  }

  static Finding ok(String name, String text, ObjectNode facts) {
    return new Finding(name, State.OK, text, "", facts);
  }

  static Finding warn(String name, String text, String advice, ObjectNode facts) {
    return new Finding(name, State.WARN, text, advice, facts);
  }

  static Finding fail(String name, String text, String advice, ObjectNode facts) {
    return new Finding(name, State.FAIL, text, advice, facts);
  }

  /** An empty object for facts. */
  static ObjectNode noFacts() {
    return JsonNodeFactory.instance.objectNode();
  }

  private String stateText() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  void put(ObjectNode findings) {
    ObjectNode node = findings.putObject(name);
    node.put("state", stateText()).put("text", text).put("advice", advice);
    node.setAll(facts);
  }

  /** One line, and one of advice. */
  String lines() {
    String line = String.format(Locale.ROOT, FORMAT, stateText(), name, text);
    return advice.isEmpty() ? line : line + "\n" + String.format(FORMAT, "", "", "→ " + advice);
  }
}
