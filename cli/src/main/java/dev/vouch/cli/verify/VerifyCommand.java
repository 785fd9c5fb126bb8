package dev.vouch.cli.verify;

import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.option.ContextFlag;
import dev.vouch.verifier.VerifyingKey;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch verify}: checks a proof in plain Java. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Check a proof and print what it proves.")
public final class VerifyCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "MODEL.vk",
      description = "The verifying key; '-' is standard input.")
  private String key = "";

  @Parameters(
      index = "1",
      paramLabel = "X.proof",
      description = "The proof; '-' is standard input.")
  private String proof = "";

  @Option(
      names = "--model-id",
      paramLabel = "HEX",
      description = "The model that the key must be of; others are rejected.")
  private @Nullable String modelId;

  @Mixin private ContextFlag context = new ContextFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    byte[] id = modelId == null ? null : parse(modelId);
    return new Verification(key, proof, id, context.bytes(), reporting).run();
  }

  private static byte[] parse(String hex) throws CommandException {
    try {
      byte[] id = HexFormat.of().parseHex(hex);
      if (id.length == VerifyingKey.MODEL_ID_BYTES) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Not hexadecimal: said below.
    }
    throw CommandException.usage(
        "'" + hex + "' is no model id; --model-id; give 64 hexadecimal digits");
  }
}
