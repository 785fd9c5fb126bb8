package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.sigma.GroupCheck;
import dev.vouch.verifier.sigma.GroupEquation;
import dev.vouch.verifier.transcript.Transcript;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * Checks proofs under one key. Thread-safe; keep it and use it for many proofs.
 *
 * <p>A proof that is accepted shows, up to {@link SecurityLevel}, that the outputs are what the
 * committed model gives on the inputs. There is no boolean to forget: a method returns what was
 * verified or throws. Bytes that are no proof give {@link MalformedProofException}, proofs that do
 * not convince {@link ProofRejectedException}; whatever the bytes, nothing else is thrown and
 * memory stays bounded by their length and the key's.
 */
public final class Verifier {
  /** The most bytes of an application context. */
  public static final int MAX_CONTEXT_BYTES = 1 << 16;

  private static final byte[] NO_CONTEXT = new byte[0];

  private final VerifyingKey key;
  private final WeightStatus weights;
  private final Supplier<Transcript> transcripts;

  Verifier(VerifyingKey key, WeightStatus weights, Supplier<Transcript> transcripts) {
    this.key = key;
    this.weights = weights;
    this.transcripts = transcripts;
    Generators.first(Math.max(key.layout().columns(), key.layout().pads()));
  }

  /**
   * A verifier for a key. If the key has a certificate it is checked here, once.
   *
   * @throws ProofRejectedException with reason CERTIFICATE if the key's certificate does not verify
   */
  public static Verifier of(VerifyingKey key) throws ProofRejectedException {
    return new Verifier(key, Certificate.check(key), Transcript::create);
  }

  /** A verifier for a key that has no certificate. */
  static Verifier uncertified(VerifyingKey key) {
    return new Verifier(key, WeightStatus.FIELD_VALUED, Transcript::create);
  }

  /**
   * A verifier for the key of a known model.
   *
   * @param modelId the id that the key must have, 32 bytes; compared before anything else is done
   * @throws ProofRejectedException with reason MODEL_ID if the key is of another model, or as
   *     {@link #of(VerifyingKey)}
   */
  public static Verifier of(VerifyingKey key, byte[] modelId) throws ProofRejectedException {
    requireModel(key, modelId, "the key is of");
    return of(key);
  }

  /** The key. */
  public VerifyingKey key() {
    return key;
  }

  /**
   * Checks a proof made without context.
   *
   * @throws MalformedProofException if the bytes are no proof for this key's circuit
   * @throws ProofRejectedException if the proof does not convince
   */
  public VerifiedInference verify(byte[] proof)
      throws MalformedProofException, ProofRejectedException {
    return verify(proof, NO_CONTEXT);
  }

  /**
   * Checks a proof that was made for a context, for instance a nonce of this verifier: any other
   * context is rejected.
   *
   * @throws IllegalArgumentException if the context has more than {@link #MAX_CONTEXT_BYTES}
   * @throws MalformedProofException if the bytes are no proof for this key's circuit
   * @throws ProofRejectedException if the proof does not convince
   */
  public VerifiedInference verify(byte[] proof, byte[] context)
      throws MalformedProofException, ProofRejectedException {
    Replayed replayed = replay(proof, context);
    GroupCheck check = new GroupCheck();
    replayed.addTo(check);
    if (!check.holds()) {
      throw openingsDoNotFit();
    }
    return replayed.inference(this);
  }

  /** As {@link #verifyAll(List, List)} with proofs made without context. */
  public List<VerifiedInference> verifyAll(List<byte[]> proofs)
      throws MalformedProofException, ProofRejectedException {
    return verifyAll(proofs, proofs.stream().map(proof -> NO_CONTEXT).toList());
  }

