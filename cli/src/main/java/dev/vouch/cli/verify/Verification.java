package dev.vouch.cli.verify;

import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.ChainKeyFile;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.VouchFile;
import dev.vouch.cli.file.WrongFile;
import dev.vouch.cli.option.ContextFlag;
import dev.vouch.cli.report.Section;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.Refusal;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.VerifiedResult;
import dev.vouch.verifier.WrongModelException;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.VerifiedChain;
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
    byte[] proofBytes = rows ? new byte[0] : new InputFile(proof).bytes();
    byte[] keyBytes = new InputFile(key).bytes();
    if (!rows) {
      requireNoRows();
    }
    long start = System.nanoTime();
    ModelKey modelKey;
    try {
      modelKey = decode(keyBytes);
    } catch (WrongModelException e) {
      OtherModel other = new OtherModel(e.actual(), System.nanoTime() - start);
      return reporting.print(Report.failure(Failure.of(e), other));
    } catch (VerificationException e) {
      if (e.kind() == Refusal.Kind.REJECTED) {
        return reporting.print(
            Report.failure(Failure.of(e), new Unread(System.nanoTime() - start)));
      }
      throw malformed(e, keyBytes, proofBytes);
    }
    ContextFlag.requireFits(demands.context(), modelKey, false);
    if (rows) {
      return new RowsVerification(modelKey, proof, demands, reporting).run();
    }
    start = System.nanoTime();
    try {
      VerifiedResult verified = verify(modelKey, proofBytes);
      Checks checks = Checks.of(demands, verified);
      long nanos = System.nanoTime() - start;
      if (demands.data().isNone()) {
        Section accepted = accepted(modelKey, verified, checks, proofBytes.length, nanos);
        return reporting.confirm(Report.of(accepted), List.of());
      }
      return checkData(modelKey, verified, checks, proofBytes.length, nanos);
    } catch (VerificationException e) {
      Refused refused = new Refused(modelKey, System.nanoTime() - start);
      return reporting.print(Report.failure(failure(e, modelKey, proofBytes), refused));
    }
  }

  private static Section accepted(
      ModelKey key, VerifiedResult verified, Checks checks, int proofBytes, long nanos) {
    return verified instanceof VerifiedInference one
        ? new Accepted(one, checks, proofBytes, nanos)
        : new AcceptedChain(
            (VerifiedChain) verified, key.modelId().hex(), checks, proofBytes, nanos);
  }

  /** What is asked of the data; most proofs are verified without, and load none of its classes. */
  private int checkData(
      ModelKey modelKey, VerifiedResult verified, Checks checks, int proofBytes, long nanos) {
    try {
      CheckedData data = DataCheck.found(demands.data(), verified);
      Section accepted = accepted(modelKey, verified, checks.with(data), proofBytes, nanos);
      return reporting.confirm(Report.of(accepted, data), List.of());
    } catch (OpeningRejectedException | DataCheck.OtherIdException e) {
      return reporting.print(Report.failure(Failure.of(e), new Refused(modelKey, nanos)));
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

  private ModelKey decode(byte[] bytes) throws VerificationException {
    KeyReader reader =
        KeyReader.create().within(demands.limits()).withPool(ForkJoinPool.commonPool());
    ModelId model = demands.modelId();
    if (ChainKeyFile.isOne(bytes)) {
      return model == null ? ChainKey.decode(bytes, reader) : ChainKey.decode(bytes, model, reader);
    }
    return model == null ? reader.readAnyModel(bytes) : reader.read(bytes, model);
  }

  private VerifiedResult verify(ModelKey modelKey, byte[] bytes)
      throws IOException, CommandException, VerificationException {
    ForkJoinPool pool = ForkJoinPool.commonPool();
    String weights = demands.weights();
    if (weights != null) {
      return WeightsFile.verifier(modelKey, weights, pool).verify(bytes, demands.context());
    }
    return modelKey.verifyOnce(bytes, demands.context(), demands.uncertified(), pool);
  }

  private CommandException malformed(VerificationException e, byte[] keyBytes, byte[] proofBytes) {
    if (ChainKeyFile.isOne(keyBytes)) {
      return WrongFile.of(
          key, keyBytes, VouchFile.CHAIN_KEY, e, "give the key (.vk) that split wrote");
    }
    String remedy =
        WrongFile.areSwapped(keyBytes, proofBytes)
            ? "the order is MODEL.vk X.proof"
            : "give the key (.vk) that compile wrote";
    return WrongFile.of(key, keyBytes, VouchFile.KEY, e, remedy);
  }

  private Failure failure(VerificationException e, ModelKey modelKey, byte[] proofBytes) {
    if (e.kind() != Refusal.Kind.MALFORMED) {
      return Failure.of(e);
    }
    boolean chain = modelKey.keys().size() > 1;
    return Failure.of(
        WrongFile.of(
            proof,
            proofBytes,
            chain ? VouchFile.CHAIN_PROOF : VouchFile.PROOF,
            e,
            chain
                ? "give a proof that prove wrote for this chain, or that join wrote"
                : "give a proof that prove wrote for this key's model"));
  }
}
