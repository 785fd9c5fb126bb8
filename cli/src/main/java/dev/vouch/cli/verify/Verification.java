package dev.vouch.cli.verify;

import dev.vouch.cli.console.JsonReport;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.report.TensorReport;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * What {@code vouch verify} does once its options are read.
 *
 * @param key a file
 * @param proof a file
 * @param modelId the model that the key must be of; null for any
 * @param context text that the proof must be bound to
 */
@SuppressWarnings("ArrayRecordComponent")
public record Verification(
    String key, String proof, byte @Nullable [] modelId, byte[] context, Reporting reporting) {
  /** Checks the proof and reports; returns the exit code. */
  public int run() throws IOException, CommandException {
    InputFile.requireOneStandardInput(key, List.of(proof));
    byte[] proofBytes = new InputFile(proof).bytes();
    VerifyingKey verifyingKey = readKey();
    long start = System.nanoTime();
    try {
      if (modelId != null) {
        verifyingKey.requireModel(modelId);
      }
      VerifiedInference verified =
          Verifier.verifyOnce(verifyingKey, proofBytes, context, ForkJoinPool.commonPool());
      accepted(verified, proofBytes.length, System.nanoTime() - start);
      return ExitCode.OK;
    } catch (ProofRejectedException | MalformedProofException e) {
      return refused(e, verifyingKey, System.nanoTime() - start);
    }
  }

  private VerifyingKey readKey() throws IOException, CommandException {
    try {
      return VerifyingKey.decode(new InputFile(key).bytes(), ForkJoinPool.commonPool());
    } catch (MalformedKeyException e) {
      throw malformed(e, key, "give the key (.vk) that compile wrote");
    }
  }

  private static CommandException malformed(VerificationException e, String file, String remedy) {
    return new CommandException(
        ExitCode.MALFORMED, "MALFORMED", e.getMessage() + "; " + file + "; " + remedy);
  }

  private void accepted(VerifiedInference verified, int proofBytes, long nanos) {
    List<TensorReport> inputs = TensorReports.of(verified.inputs());
    List<TensorReport> outputs = TensorReports.of(verified.outputs());
    if (reporting.json()) { // the classes for JSON take a while to load
      reporting.result(json(verified, proofBytes, nanos, inputs, outputs), "");
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add("accepted: this model gives these outputs for these inputs");
    lines.add("model     " + verified.modelIdHex());
    lines.add("weights   " + WeightsText.of(verified.weights()));
    inputs.forEach(input -> lines.add("input     " + input.text()));
    outputs.forEach(output -> lines.add("output    " + output.text()));
    lines.add("security  " + verified.securityBits() + " bits");
    lines.add("time      " + Units.time(nanos));
    reporting.result(String.join("\n", lines));
  }

  private static JsonReport json(
      VerifiedInference verified,
      int proofBytes,
      long nanos,
      List<TensorReport> inputs,
      List<TensorReport> outputs) {
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
    return json;
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
