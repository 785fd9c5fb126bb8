package dev.vouch.cli.verify;

import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.option.ContextFlag;
import dev.vouch.verifier.KeyLimits;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.TensorOpening;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
      description = {
        "The verifying key; '-' is standard input.",
        "Or chain.json alone: proofs of models compiled apart, and what passes between them."
      })
  private String key = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "X.proof",
      description = {
        "The proof; '-' is standard input.",
        "Or proofs of rows: a file (.proofs), or a folder of them."
      })
  private @Nullable String proof;

  @Option(
      names = "--model-id",
      paramLabel = "HEX",
      description = "The model that the key must be of; others are rejected.")
  private @Nullable String modelId;

  @Option(
      names = "--large-key",
      description = {
        "Take a key of any size that the format allows, which may cost seconds and gigabytes.",
        "Default: keys such as those of networks up to ResNet-50."
      })
  private boolean largeKey;

  @Option(
      names = "--allow-uncertified",
      description = {
        "Accept proofs under a key with hidden weights and no certificate of their ranges:",
        "they may then be fractions of the field, which can reach any output."
      })
  private boolean uncertified;

  @Option(
      names = "--weights",
      paramLabel = "MODEL.vouch",
      description = {
        "The model file of a key with public weights: the key's commitments are recomputed from it,",
        "of a network in parts those of each part.",
        "Default: such a key is taken at its word, and the answer says so."
      })
  private @Nullable String weights;

  @Option(
      names = "--complete",
      description = "Proofs of rows must be of all rows of the data, from the first to the last.")
  private boolean complete;

  @Option(
      names = "--input-id",
      paramLabel = "[NAME=]HEX",
      description = {
        "The id that the data must have, hidden or public, as commit printed it; with NAME= that",
        "of one input. Needs a proof, or proofs of all rows."
      })
  private List<String> inputIds = List.of();

  @Option(
      names = "--commitment",
      paramLabel = "FILE",
      description = {
        "Proofs of rows must be about the rows that this file commits to, row by row;",
        "check its id with --input-id."
      })
  private @Nullable String commitment;

  @Option(
      names = "--opening",
      paramLabel = "FILE",
      description = "Check what reveal wrote, and print the values that it shows; repeat for more.")
  private List<String> openings = List.of();

  @Option(
      names = "--outputs",
      paramLabel = "FILE",
      description = "Write the verified outputs of rows here, as CSV; only if all are accepted.")
  private @Nullable String outputs;

  @Mixin private ContextFlag context = new ContextFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    ModelId id = modelId == null ? null : parse(modelId);
    KeyLimits limits = largeKey ? KeyLimits.OF_THE_FORMAT : KeyLimits.DEFAULT;
    if (outputs != null) {
      OutputFile table = OutputFile.open(outputs, false);
      if (table.isStandardOutput()) {
        throw CommandException.usage(
            "outputs are kept once all proofs are accepted; '-'; name a file");
      }
    }
    Demands demands =
        new Demands(id, limits, uncertified, weights, context.bytes(), complete, data(), outputs);
    if (proof == null) {
      if (ChainDescription.isNone(key)) {
        throw CommandException.usage(
            "Missing required parameter: 'X.proof'; vouch verify; see vouch verify --help");
      }
      return new DescribedChain(key, demands, reporting).run();
    }
    return new Verification(key, proof, demands, reporting).run();
  }

  private DataDemands data() throws CommandException, IOException {
    List<TensorOpening> parsed = new ArrayList<>();
    for (String file : openings) {
      try {
        parsed.add(TensorOpening.parse(new InputFile(file).bytes(TensorOpening.MAX_BYTES)));
      } catch (MalformedCommitmentException e) {
        throw new CommandException(
            ExitCode.MALFORMED,
            "MALFORMED",
            e.getMessage() + "; " + file + "; give an opening that reveal wrote");
      }
    }
    return DataDemands.of(inputIds, commitment, parsed);
  }

  private static ModelId parse(String hex) throws CommandException {
    try {
      return ModelId.parse(hex);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "'" + hex + "' is no model id; --model-id; give 64 hexadecimal digits");
    }
  }
}
