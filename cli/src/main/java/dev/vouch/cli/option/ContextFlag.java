package dev.vouch.cli.option;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.InputFile;
import dev.vouch.verifier.Verifier;
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
    if (bytes.length > Verifier.MAX_CONTEXT_BYTES) {
      throw CommandException.usage(
          "the context has "
              + bytes.length
              + " bytes; "
              + option()
              + "; at most "
              + Verifier.MAX_CONTEXT_BYTES
              + " are allowed");
    }
    return bytes;
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
