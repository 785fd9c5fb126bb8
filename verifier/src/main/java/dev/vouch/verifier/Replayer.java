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
  /** Reads the bytes of a proof up to its group equations. */
  ReplayedProof replay(byte[] bytes, byte[] context)
      throws MalformedProofException, ProofRejectedException {
    return replay(read(bytes, context), context);
  }

  /**
   * What is cheap to refuse: a proof of another model, bytes that are none, messages of another
   * length.
   *
   * @throws IllegalArgumentException if the context is too long
   */
  Proof read(byte[] bytes, byte[] context) throws MalformedProofException, ProofRejectedException {
    if (context.length > Statement.MAX_CONTEXT_BYTES) {
      throw new IllegalArgumentException(
          "a context of "
              + context.length
              + " bytes, at most "
              + Statement.MAX_CONTEXT_BYTES
              + " are allowed");
    }
    ModelId named = ModelId.of(Proof.modelIdOf(bytes));
    if (!named.equals(key.modelId())) {
      String message =
          "the proof names another model; this is model " + key.modelId() + ", not " + named;
      throw new ProofRejectedException(RejectionReason.MODEL_ID, message);
    }
    Proof proof = Proof.decode(bytes, key.circuit());
    requireLength(proof);
    return proof;
  }

  private void requireLength(Proof proof) throws ProofRejectedException {
    long length = proof.expectedMessageBytes(key.planOf(proof));
    if (length == 0 || proof.messages().length != length) {
      String message =
          "the protocol's messages have "
              + proof.messages().length
              + " bytes, for this circuit "
              + length;
      throw new ProofRejectedException(RejectionReason.MESSAGES_LENGTH, message);
    }
  }

  /** As {@link #replay(byte[], byte[])} for a proof whose counts are those of the circuit. */
  ReplayedProof replay(Proof proof, byte[] context) throws ProofRejectedException {
    requireLength(proof);
    return stages(proof, context).run();
  }

  /**
   * Checks a plain proof that {@link #read} gave.
   *
   * @return its compact form; empty if it has none (§8.1)
   */
  Optional<Proof> compact(Proof proof, byte[] context) throws ProofRejectedException {
    return stages(proof, context).compact();
  }

  private ProofReplay stages(Proof proof, byte[] context) throws ProofRejectedException {
    Statement statement = new Statement(key, proof, context.clone());
    return new ProofReplay(statement, proof, transcripts.get(), workers);
  }
}