  /**
   * Checks many proofs together: their group equations become one, which costs less than one at a
   * time (protocol.md §11, rule 27).
   *
   * @param contexts one for each proof
   * @return what was verified, in the same order
   * @throws IllegalArgumentException if the numbers differ or a context has more than {@link
   *     #MAX_CONTEXT_BYTES}
   * @throws MalformedProofException if some bytes are no proof; {@link
   *     VerificationException#batchIndex} says which
   * @throws ProofRejectedException if some proof does not convince; {@link
   *     VerificationException#batchIndex} says which
   */
  public List<VerifiedInference> verifyAll(List<byte[]> proofs, List<byte[]> contexts)
      throws MalformedProofException, ProofRejectedException {
    if (proofs.size() != contexts.size()) {
      throw new IllegalArgumentException(
          proofs.size() + " proofs and " + contexts.size() + " contexts");
    }
    List<Replayed> replayed = new ArrayList<>();
    for (int i = 0; i < proofs.size(); i++) {
      try {
        replayed.add(replay(proofs.get(i), contexts.get(i)));
      } catch (MalformedProofException e) {
        throw e.inBatch(i);
      } catch (ProofRejectedException e) {
        throw e.inBatch(i);
      }
    }
    Transcript batch = transcripts.get();
    batch.absorb(
        "batch",
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(proofs.size())
            .array());
    replayed.forEach(proof -> batch.absorb("proof", proof.transcript.state()));
    GroupCheck check = new GroupCheck();
    for (Replayed proof : replayed) {
      proof.equations.forEach(equation -> check.add(equation, batch.challenge("weight")));
    }
    if (!check.holds()) {
      throw culprit(replayed);
    }
    return replayed.stream().map(proof -> proof.inference(this)).toList();
  }

  private static ProofRejectedException culprit(List<Replayed> replayed) {
    for (int i = 0; i < replayed.size(); i++) {
      GroupCheck alone = new GroupCheck();
      replayed.get(i).addTo(alone);
      if (!alone.holds()) {
        return openingsDoNotFit().inBatch(i);
      }
    }
    return new ProofRejectedException(
        RejectionReason.BATCH, "the proofs' openings fit one by one, but not together");
  }

  private static ProofRejectedException openingsDoNotFit() {
    return new ProofRejectedException(
        RejectionReason.GROUP_EQUATIONS, "the openings of the proof do not fit its commitments");
  }

  /** A proof that was read to its end; its group equations are left to check. */
  private record Replayed(
      Statement statement, List<GroupEquation> equations, Transcript transcript) {
    void addTo(GroupCheck check) {
      equations.forEach(equation -> check.add(equation, transcript.challenge("weight")));
    }

    VerifiedInference inference(Verifier verifier) {
      VerifyingKey key = verifier.key;
      List<VerifiedTensor> inputs = key.circuit().inputs().stream().map(this::tensor).toList();
      List<VerifiedTensor> outputs = key.circuit().outputs().stream().map(this::tensor).toList();
      return new VerifiedInference(
          key.modelId(), inputs, outputs, verifier.weights, key.security());
    }

    private VerifiedTensor tensor(Port port) {
      Tensor tensor = statement.layout().circuit().tensors().get(port.tensor());
      if (tensor instanceof Tensor.Public open) {
        return new VerifiedTensor(
            port.name(),
            port.type(),
            port.shape(),
            open.scaleExponent(),
            statement.publicValues().get(port.tensor()),
            null);
      }
      int scaleExponent = ((Tensor.Committed) tensor).scaleExponent();
      return new VerifiedTensor(
          port.name(), port.type(), port.shape(), scaleExponent, null, statement.id(port.tensor()));
    }
  }

  /**
   * Sizes and ids, then parsing, then the statement, then the protocol up to its group equations.
   */
  private Replayed replay(byte[] bytes, byte[] context)
      throws MalformedProofException, ProofRejectedException {
    if (context.length > MAX_CONTEXT_BYTES) {
      throw new IllegalArgumentException(
          "a context of "
              + context.length
              + " bytes, at most "
              + MAX_CONTEXT_BYTES
              + " are allowed");
    }
    requireModel(key, Proof.modelIdOf(bytes), "the proof names another model; this is");
    Proof proof = Proof.decode(bytes, key.circuit());
    long length = key.layout().messageBytes();
    if (proof.messages().length != length) {
      String message =
          "the protocol's messages have "
              + proof.messages().length
              + " bytes, for this circuit "
              + length;
      throw new ProofRejectedException(RejectionReason.MESSAGES_LENGTH, message);
    }
    Statement statement = new Statement(key, proof, context.clone());
    Transcript transcript = transcripts.get();
    return new Replayed(
        statement, new ProofReplay(statement, proof.messages(), transcript).run(), transcript);
  }

  private static void requireModel(VerifyingKey key, byte[] modelId, String what)
      throws ProofRejectedException {
    if (!Arrays.equals(modelId, key.modelId())) {
      String message =
          what + " model " + key.modelIdHex() + ", not " + HexFormat.of().formatHex(modelId);
      throw new ProofRejectedException(RejectionReason.MODEL_ID, message);
    }
  }
}
