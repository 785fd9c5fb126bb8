package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.NameCharacters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The text of an opening (formats.md §10). Stateless. */
final class OpeningText {
  private static final String FORMAT = "vouch-opening";
  private static final String VERSION = "1";

  private static final Pattern ROWS = Pattern.compile("(0|[1-9]\\d{0,18})(?:-([1-9]\\d{0,18}))?");
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9]\\d{0,18}");
  private static final List<String> FIELDS =
      List.of("format", "version", "tensor", "role", "rows", "values", "blinders");

  private OpeningText() {}

  static byte[] write(TensorOpening opening) {
    String rows =
        opening.rows() == 1
            ? Long.toString(opening.firstRow())
            : opening.firstRow() + "-" + opening.lastRow();
    Stream<String> values = LongStream.of(opening.values()).mapToObj(Long::toString);
    byte[] blinders = opening.blinders();
    Stream<String> hex =
        Stream.iterate(0, at -> at < blinders.length, at -> at + PrimeField.BYTES)
            .map(at -> HexFormat.of().formatHex(blinders, at, at + PrimeField.BYTES));
    String text =
        "{ "
            + field("format", quoted(FORMAT))
            + ", "
            + field("version", VERSION)
            + ",\n  "
            + field("tensor", quoted(opening.name()))
            + ", "
            + field("role", quoted(opening.role().word()))
            + ",\n  "
            + field("rows", quoted(rows))
            + ",\n  "
            + field("values", array(values))
            + ",\n  "
            + field("blinders", array(hex))
            + " }\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String field(String name, String value) {
    return quoted(name) + ": " + value;
  }

  private static String array(Stream<String> words) {
    return words.map(OpeningText::quoted).collect(Collectors.joining(", ", "[ ", " ]"));
  }

  /** Names have no control characters. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static TensorOpening read(byte[] bytes) throws MalformedCommitmentException {
    if (bytes.length > TensorOpening.MAX_BYTES) {
      throw malformed("it has more than " + TensorOpening.MAX_BYTES + " bytes");
    }
    Map<String, Object> fields = fields(new FlatJson(bytes));
    require(FORMAT.equals(fields.get("format")), "\"format\" is not \"" + FORMAT + "\"");
    Object version = fields.get("version");
    require(
        version instanceof FlatJson.Number number && number.digits().equals(VERSION),
        "this build reads version " + VERSION + ", get an opening of it or upgrade");
    String name = text(fields, "tensor");
    require(
        !name.isEmpty()
            && name.getBytes(StandardCharsets.UTF_8).length <= Limits.MAX_NAME_BYTES
            && !NameCharacters.anyForbidden(name),
        "\"tensor\" is no name");
    String role = text(fields, "role");
    Slot.Role of =
        Stream.of(Slot.Role.values())
            .filter(each -> each.word().equals(role))
            .findFirst()
            .orElseThrow(() -> malformed("\"role\" is neither \"input\" nor \"output\""));
    Matcher rows = ROWS.matcher(text(fields, "rows"));
    require(rows.matches(), "\"rows\" is no row such as \"17\" and no range such as \"0-99\"");
    long first = integer(rows.group(1), "row");
    long last = rows.group(2) == null ? first : integer(rows.group(2), "row");
    require(last < OpenedRow.MAX_ROW, "\"rows\" is no row");
    require(rows.group(2) == null || last > first, "\"rows\" is no range");
    return new TensorOpening(
        name, of, first, last, values(list(fields, "values")), blinders(list(fields, "blinders")));
  }

  private static Map<String, Object> fields(FlatJson json) throws MalformedCommitmentException {
    Map<String, Object> fields = new HashMap<>();
    for (Map.Entry<String, Object> field : json.object()) {
      require(FIELDS.contains(field.getKey()), "an unknown field");
      require(
          fields.put(field.getKey(), field.getValue()) == null,
          "\"" + field.getKey() + "\" stands there twice");
    }
    for (String name : FIELDS) {
      require(fields.containsKey(name), "\"" + name + "\" is missing");
    }
    return fields;
  }

  private static long[] values(List<String> words) throws MalformedCommitmentException {
    long[] values = new long[words.size()];
    for (int i = 0; i < values.length; i++) {
      require(INTEGER.matcher(words.get(i)).matches(), "value " + i + " is no integer");
      values[i] = integer(words.get(i), "value");
      require(
          Math.abs(values[i]) <= Limits.MAX_MAGNITUDE && values[i] != Long.MIN_VALUE,
          "value " + i + " is out of range");
    }
    return values;
  }

  private static byte[] blinders(List<String> words) throws MalformedCommitmentException {
    ByteArrayOutputStream blinders = new ByteArrayOutputStream(words.size() * PrimeField.BYTES);
    for (String word : words) {
      require(word.matches("[0-9a-f]{64}"), "a blinder is not 64 lower-case hexadecimal digits");
      byte[] bytes = HexFormat.of().parseHex(word);
      require(Scalar.isCanonical(bytes, 0), "a blinder is no scalar");
      blinders.writeBytes(bytes);
    }
    return blinders.toByteArray();
  }

  private static long integer(String digits, String what) throws MalformedCommitmentException {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw malformed("a " + what + " has too many digits");
    }
  }

  private static String text(Map<String, Object> fields, String name)
      throws MalformedCommitmentException {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw malformed("\"" + name + "\" is no string");
  }

  private static List<String> list(Map<String, Object> fields, String name)
      throws MalformedCommitmentException {
    if (fields.get(name) instanceof FlatJson.Strings strings) {
      return strings.words();
    }
    throw malformed("\"" + name + "\" is no array of strings");
  }

  private static void require(boolean holds, String why) throws MalformedCommitmentException {
    if (!holds) {
      throw malformed(why);
    }
  }

  static MalformedCommitmentException malformed(String why) {
    return new MalformedCommitmentException("not an opening: " + why);
  }
}
