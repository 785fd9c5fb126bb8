package dev.vouch.cli.verify;

import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.VouchFile;
import dev.vouch.cli.file.WrongFile;
import dev.vouch.cli.report.Units;
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
    VerifyingKey verifyingKey = readKey(proofBytes);
    long start = System.nanoTime();
    try {
      if (modelId != null) {
        verifyingKey.requireModel(modelId);
      }
      VerifiedInference verified =
          Verifier.verifyOnce(verifyingKey, proofBytes, context, ForkJoinPool.commonPool());
      long nanos = System.nanoTime() - start;
      if (reporting.verbose()) {
        detail(proofBytes.length);
      }
      return reporting.confirm(
          Report.of(new Accepted(verified, proofBytes.length, nanos)), List.of());
    } catch (ProofRejectedException | MalformedProofException e) {
      Refused refused = new Refused(verifyingKey, System.nanoTime() - start);
      return reporting.print(Report.failure(failure(e, proofBytes), refused));
    }
  }

  /** What the proof was held against; what was not asked for was not checked. */
  private void detail(int proofBytes) {
    reporting.detail("checked   a proof of " + Units.size(proofBytes) + ", every equation");
    reporting.detail(
        "model id  " + (modelId == null ? "not pinned: --model-id was not given" : "as pinned"));
    reporting.detail(
        "context   "
            + (context.length == 0
                ? "none: an old proof is accepted as a new one"
                : context.length + " bytes"));
  }

  private VerifyingKey readKey(byte[] proofBytes) throws IOException, CommandException {
    byte[] bytes = new InputFile(key).bytes();
    try {
      return VerifyingKey.decode(bytes, ForkJoinPool.commonPool());
    } catch (MalformedKeyException e) {
      String remedy =
          WrongFile.areSwapped(bytes, proofBytes)
              ? "the order is MODEL.vk X.proof"
              : "give the key (.vk) that compile wrote";
      throw WrongFile.of(key, bytes, VouchFile.KEY, e, remedy);
    }
  }

  private Failure failure(VerificationException e, byte[] proofBytes) {
    return e instanceof MalformedProofException
        ? Failure.of(
            WrongFile.of(
                proof,
                proofBytes,
                VouchFile.PROOF,
                e,
                "give a proof that prove wrote for this key's model"))
        : Failure.of(e);
  }
}
