package dev.vouch.cli.option;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.InputFile;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.rows.RowRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Bytes that a proof is bound to: text, or whatever bytes a verifier has drawn. */
public final class ContextFlag {
  @ArgGroup private Form form = new Form();

  /** At most one of these is given. */
  private static final class Form {
    @Option(
        names = "--context",
        paramLabel = "TEXT",
        description = "Text bound into the proof, such as a verifier's nonce. Default: none.")
    private @Nullable String text;

    @Option(
        names = "--context-hex",
        paramLabel = "HEX",
        description = "The same as bytes in hexadecimal.")
    private @Nullable String hex;

    @Option(
        names = "--context-file",
        paramLabel = "FILE",
        description = "The same as the bytes of a file.")
    private @Nullable String file;
  }

  public byte[] bytes() throws CommandException, IOException {
    byte[] bytes = given();
    requireAtMost(Verifier.MAX_CONTEXT_BYTES, bytes, option(), "");
    return bytes;
  }

  /** The bytes, where proofs are about rows, whose numbers take a part of the context. */
  public byte[] bytesBesideRows() throws CommandException, IOException {
    byte[] bytes = given();
    requireAtMost(RowRange.MAX_CONTEXT_BYTES, bytes, option(), " with rows");
    return bytes;
  }

  /**
   * Checks a context that was read before it was known what proofs are under: the parts of a chain
   * take some of it, and the numbers of rows.
   *
   * @param rows whether proofs are about rows
   */
  public static void requireFits(byte[] bytes, ModelKey key, boolean rows) throws CommandException {
    int most = rows ? RowRange.maxContextBytes(key) : key.maxContextBytes();
    String chains = key.keys().size() > 1 ? " with chains" : "";
    requireAtMost(most, bytes, "--context", chains + (rows ? " with rows" : ""));
  }

  private static void requireAtMost(int most, byte[] bytes, String option, String where)
      throws CommandException {
    if (bytes.length > most) {
      throw CommandException.usage(
          "the context has "
              + bytes.length
              + " bytes; "
              + option
              + "; at most "
              + most
              + " are allowed"
              + where);
    }
  }

  private byte[] given() throws CommandException, IOException {
    if (form.file != null) {
      return new InputFile(form.file).bytes();
    }
    if (form.hex == null) {
      return form.text == null ? new byte[0] : form.text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return HexFormat.of().parseHex(form.hex);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "'" + form.hex + "' is not hexadecimal; --context-hex; give two digits a byte");
    }
  }

  private String option() {
    if (form.file != null) {
      return "--context-file";
    }
    return form.hex != null ? "--context-hex" : "--context";
  }
}
