package dev.vouch.cli;

import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
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
final class VerifyCommand implements Callable<Integer> {
  private static final int MODEL_ID_BYTES = 32;

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
    InputFile.requireOneStandardInput(key, List.of(proof));
    byte[] expectedId = modelId == null ? null : parse(modelId);
    byte[] contextBytes = context.bytes();
    byte[] proofBytes = new InputFile(proof).bytes();
    VerifyingKey verifyingKey = readKey();
    long start = System.nanoTime();
    try {
      Verifier verifier =
          expectedId == null ? Verifier.of(verifyingKey) : Verifier.of(verifyingKey, expectedId);
      long ready = System.nanoTime();
      VerifiedInference verified = verifier.verify(proofBytes, contextBytes);
      accepted(verified, proofBytes.length, System.nanoTime() - ready);
      return ExitCode.OK;
    } catch (ProofRejectedException | MalformedProofException e) {
      return refused(e, verifyingKey, System.nanoTime() - start);
    }
  }

  private VerifyingKey readKey() throws IOException, CommandException {
    try {
      return VerifyingKey.decode(new InputFile(key).bytes());
    } catch (MalformedKeyException e) {
      throw malformed(e, key, "give the key (.vk) that compile wrote");
    }
  }

  private static CommandException malformed(VerificationException e, String file, String remedy) {
    return new CommandException(
        ExitCode.MALFORMED, "MALFORMED", e.getMessage() + "; " + file + "; " + remedy);
  }

  private static byte[] parse(String hex) throws CommandException {
    try {
      byte[] id = HexFormat.of().parseHex(hex);
      if (id.length == MODEL_ID_BYTES) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Not hexadecimal: said below.
    }
    throw CommandException.usage(
        "'" + hex + "' is no model id; --model-id; give 64 hexadecimal digits");
  }

  private void accepted(VerifiedInference verified, int proofBytes, long nanos) {
    List<TensorReport> inputs = TensorReports.of(verified.inputs());
    List<TensorReport> outputs = TensorReports.of(verified.outputs());
    JsonReport json = JsonReport.success();
    json.root()
        .put("accepted", true)
        .putNull("reason")
        .put("millis", Units.millis(nanos))
        .put("proofBytes", proofBytes)
        .put("securityBits", verified.securityBits())
        .put("modelId", verified.modelIdHex())
        .put("weights", verified.weights().name());
    TensorReport.putAll(json.root().putObject("inputs"), inputs);
    TensorReport.putAll(json.root().putObject("outputs"), outputs);
    List<String> lines = new ArrayList<>();
    lines.add("accepted: this model gives these outputs for these inputs");
    lines.add("model     " + verified.modelIdHex());
    lines.add("weights   " + WeightsText.of(verified.weights()));
    inputs.forEach(input -> lines.add("input     " + input.text()));
    outputs.forEach(output -> lines.add("output    " + output.text()));
    lines.add("security  " + verified.securityBits() + " bits");
    lines.add("time      " + Units.time(nanos));
    reporting.result(json, String.join("\n", lines));
  }

  private int refused(VerificationException e, VerifyingKey verifyingKey, long nanos) {
    Failure failure =
        e instanceof MalformedProofException
            ? Failure.of(malformed(e, proof, "give a proof that prove wrote for this key's model"))
            : Failure.of(e);
    JsonReport json = JsonReport.failure(failure);
    json.root()
        .put("accepted", false)
        .put("millis", Units.millis(nanos))
        .put("securityBits", verifyingKey.securityBits())
        .put("modelId", verifyingKey.modelIdHex())
        .putObject("outputs");
    reporting.failure(json, failure);
    return failure.exitCode();
  }
}
