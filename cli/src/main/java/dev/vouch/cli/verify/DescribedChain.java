package dev.vouch.cli.verify;

import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.VouchFile;
import dev.vouch.cli.file.WrongFile;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.WrongModelException;
import dev.vouch.verifier.chain.ChainVerifier;
import dev.vouch.verifier.chain.VerifiedChain;
import dev.vouch.verifier.commitment.OpeningRejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/**
 * What {@code vouch verify} does with a description of a chain: proofs of models that were compiled
 * apart, checked together, and what passes between them.
 *
 * @param file the description
 */
record DescribedChain(String file, Demands demands, Reporting reporting) {
  /** Checks and reports; returns the exit code. */
  int run() throws IOException, CommandException {
    requirePlain();
    long start = System.nanoTime();
    try {
      return reporting.confirm(check(), List.of());
    } catch (VerificationException | OpeningRejectedException | DataCheck.OtherIdException e) {
      return reporting.print(Report.failure(Failure.of(e), new Unread(System.nanoTime() - start)));
    }
  }

  private void requirePlain() throws CommandException {
    if (demands.modelId() != null) {
      throw CommandException.usage(
          "the parts of a chain have ids of their own; --model-id; write them into " + file);
    }
    boolean committed = demands.data().commitment() != null;
    if (demands.allRows() || demands.outputs() != null || committed) {
      String option = demands.allRows() ? "--complete" : committed ? "--commitment" : "--outputs";
      throw CommandException.usage(
          "proofs that chain.json joins have no rows; " + option + "; leave it out");
    }
    if (demands.weights() != null) {
      throw CommandException.usage(
          "the parts of chain.json have models of their own; --weights; verify each part's key and"
              + " proof by itself with it");
    }
  }

  private Report check()
      throws IOException,
          CommandException,
          VerificationException,
          OpeningRejectedException,
          DataCheck.OtherIdException {
    ChainDescription chain = ChainDescription.read(file);
    KeyReader reader =
        KeyReader.create().within(demands.limits()).withPool(ForkJoinPool.commonPool());
    List<VerifyingKey> keys = new ArrayList<>();
    List<byte[]> proofs = new ArrayList<>();
    List<byte[]> contexts = new ArrayList<>();
    int length = 0;
    for (ChainDescription.Part part : chain.parts()) {
      keys.add(key(part, reader));
      byte[] proof = new InputFile(part.proof().toString()).bytes();
      proofs.add(proof);
      length += proof.length;
      contexts.add(context(part));
    }
    long start = System.nanoTime();
    VerifiedChain verified =
        ChainVerifier.verifyOnce(
            keys,
            proofs,
            contexts,
            chain.links(),
            demands.uncertified(),
            ForkJoinPool.commonPool());
    Checks checks =
        Checks.of(
            verified,
            chain.parts().stream().allMatch(part -> part.modelId() != null),
            "which models these are (modelId of each part)",
            contexts.stream().mapToInt(context -> context.length).min().orElse(0));
    long nanos = System.nanoTime() - start;
    if (demands.data().isNone()) {
      return Report.of(new AcceptedChain(verified, null, checks, length, nanos));
    }
    CheckedData data = DataCheck.found(demands.data(), verified);
    return Report.of(new AcceptedChain(verified, null, checks.with(data), length, nanos), data);
  }

  private static VerifyingKey key(ChainDescription.Part part, KeyReader reader)
      throws IOException, CommandException, WrongModelException {
    String name = part.key().toString();
    byte[] bytes = new InputFile(name).bytes();
    ModelId pinned = part.modelId();
    try {
      return pinned == null ? reader.readAnyModel(bytes) : reader.read(bytes, pinned);
    } catch (MalformedKeyException e) {
      throw WrongFile.of(name, bytes, VouchFile.KEY, e, "give the key of this part's model");
    }
  }

  private byte[] context(ChainDescription.Part part) throws CommandException {
    byte[] context = Objects.requireNonNullElse(part.context(), demands.context());
    if (context.length > Verifier.MAX_CONTEXT_BYTES) {
      throw CommandException.usage(
          "a context of "
              + context.length
              + " bytes; "
              + file
              + "; at most "
              + Verifier.MAX_CONTEXT_BYTES
              + " are allowed");
    }
    return context;
  }
}
