package dev.vouch.cli.file;

import dev.vouch.verifier.format.FileKind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a file is, in words, for messages about one that is not what it should be. */
final class Contents {
  /** Enough to tell text from anything else. */
  static final int START_BYTES = 1024;

  /** Formats of data, by what a file begins with, one byte a character. */
  private static final Map<String, String> DATA = new LinkedHashMap<>();

  static {
    DATA.put("PK\3\4", "a zip archive, such as .npz");
    DATA.put("\u0093NUMPY", "a NumPy array");
    DATA.put("\u0089PNG", "a PNG image");
    DATA.put("{", "JSON");
    DATA.put("[", "JSON");
  }

  private Contents() {}

  /** Empty if its first bytes do not tell. */
  static Optional<String> of(byte[] bytes) {
    String start = start(bytes);
    return DATA.entrySet().stream()
        .filter(format -> start.startsWith(format.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(() -> notData(bytes))
        .or(() -> isText(start) ? Optional.of("text") : Optional.empty());
  }

  /** As {@link #of}, for what is no data in any format that is read. */
  static Optional<String> notData(byte[] bytes) {
    return isOnnxModel(start(bytes))
        ? Optional.of("an ONNX model")
        : FileKind.of(bytes).map(kind -> "a " + kind.words());
  }

  private static String start(byte[] bytes) {
    return new String(bytes, 0, Math.min(bytes.length, START_BYTES), StandardCharsets.ISO_8859_1);
  }

  /**
   * An ONNX model is a protobuf message: its version of the format, a small number (tag 8), then
   * who produced it (tag 18), the graph (tag 58) or the operator sets (tag 66).
   */
  private static boolean isOnnxModel(String start) {
    return start.length() > 2
        && start.charAt(0) == 8
        && start.charAt(1) < ' '
        && "\u0012:B".indexOf(start.charAt(2)) >= 0;
  }

  private static boolean isText(String start) {
    return !start.isEmpty()
        && start
            .chars()
            .allMatch(c -> (c >= ' ' && c != 127) || c == '\t' || c == '\n' || c == '\r');
  }
}
