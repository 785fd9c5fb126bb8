package dev.vouch.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.VouchFile;
import dev.vouch.cli.file.WrongFile;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.JointVerifier;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainContext;
import dev.vouch.verifier.chain.ChainId;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainVerifier;
import dev.vouch.verifier.chain.MalformedChainException;
import dev.vouch.verifier.chain.RejectedChainException;
import dev.vouch.verifier.chain.VerifiedChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/** What {@code vouch verify} does with proofs of chains: one check of all parts, one verdict. */
final class ChainVerification {
  private final Reporting reporting;
  private final Work work;

  /** Checks proofs, and says what they are. */
  private interface Work {
    Section accepted()
        throws IOException,
            CommandException,
            VerificationException,
            MalformedChainException,
            RejectedChainException;
  }

  private ChainVerification(Reporting reporting, Work work) {
    this.reporting = reporting;
    this.work = work;
  }

  /** Of a key and a proof of a chain. */
  static ChainVerification ofBundle(
      String key,
      byte[] keyBytes,
      String proof,
      byte[] proofBytes,
      Demands demands,
      Reporting reporting)
      throws CommandException {
    requirePlain(demands);
    if (demands.context().length > ChainContext.MAX_CONTEXT_BYTES) {
      throw CommandException.usage(
          "the context has "
              + demands.context().length
              + " bytes; --context; at most "
              + ChainContext.MAX_CONTEXT_BYTES
              + " are allowed with chains");
    }
    return new ChainVerification(
        reporting, () -> bundle(key, keyBytes, proof, proofBytes, demands));
  }

  private static Section bundle(
      String keyName, byte[] keyBytes, String proofName, byte[] proofBytes, Demands demands)
      throws CommandException, RejectedChainException, MalformedChainException {
    KeyReader reader =
        KeyReader.create().within(demands.limits()).withPool(ForkJoinPool.commonPool());
    ModelId pinned = demands.modelId();
    ChainKey key;
    try {
      key =
          pinned == null
              ? ChainKey.decode(keyBytes, reader)
              : ChainKey.decode(keyBytes, ChainId.of(pinned.bytes()), reader);
    } catch (MalformedChainException e) {
      throw WrongFile.of(
          keyName, keyBytes, VouchFile.CHAIN_KEY, e, "give the key (.vk) that split wrote");
    }
    long start = System.nanoTime();
    VerifiedChain verified;
    try {
      verified =
          ChainVerifier.verifyOnce(
              key, proofBytes, demands.context(), demands.uncertified(), ForkJoinPool.commonPool());
    } catch (MalformedChainException e) {
      throw WrongFile.of(
          proofName,
          proofBytes,
          VouchFile.CHAIN_PROOF,
          e,
          "give a proof that prove wrote for this chain, or that join wrote");
    }
    Checks checks =
        Checks.ofChain(
            pinned != null, "which chain it is (--model-id)", verified, demands.context().length);
    return new AcceptedChain(
        verified, key.id().hex(), checks, proofBytes.length, System.nanoTime() - start);
  }

  /** Of proofs of models that were compiled apart. */
  static ChainVerification ofDescription(String file, Demands demands, Reporting reporting)
      throws CommandException {
    requirePlain(demands);
    if (demands.modelId() != null) {
      throw CommandException.usage(
          "the parts of a chain have ids of their own; --model-id; write them into " + file);
    }
    return new ChainVerification(reporting, () -> description(file, demands));
  }

  private static Section description(String file, Demands demands)
      throws IOException, CommandException, VerificationException, RejectedChainException {
    ChainDescription chain = ChainDescription.read(file);
    KeyReader reader =
        KeyReader.create().within(demands.limits()).withPool(ForkJoinPool.commonPool());
    List<VerifyingKey> keys = new ArrayList<>();
    List<byte[]> proofs = new ArrayList<>();
    List<byte[]> contexts = new ArrayList<>();
    int length = 0;
    int least = Integer.MAX_VALUE;
    for (ChainDescription.Part part : chain.parts()) {
      byte[] keyBytes = new InputFile(part.key().toString()).bytes();
      ModelId pinned = part.modelId();
      keys.add(pinned == null ? reader.readAnyModel(keyBytes) : reader.read(keyBytes, pinned));
      byte[] proof = new InputFile(part.proof().toString()).bytes();
      proofs.add(proof);
      length += proof.length;
      contexts.add(Objects.requireNonNullElse(part.context(), demands.context()));
      if (contexts.get(contexts.size() - 1).length > Verifier.MAX_CONTEXT_BYTES) {
        throw CommandException.usage(
            "a context of "
                + contexts.get(contexts.size() - 1).length
                + " bytes; "
                + file
                + "; at most "
                + Verifier.MAX_CONTEXT_BYTES
                + " are allowed");
      }
      least = Math.min(least, contexts.get(contexts.size() - 1).length);
    }
    long start = System.nanoTime();
    List<VerifiedInference> parts =
        JointVerifier.verifyOnce(
            keys, proofs, contexts, demands.uncertified(), ForkJoinPool.commonPool());
    VerifiedChain verified = VerifiedChain.of(parts, chain.links());
    boolean pinned = chain.parts().stream().allMatch(part -> part.modelId() != null);
    Checks checks =
        Checks.ofChain(pinned, "which models these are (modelId of each part)", verified, least);
    return new AcceptedChain(verified, null, checks, length, System.nanoTime() - start);
  }

  private static void requirePlain(Demands demands) throws CommandException {
    if (demands.allRows() || demands.outputs() != null) {
      String option = demands.allRows() ? "--complete" : "--outputs";
      throw CommandException.usage("a proof of a chain has no rows; " + option + "; leave it out");
    }
    if (!demands.data().isNone()) {
      throw CommandException.usage(
          "committed data and openings of chains are not compared; --input-id, --commitment,"
              + " --opening; leave it out");
    }
    if (demands.weights() != null) {
      throw CommandException.usage(
          "public weights of chains are not compared; --weights; leave it out");
    }
  }

  /** Checks and reports; returns the exit code. */
  int run() throws IOException, CommandException {
    long start = System.nanoTime();
    try {
      return reporting.confirm(Report.of(work.accepted()), List.of());
    } catch (VerificationException | MalformedChainException | RejectedChainException e) {
      return reporting.print(
          Report.failure(Failure.of(e), new RefusedChain(System.nanoTime() - start)));
    }
  }

  /** What there is to say of proofs that are not accepted beside the reason. */
  private record RefusedChain(long nanos) implements Section {
    @Override
    public void put(ObjectNode root) {
      root.put("accepted", false).put("millis", Units.millis(nanos)).putObject("outputs");
    }

    @Override
    public List<Block> blocks() {
      return List.of();
    }
  }
}
