package dev.vouch.cli.verify;

import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.ChainKeyFile;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.VouchFile;
import dev.vouch.cli.file.WrongFile;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.WrongModelException;
import dev.vouch.verifier.commitment.OpeningRejectedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * What {@code vouch verify} does once its options are read.
 *
 * @param key a file
 * @param proof a file, or a file or folder of proofs of rows
 */
public record Verification(String key, String proof, Demands demands, Reporting reporting) {
  /** Checks the proof and reports; returns the exit code. */
  public int run() throws IOException, CommandException {
    InputFile.requireOneStandardInput(key, List.of(proof));
    boolean rows = RowsVerification.isFor(proof);
    if (!rows) {
      requireNoRows();
    }
    byte[] proofBytes = rows ? new byte[0] : new InputFile(proof).bytes();
    byte[] keyBytes = new InputFile(key).bytes();
    if (ChainKeyFile.isOne(keyBytes)) {
      return ChainVerification.ofBundle(key, keyBytes, proof, proofBytes, demands, reporting).run();
    }
    long start = System.nanoTime();
    VerifyingKey verifyingKey;
    try {
      verifyingKey = decode(keyBytes);
    } catch (WrongModelException e) {
      OtherModel other = new OtherModel(e.actual(), System.nanoTime() - start);
      return reporting.print(Report.failure(Failure.of(e), other));
    } catch (MalformedKeyException e) {
      throw malformed(e, keyBytes, proofBytes);
    }
    if (rows) {
      return new RowsVerification(verifyingKey, proof, demands, reporting).run();
    }
    start = System.nanoTime();
    try {
      VerifiedInference verified = verify(verifyingKey, proofBytes);
      Checks checks = Checks.of(demands, verified);
      long nanos = System.nanoTime() - start;
      if (demands.data().isNone()) {
        Accepted accepted = new Accepted(verified, checks, proofBytes.length, nanos);
        return reporting.confirm(Report.of(accepted), List.of());
      }
      return checkData(verifyingKey, verified, checks, proofBytes.length, nanos);
    } catch (ProofRejectedException | MalformedProofException e) {
      Refused refused = new Refused(verifyingKey, System.nanoTime() - start);
      return reporting.print(Report.failure(failure(e, proofBytes), refused));
    }
  }

  /** What is asked of the data; most proofs are verified without, and load none of its classes. */
  private int checkData(
      VerifyingKey verifyingKey,
      VerifiedInference verified,
      Checks checks,
      int proofBytes,
      long nanos) {
    try {
      CheckedData data = DataCheck.found(demands.data(), verified);
      Accepted accepted = new Accepted(verified, checks.with(data), proofBytes, nanos);
      return reporting.confirm(Report.of(accepted, data), List.of());
    } catch (OpeningRejectedException | DataCheck.OtherIdException e) {
      return reporting.print(Report.failure(Failure.of(e), new Refused(verifyingKey, nanos)));
    }
  }

  private void requireNoRows() throws CommandException {
    boolean committed = demands.data().commitment() != null;
    if (demands.allRows() || demands.outputs() != null || committed) {
      String option = demands.allRows() ? "--complete" : committed ? "--commitment" : "--outputs";
      throw CommandException.usage(
          "one proof has no rows; " + option + "; leave it out, or give proofs of prove --all");
    }
  }

  private VerifyingKey decode(byte[] bytes) throws MalformedKeyException, WrongModelException {
    KeyReader reader =
        KeyReader.create().within(demands.limits()).withPool(ForkJoinPool.commonPool());
    ModelId model = demands.modelId();
    return model == null ? reader.readAnyModel(bytes) : reader.read(bytes, model);
  }

  private VerifiedInference verify(VerifyingKey verifyingKey, byte[] bytes)
      throws IOException, CommandException, MalformedProofException, ProofRejectedException {
    ForkJoinPool pool = ForkJoinPool.commonPool();
    String weights = demands.weights();
    if (weights != null) {
      return Verifier.ofUncertified(verifyingKey)
          .withPool(pool)
          .withPublicWeights(WeightsFile.values(weights))
          .verify(bytes, demands.context());
    }
    return demands.uncertified()
        ? Verifier.verifyOnceUncertified(verifyingKey, bytes, demands.context(), pool)
        : Verifier.verifyOnce(verifyingKey, bytes, demands.context(), pool);
  }

  private CommandException malformed(MalformedKeyException e, byte[] keyBytes, byte[] proofBytes) {
    String remedy =
        WrongFile.areSwapped(keyBytes, proofBytes)
            ? "the order is MODEL.vk X.proof"
            : "give the key (.vk) that compile wrote";
    return WrongFile.of(key, keyBytes, VouchFile.KEY, e, remedy);
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
