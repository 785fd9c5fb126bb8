package dev.vouch.cli.verify;

import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.InputFile;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.io.IOException;
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
      long nanos = System.nanoTime() - start;
      return reporting.print(Report.of(new Accepted(verified, proofBytes.length, nanos)));
    } catch (ProofRejectedException | MalformedProofException e) {
      Refused refused = new Refused(verifyingKey, System.nanoTime() - start);
      return reporting.print(Report.failure(failure(e), refused));
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

  private Failure failure(VerificationException e) {
    return e instanceof MalformedProofException
        ? Failure.of(malformed(e, proof, "give a proof that prove wrote for this key's model"))
        : Failure.of(e);
  }
}
