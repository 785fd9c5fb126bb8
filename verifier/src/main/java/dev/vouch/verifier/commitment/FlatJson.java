package dev.vouch.verifier.commitment;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a JSON object (RFC 8259) whose values are strings, numbers and arrays of strings, and
 * refuses any other: the one text that a verifier reads needs no more. Not thread-safe.
 */
final class FlatJson {
  private final CharBuffer text;

  /** A number as it is written. */
  record Number(String digits) {}

  /** An array of strings. */
  record Strings(List<String> words) {}

  FlatJson(byte[] bytes) throws MalformedCommitmentException {
    try {
      this.text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw OpeningText.malformed("it is not UTF-8");
    }
  }

  /** The whole text as an object: its fields in their order, a name as often as it is there. */
  List<Map.Entry<String, Object>> object() throws MalformedCommitmentException {
    List<Map.Entry<String, Object>> fields = new ArrayList<>();
    expect('{');
    if (peek() != '}') {
      do {
        String name = string();
        expect(':');
        fields.add(Map.entry(name, value()));
      } while (goesOn());
    }
    expect('}');
    peek(); // over white space
    if (text.hasRemaining()) {
      throw malformed("the end");
    }
    return fields;
  }

  private Object value() throws MalformedCommitmentException {
    char next = peek();
    if (next == '"') {
      return string();
    }
    if (next == '[') {
      return new Strings(strings());
    }
    StringBuilder digits = new StringBuilder();
    while (text.hasRemaining() && "+-.eE0123456789".indexOf(text.get(text.position())) >= 0) {
      digits.append(text.get());
    }
    if (!digits.toString().matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?")) {
      throw malformed("a string, a number or an array of strings");
    }
    return new Number(digits.toString());
  }

  private List<String> strings() throws MalformedCommitmentException {
    List<String> words = new ArrayList<>();
    expect('[');
    if (peek() != ']') {
      do {
        words.add(string());
      } while (goesOn());
    }
    expect(']');
    return words;
  }

  private String string() throws MalformedCommitmentException {
    expect('"');
    StringBuilder string = new StringBuilder();
    for (char c = character(); c != '"'; c = character()) {
      if (c < ' ') {
        throw malformed("a string without control characters");
      }
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  private char escaped() throws MalformedCommitmentException {
    char c = character();
    int at = "\"\\/bfnrt".indexOf(c);
    if (at >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(at);
    }
    if (c != 'u') {
      throw malformed("an escaped character");
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = "0123456789abcdef".indexOf(Character.toLowerCase(character()));
      if (digit < 0) {
        throw malformed("four hexadecimal digits");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private boolean goesOn() throws MalformedCommitmentException {
    if (peek() != ',') {
      return false;
    }
    expect(',');
    return true;
  }

  /** The next character that is no white space, which stays there; 0 at the end. */
  private char peek() {
    while (text.hasRemaining() && " \t\n\r".indexOf(text.get(text.position())) >= 0) {
      text.get();
    }
    return text.hasRemaining() ? text.get(text.position()) : 0;
  }

  private void expect(char wanted) throws MalformedCommitmentException {
    if (peek() != wanted) {
      throw malformed("'" + wanted + "'");
    }
    text.get();
  }

  private char character() throws MalformedCommitmentException {
    if (!text.hasRemaining()) {
      throw malformed("the end of a string");
    }
    return text.get();
  }

  private MalformedCommitmentException malformed(String expected) {
    return OpeningText.malformed("expected " + expected + " at character " + text.position());
  }
}
