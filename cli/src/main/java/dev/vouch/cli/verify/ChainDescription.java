package dev.vouch.cli.verify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.file.InputFile;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.chain.ChainFormat;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.format.FileKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that says which proofs of models compiled apart make a chain (docs/spec/formats.md §11):
 * keys, proofs, pinned ids, contexts and links. Whoever verifies writes it.
 */
public record ChainDescription(List<Part> parts, List<ChainLink> links) {
  private static final String FORMAT = "vouch-chain";
  private static final int VERSION = 1;
  private static final int MAX_BYTES = 1 << 20;

  /**
   * One part.
   *
   * @param key a file
   * @param proof a file
   * @param modelId the model that it must be of; null for any
   * @param context what its proof is bound to; null: as the command says
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Part(Path key, Path proof, @Nullable ModelId modelId, byte @Nullable [] context) {}

  /** Whether a file is another of vouch, such as a key that lacks its proof. */
  static boolean isNone(String file) throws IOException, CommandException {
    return !file.equals("-") && FileKind.of(new InputFile(file).start()).isPresent();
  }

  /** Reads one; names of files are relative to its folder. */
  static ChainDescription read(String file) throws IOException, CommandException {
    byte[] bytes = new InputFile(file).bytes(MAX_BYTES);
    Path folder = Path.of(file).toAbsolutePath().getParent();
    return parse(bytes, file, folder == null ? Path.of("") : folder);
  }

  /**
   * Reads the bytes of one.
   *
   * @param file its name, for messages
   * @param folder that names of files are relative to
   * @throws CommandException with exit code 3 if they are none
   */
  public static ChainDescription parse(byte[] bytes, String file, Path folder)
      throws CommandException {
    try {
      JsonNode root =
          new ObjectMapper()
              .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readTree(text(bytes, file));
      return new Reader(file, folder).description(root);
    } catch (JsonProcessingException e) {
      throw malformed(file, "it is no JSON: " + e.getOriginalMessage());
    }
  }

  /** Other encodings, which a parser of bytes would guess, are none of the format. */
  private static String text(byte[] bytes, String file) throws CommandException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed(file, "it is not UTF-8");
    }
  }

  private static CommandException malformed(String file, String what) {
    return new CommandException(
        ExitCode.MALFORMED,
        "MALFORMED",
        "not a description of a chain: "
            + what
            + "; "
            + file
            + "; formats.md §11 says what stands in it; or give MODEL.vk X.proof");
  }

  /** Reads the fields of one file. */
  private record Reader(String file, Path folder) {
    ChainDescription description(@Nullable JsonNode root) throws CommandException {
      JsonNode all = object(root, "the file", Set.of("format", "version", "parts", "links"));
      if (!FORMAT.equals(text(all, "format")) || integer(all, "version") != VERSION) {
        throw malformed(file, "it is no " + FORMAT + " of version " + VERSION);
      }
      List<Part> parts = new ArrayList<>();
      for (JsonNode part : array(all, "parts")) {
        parts.add(part(part));
      }
      if (parts.isEmpty() || parts.size() > ChainFormat.MAX_PARTS) {
        throw malformed(file, "it has " + parts.size() + " parts");
      }
      List<ChainLink> links = new ArrayList<>();
      Set<List<Object>> inputs = new HashSet<>();
      for (JsonNode link : array(all, "links")) {
        ChainLink read = link(link, parts.size());
        links.add(read);
        if (!inputs.add(List.of(read.toPart(), read.input()))) {
          throw malformed(file, "two links lead to " + read);
        }
      }
      return new ChainDescription(List.copyOf(parts), List.copyOf(links));
    }

    private Part part(JsonNode node) throws CommandException {
      object(node, "a part", Set.of("key", "proof", "modelId", "context", "contextHex"));
      byte[] context = null;
      if (node.has("context") && node.has("contextHex")) {
        throw malformed(file, "a part has two contexts");
      } else if (node.has("context")) {
        context = text(node, "context").getBytes(StandardCharsets.UTF_8);
      } else if (node.has("contextHex")) {
        context = hex(text(node, "contextHex"));
      }
      return new Part(
          path(node, "key"),
          path(node, "proof"),
          node.has("modelId") ? modelId(text(node, "modelId")) : null,
          context);
    }

    private Path path(JsonNode node, String field) throws CommandException {
      String name = text(node, field);
      try {
        return folder.resolve(name);
      } catch (InvalidPathException e) {
        throw malformed(file, "the " + field + " has no name of a file: " + e.getReason());
      }
    }

    private ChainLink link(JsonNode node, int parts) throws CommandException {
      object(node, "a link", Set.of("from", "output", "to", "input"));
      int from = integer(node, "from");
      int to = integer(node, "to");
      if (from < 0 || from >= to || to >= parts) {
        throw malformed(file, "a link from part " + from + " to part " + to);
      }
      return new ChainLink(from, text(node, "output"), to, text(node, "input"));
    }

    private JsonNode object(@Nullable JsonNode node, String what, Set<String> fields)
        throws CommandException {
      if (node == null || !node.isObject()) {
        throw malformed(file, what + " is no object");
      }
      for (var names = node.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!fields.contains(name)) {
          throw malformed(file, what + " has a field '" + name + "'");
        }
      }
      return node;
    }

    private JsonNode array(JsonNode node, String field) throws CommandException {
      JsonNode array = node.get(field);
      if (array == null || !array.isArray()) {
        throw malformed(file, field + " is no list");
      }
      return array;
    }

    private String text(JsonNode node, String field) throws CommandException {
      JsonNode text = node.get(field);
      if (text == null || !text.isTextual()) {
        throw malformed(file, field + " is no text");
      }
      return text.textValue();
    }

    private int integer(JsonNode node, String field) throws CommandException {
      JsonNode number = node.get(field);
      if (number == null || !number.isInt()) {
        throw malformed(file, field + " is no number");
      }
      return number.intValue();
    }

    private byte[] hex(String digits) throws CommandException {
      try {
        return HexFormat.of().parseHex(digits);
      } catch (IllegalArgumentException e) {
        throw malformed(file, "'" + digits + "' is not hexadecimal");
      }
    }

    private ModelId modelId(String digits) throws CommandException {
      try {
        return ModelId.parse(digits);
      } catch (IllegalArgumentException e) {
        throw malformed(file, "'" + digits + "' is no model id");
      }
    }
  }
}
