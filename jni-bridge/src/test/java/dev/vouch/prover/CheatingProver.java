package dev.vouch.prover;

import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.ffi.NativeSession.NativeProof;
import dev.vouch.prover.ffi.TestProver;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Proves whatever witness it is given, with everything but the witness as an honest prover has it.
 */
final class CheatingProver implements AutoCloseable {
  private static final byte[] NO_CONTEXT = {};
  private static final byte[] SEED = new byte[32];

  private final VerifyingKey key;
  private final Verifier verifier;
  private final TestProver prover;

  CheatingProver(ModelFile model) throws Exception {
    key = model.key();
    verifier = Verifier.of(key);
    prover = new TestProver(key.circuitBytes());
    long[] weights = model.modelValues().stream().flatMapToLong(LongStream::of).toArray();
    prover.load(weights, joined(key.modelPointBytes()), joined(model.blinders()));
  }

  /** Why a proof of that witness is rejected; empty if it is accepted. */
  Optional<RejectionReason> rejection(long... witness) throws Exception {
    NativeProof proof = prover.prove(NO_CONTEXT, witness, SEED);
    List<byte[]> rows = new CommitmentRows(key.layout()).ofHidden(proof.hiddenPoints());
    List<long[]> shown = JoinedWitness.split(key.circuit(), witness).publicValues();
    byte[] bytes =
        new Proof(key.modelId().bytes(), shown, rows, proof.messages()).encode(key.circuit());
    try {
      verifier.verify(bytes, NO_CONTEXT);
      return Optional.empty();
    } catch (ProofRejectedException e) {
      return Optional.of(e.reason());
    }
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Override
  public void close() throws Exception {
    prover.close();
  }
}
