package dev.vouch.verifier;

import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.sigma.GroupCheck;
import dev.vouch.verifier.sigma.GroupEquation;
import dev.vouch.verifier.transcript.Transcript;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Many proofs whose group equations are checked as one (protocol.md §11, rule 27). The weights come
 * from one transcript over all proofs: weights of each proof's own would let a k-list attack choose
 * proofs that are false alone and cancel together.
 */
final class Batch {
  private Batch() {}

  /**
   * Checks proof i with replayer i and context i; {@code transcripts} gives the batch's own
   * transcript.
   */
  static List<ReplayedProof> check(
      List<Replayer> replayers,
      List<byte[]> proofs,
      List<byte[]> contexts,
      Supplier<Transcript> transcripts,
      Workers workers)
      throws MalformedProofException, ProofRejectedException {
    List<ReplayedProof> replayed = replay(replayers, proofs, contexts);
    if (!groupsHold(replayed, transcripts.get(), workers)) {
      throw fault(replayed, workers);
    }
    return replayed;
  }

  /** Reads proofs up to their group equations. */
  static List<ReplayedProof> replay(
      List<Replayer> replayers, List<byte[]> proofs, List<byte[]> contexts)
      throws MalformedProofException, ProofRejectedException {
    if (proofs.size() != contexts.size() || proofs.size() != replayers.size()) {
      throw new IllegalArgumentException(
          proofs.size() + " proofs and " + contexts.size() + " contexts");
    }
    List<ReplayedProof> replayed = new ArrayList<>();
    for (int i = 0; i < proofs.size(); i++) {
      try {
        replayed.add(replayers.get(i).replay(proofs.get(i), contexts.get(i)));
      } catch (MalformedProofException e) {
        throw e.inBatch(i);
      } catch (ProofRejectedException e) {
        throw e.inBatch(i);
      }
    }
    return replayed;
  }

  /** Which of the proofs it is whose group equations do not hold. */
  static ProofRejectedException fault(List<ReplayedProof> proofs, Workers workers) {
    for (int i = 0; i < proofs.size(); i++) {
      try {
        proofs.get(i).checkGroup(workers);
      } catch (ProofRejectedException e) {
        return e.inBatch(i);
      }
    }
    return notTogether();
  }

  /** Whether the group equations of all proofs hold; {@code transcript} is a fresh one. */
  static boolean groupsHold(List<ReplayedProof> proofs, Transcript transcript, Workers workers) {
    byte[] count =
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(proofs.size())
            .array();
    transcript.absorb("batch", count);
    proofs.forEach(proof -> transcript.absorb("proof", proof.transcript().state()));
    GroupCheck check = new GroupCheck();
    for (ReplayedProof proof : proofs) {
      for (GroupEquation equation : proof.equations()) {
        check.add(equation, transcript.challenge("weight"));
      }
    }
    return check.holds(workers);
  }

  /** For proofs of which each holds; does not happen but with negligible probability. */
  static ProofRejectedException notTogether() {
    return new ProofRejectedException(
        RejectionReason.BATCH, "the proofs' openings fit one by one, but not together");
  }
}
