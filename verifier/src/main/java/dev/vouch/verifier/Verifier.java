package dev.vouch.verifier;

import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.transcript.KeccakTranscript;
import dev.vouch.verifier.transcript.Transcript;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * Checks proofs under one key. Thread-safe; keep it and use it for many proofs.
 *
 * <p>A proof that is accepted shows, up to {@link SecurityLevel}, that the outputs are what the
 * committed model gives on the inputs. There is no boolean to forget: a method returns what was
 * verified or throws. Bytes that are no proof give {@link MalformedProofException}, proofs that do
 * not convince {@link ProofRejectedException}, whatever the bytes. A caller's own mistakes are
 * others: a context of more than {@link #MAX_CONTEXT_BYTES} is an {@link IllegalArgumentException},
 * null a {@link NullPointerException}. Beside the proof's own bytes memory is bounded by what the
 * key was allowed to take ({@link KeyLimits}).
 */
public final class Verifier implements ProofVerifier {
  /** The most bytes of an application context. */
  public static final int MAX_CONTEXT_BYTES = Statement.MAX_CONTEXT_BYTES;

  private static final byte[] NO_CONTEXT = new byte[0];

  private final Replayer replayer;
  private final WeightStatus weights;

  Verifier(VerifyingKey key, WeightStatus weights, Supplier<Transcript> transcripts) {
    this(new Replayer(key, transcripts, Workers.CALLER), weights);
  }

  private Verifier(Replayer replayer, WeightStatus weights) {
    this.replayer = replayer;
    this.weights = weights;
    Generators.first(replayer.key().plan().longestVector());
  }

  /**
   * A verifier for a key. The key's certificate is checked here, once; a key whose weights are
   * hidden must have one.
   *
   * @throws ProofRejectedException with reason UNCERTIFIED if it has none, CERTIFICATE if it does
   *     not verify
   */
  public static Verifier of(VerifyingKey key) throws ProofRejectedException {
    Certificate.require(key);
    return ofUncertified(key);
  }

  /**
   * A verifier for the key of a known model.
   *
   * @param model the model that the key must be of; compared before anything else is done
   * @throws WrongModelException if the key is of another model
   * @throws ProofRejectedException as {@link #of(VerifyingKey)}
   */
  public static Verifier of(VerifyingKey key, ModelId model)
      throws WrongModelException, ProofRejectedException {
    key.requireModel(model);
    return of(key);
  }

  /**
   * A verifier that takes a key without certificate: its hidden weights may then be any elements of
   * the field, fractions among them, which can reach any output ({@link
   * WeightStatus#FIELD_VALUED}). A certificate that is there is checked all the same.
   *
   * @throws ProofRejectedException with reason CERTIFICATE if the key's certificate does not verify
   */
  public static Verifier ofUncertified(VerifyingKey key) throws ProofRejectedException {
    return new Verifier(key, Certificate.check(key), KeccakTranscript::new);
  }

  /**
   * A verifier that knows the weights: the key's commitments are recomputed from them, and what it
   * verifies has {@link WeightStatus#PUBLIC}.
   *
   * @param values of each MODEL tensor in declaration order, its cells in row-major order
   * @throws ProofRejectedException with reason PUBLIC_WEIGHTS if the key's weights are others, are
   *     hidden, or leave their declared ranges
   */
  public Verifier withPublicWeights(List<long[]> values) throws ProofRejectedException {
    PublicWeights.check(key(), values, replayer.transcripts().get(), replayer.workers());
    return new Verifier(replayer, WeightStatus.PUBLIC);
  }

  /** As {@link #withPublicWeights}; there is one part. */
  @Override
  public Verifier withPublicWeightsOfParts(List<List<long[]>> values)
      throws ProofRejectedException {
    PublicWeights.requireParts(values, 1);
    return withPublicWeights(values.get(0));
  }

  /**
   * A verifier that lets the threads of {@code pool} share in the work of each call; by itself a
   * verifier works on the calling thread alone. The pool stays the caller's: {@link
   * ForkJoinPool#commonPool()} will do. The verifier must not be used once it is shut down.
   */
  @Override
  public Verifier withPool(ForkJoinPool pool) {
    return new Verifier(new Replayer(key(), replayer.transcripts(), Workers.of(pool)), weights);
  }

  /**
   * Checks the certificate of a key and one proof together. For a program that verifies once: takes
   * less time than {@link #of(VerifyingKey)} and {@link #verify(byte[], byte[])}, and accepts the
   * same.
   *
   * @param context as in {@link #verify(byte[], byte[])}
   * @param pool its threads share in the work
   * @throws MalformedProofException if the bytes are no proof for this key's circuit
   * @throws ProofRejectedException if the proof does not convince; with reason UNCERTIFIED or
   *     CERTIFICATE if the key's certificate is missing or does not
   */
  public static VerifiedInference verifyOnce(
      VerifyingKey key, byte[] proof, byte[] context, ForkJoinPool pool)
      throws MalformedProofException, ProofRejectedException {
    Certificate.require(key);
    return verifyOnceUncertified(key, proof, context, pool);
  }

  /**
   * As {@link #verifyOnce}, and takes a key without certificate, as {@link #ofUncertified} does.
   *
   * @throws MalformedProofException as {@link #verifyOnce}
   * @throws ProofRejectedException as {@link #verifyOnce}, but not with reason UNCERTIFIED
   */
  public static VerifiedInference verifyOnceUncertified(
      VerifyingKey key, byte[] proof, byte[] context, ForkJoinPool pool)
      throws MalformedProofException, ProofRejectedException {
    Workers workers = Workers.of(pool);
    Replayer replayer = new Replayer(key, KeccakTranscript::new, workers);
    Proof parsed = replayer.read(proof, context);
    Generators.first(key.plan().longestVector());
    Certificate.Task task = Certificate.Task.start(key, pool);
    try {
      ReplayedProof replayed = replayer.replay(parsed, context);
      Optional<ReplayedProof> certificate = task.result();
      List<ReplayedProof> both =
          certificate.map(first -> List.of(first, replayed)).orElse(List.of(replayed));
      if (!Batch.groupsHold(both, new KeccakTranscript(), workers)) {
        if (certificate.isPresent()) {
          Certificate.checkGroup(certificate.get());
        }
        replayed.checkGroup(workers);
        throw Batch.notTogether();
      }
      return replayed.inference(Certificate.status(key));
    } finally {
      task.cancel();
    }
  }

  /**
   * Loads what every verification needs: hash functions and generators, some 30 ms of a fresh JVM.
   * Nothing has to call this; a program whose first verification matters may do so on a thread of
   * its own while it reads its files.
   *
   * @throws ExceptionInInitializerError if the verifier's jar is damaged
   */
  public static void prepare() {
    KeccakTranscript unused = new KeccakTranscript(); // loads the hash functions
    Generators.first(0);
  }

  Replayer replayer() {
    return replayer;
  }

  WeightStatus weights() {
    return weights;
  }

  @Override
  public VerifyingKey key() {
    return replayer.key();
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
   * Checks a proof that was made for a context of at most {@link #MAX_CONTEXT_BYTES}, for instance
   * a nonce of this verifier: any other context is rejected.
   *
   * @throws MalformedProofException if the bytes are no proof for this key's circuit
   * @throws ProofRejectedException if the proof does not convince
   */
  @Override
  public VerifiedInference verify(byte[] proof, byte[] context)
      throws MalformedProofException, ProofRejectedException {
    ReplayedProof replayed = replayer.replay(proof, context);
    replayed.checkGroup(replayer.workers());
    return replayed.inference(weights);
  }

  /**
   * Checks a proof and makes the compact form of it, which is accepted wherever the proof is: fewer
   * bytes for a few dozen milliseconds of work, half a second or so where rows have thousands of
   * columns; a pool shares in it. Needs no secret and no native code (protocol.md §8.1).
   *
   * @param context as in {@link #verify(byte[], byte[])}
   * @return the compact proof; {@code proof} itself if it is compact already, or if the circuit is
   *     so small that there is no compact form or it would have no fewer bytes
   * @throws MalformedProofException if the bytes are no proof for this key's circuit
   * @throws ProofRejectedException if the proof does not convince
   */
  public byte[] compact(byte[] proof, byte[] context)
      throws MalformedProofException, ProofRejectedException {
    return compact(replayer, proof, context);
  }

  /**
   * As {@link #compact(byte[], byte[])} for whoever made the proof: what the key's certificate says
   * of the weights does not matter to it, so it is not checked.
   *
   * @throws MalformedProofException as {@link #compact(byte[], byte[])}
   * @throws ProofRejectedException as {@link #compact(byte[], byte[])}
   */
  public static byte[] compact(VerifyingKey key, byte[] proof, byte[] context)
      throws MalformedProofException, ProofRejectedException {
    return compact(new Replayer(key, KeccakTranscript::new, Workers.CALLER), proof, context);
  }

  /**
   * As {@link #compact(VerifyingKey, byte[], byte[])}; the threads of {@code pool} share in the
   * work.
   *
   * @throws MalformedProofException as {@link #compact(byte[], byte[])}
   * @throws ProofRejectedException as {@link #compact(byte[], byte[])}
   */
  public static byte[] compact(VerifyingKey key, byte[] proof, byte[] context, ForkJoinPool pool)
      throws MalformedProofException, ProofRejectedException {
    return compact(new Replayer(key, KeccakTranscript::new, Workers.of(pool)), proof, context);
  }

  private static byte[] compact(Replayer replayer, byte[] proof, byte[] context)
      throws MalformedProofException, ProofRejectedException {
    Proof parts = replayer.read(proof, context);
    VerifyingKey key = replayer.key();
    Plan plan = key.planOf(parts);
    boolean worthwhile =
        parts.form() == Proof.Form.PLAIN
            && plan.compactable()
            && plan.compactMessageBytes() < plan.messageBytes();
    if (!worthwhile) {
      replayer.replay(parts, context).checkGroup(replayer.workers());
      return proof.clone();
    }
    return replayer
        .compact(parts, context)
        .map(compact -> compact.encode(key.circuit()))
        .orElseGet(proof::clone);
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
   * @throws IllegalArgumentException if the numbers differ
   * @throws MalformedProofException if some bytes are no proof; {@link
   *     VerificationException#batchIndex} says which
   * @throws ProofRejectedException if some proof does not convince; {@link
   *     VerificationException#batchIndex} says which
   */
  @Override
  public List<VerifiedInference> verifyAll(List<byte[]> proofs, List<byte[]> contexts)
      throws MalformedProofException, ProofRejectedException {
    return Batch.check(
            Collections.nCopies(proofs.size(), replayer),
            proofs,
            contexts,
            replayer.transcripts(),
            replayer.workers())
        .stream()
        .map(proof -> proof.inference(weights))
        .toList();
  }
}
