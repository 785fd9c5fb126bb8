package dev.vouch.verifier.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The test vectors that the executable specification made (docs/spec/vectors). */
public final class Vectors {
  private static final Path FOLDER = Path.of("..", "docs", "spec", "vectors");

  private Vectors() {}

  /** The content of one file, for example {@code scalars.json}. */
  public static JsonNode read(String file) {
    try {
      return new ObjectMapper().readTree(FOLDER.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a hexadecimal string. */
  public static byte[] bytes(JsonNode hex) {
    return HexFormat.of().parseHex(hex.textValue());
  }

  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  public static List<byte[]> bytesOfAll(JsonNode list) {
    List<byte[]> all = new ArrayList<>();
    list.forEach(entry -> all.add(bytes(entry)));
    return all;
  }
}
