package dev.vouch.cli.option;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.verifier.Verifier;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Text that a proof is bound to. */
public final class ContextFlag {
  @Option(
      names = "--context",
      paramLabel = "TEXT",
      description = "Text bound into the proof, such as a verifier's nonce. Default: none.")
  private String text = "";

  public byte[] bytes() throws CommandException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > Verifier.MAX_CONTEXT_BYTES) {
      throw CommandException.usage(
          "the context has "
              + bytes.length
              + " bytes; --context; at most "
              + Verifier.MAX_CONTEXT_BYTES
              + " are allowed");
    }
    return bytes;
  }
}
