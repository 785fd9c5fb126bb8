package dev.vouch.verifier;

import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.transcript.Transcript;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads proofs under one key up to their group equations (protocol.md §11): sizes and ids, then
 * parsing, then the statement, then the protocol. Thread-safe.
 *
 * @param transcripts gives a fresh transcript for each proof
 */
record Replayer(VerifyingKey key, Supplier<Transcript> transcripts, Workers workers) {
  /** Reads the bytes of a proof. */
  ReplayedProof replay(byte[] bytes, byte[] context)
      throws MalformedProofException, ProofRejectedException {
    if (context.length > Statement.MAX_CONTEXT_BYTES) {
      String message =
          "a context of "
              + context.length
              + " bytes, at most "
              + Statement.MAX_CONTEXT_BYTES
              + " are allowed";
      throw new ProofRejectedException(RejectionReason.STATEMENT, message);
    }
    key.requireModel(Proof.modelIdOf(bytes), "the proof names another model; this is");
    return replay(Proof.decode(bytes, key.circuit()), context);
  }

  /** As {@link #replay(byte[], byte[])} for a proof whose counts are those of the circuit. */
  ReplayedProof replay(Proof proof, byte[] context) throws ProofRejectedException {
    long length = proof.expectedMessageBytes(key.planOf(proof));
    if (length == 0 || proof.messages().length != length) {
      String message =
          "the protocol's messages have "
              + proof.messages().length
              + " bytes, for this circuit "
              + length;
      throw new ProofRejectedException(RejectionReason.MESSAGES_LENGTH, message);
    }
    Statement statement = new Statement(key, proof, context.clone());
    Transcript transcript = transcripts.get();
    return new ReplayedProof(
        statement, new ProofReplay(statement, proof, transcript, workers).run(), transcript);
  }

  /** The compact form of a plain proof that was accepted; empty if it has none (§8.1). */
  Optional<Proof> compact(Proof proof, byte[] context) throws ProofRejectedException {
    Statement statement = new Statement(key, proof, context.clone());
    return new ProofReplay(statement, proof, transcripts.get(), workers).compact();
  }
}
