package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.independence.RowIndependence;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.product.TermFactors;
import dev.vouch.verifier.validator.CircuitValidator;
import dev.vouch.verifier.validator.InvalidCircuitException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a model that is needed to check proofs of its inferences (formats.md §3): the
 * circuit, the commitments of its weights, and the certificate of their ranges if there is one. The
 * circuit has passed the validator and the points are on the curve. Immutable and thread-safe.
 */
public final class VerifyingKey implements ModelKey {
  private final KeyParts parts;
  private final KeyIds ids;
  private final Layout layout;
  private final PointVector modelPoints;
  private final Plan plan;
  private final SecurityLevel security;
  private volatile @Nullable RowIndependence rowIndependence;

  private VerifyingKey(KeyParts parts, KeyIds ids, Layout layout, PointVector modelPoints) {
    this.parts = parts;
    this.ids = ids;
    this.layout = layout;
    this.modelPoints = modelPoints;
    this.plan = Plan.of(layout);
    this.security = SecurityLevel.of(layout, plan);
  }

  /** The key of parts whose circuit and points are still to be checked. */
  static VerifyingKey of(KeyParts parts, KeyIds ids, KeyLimits limits, Workers workers)
      throws MalformedKeyException {
    // With a pool, points are read while the circuit is validated, and no longer if it is refused.
    ModelPoints points = ModelPoints.start(parts.modelPoints(), workers);
    try {
      validate(parts.circuit(), limits);
      Layout layout = Layout.of(parts.circuit());
      return new VerifyingKey(parts, ids, layout, points.finish(layout));
    } finally {
      points.abandon();
    }
  }

  private static void validate(Circuit circuit, KeyLimits limits) throws MalformedKeyException {
    try {
      CircuitValidator.validateForm(circuit);
      limits.requireCost(circuit);
      CircuitValidator.validateAssertions(circuit);
    } catch (InvalidCircuitException e) {
      throw new MalformedKeyException("the circuit is not valid: " + e.getMessage(), e);
    }
  }

  /**
   * A key.
   *
   * @param modelPoints for each MODEL tensor in declaration order its rows' commitments,
   *     concatenated, 32 bytes each
   * @param certificate the proof of §9, or no bytes
   * @throws MalformedKeyException if the circuit or the points are not allowed
   */
  public static VerifyingKey of(Circuit circuit, List<byte[]> modelPoints, byte[] certificate)
      throws MalformedKeyException {
    // Before its bytes are written: a name may be too long for them.
    validate(circuit, KeyLimits.OF_THE_FORMAT);
    int tensors = KeyParts.modelTensors(circuit).size();
    if (modelPoints.size() != tensors) {
      throw new MalformedKeyException(
          "points of "
              + modelPoints.size()
              + " tensors, the circuit has "
              + tensors
              + " MODEL tensors",
          null);
    }
    List<byte[]> points = modelPoints.stream().map(byte[]::clone).toList();
    KeyParts parts =
        new KeyParts(circuit, CircuitCodec.encode(circuit), points, certificate.clone());
    Layout layout = Layout.of(circuit);
    PointVector rows = ModelPoints.start(points, Workers.CALLER).finish(layout);
    return new VerifyingKey(parts, KeyIds.of(parts), layout, rows);
  }

  /**
   * Reads a key of any model, within {@link KeyLimits#DEFAULT}. Whoever wants proofs of one model
   * pins it: {@link #decode(byte[], ModelId)}.
   *
   * @throws MalformedKeyException if the bytes are no key, or its circuit or points are not allowed
   */
  public static VerifyingKey decode(byte[] bytes) throws MalformedKeyException {
    return KeyReader.create().readAnyModel(bytes);
  }

  /**
   * Reads the key of a known model, within {@link KeyLimits#DEFAULT}: the id is compared before
   * anything is built from the bytes.
   *
   * @throws MalformedKeyException as {@link #decode(byte[])}
   * @throws WrongModelException if the key is of another model
   */
  public static VerifyingKey decode(byte[] bytes, ModelId model)
      throws MalformedKeyException, WrongModelException {
    return KeyReader.create().read(bytes, model);
  }

  /** The key's bytes (formats.md §3), a fresh array. */
  public byte[] encode() {
    return KeyCodec.encode(parts);
  }

  /** The key of another circuit with the same MODEL tensors, without certificate. */
  VerifyingKey withCircuit(Circuit circuit) throws MalformedKeyException {
    KeyParts others =
        new KeyParts(circuit, CircuitCodec.encode(circuit), parts.modelPoints(), new byte[0]);
    KeyIds othersIds = KeyIds.of(others);
    validate(circuit, KeyLimits.OF_THE_FORMAT);
    return new VerifyingKey(others, othersIds, Layout.of(circuit), modelPoints);
  }

  /** The circuit. */
  public Circuit circuit() {
    return layout.circuit();
  }

  /** This alone. */
  @Override
  public List<VerifyingKey> keys() {
    return List.of(this);
  }

  @Override
  public List<ModelPort> inputs() {
    return ModelKey.ports(0, circuit(), circuit().inputs());
  }

  @Override
  public List<ModelPort> outputs() {
    return ModelKey.ports(0, circuit(), circuit().outputs());
  }

  @Override
  public int rows() {
    return circuit().rows();
  }

  @Override
  public int maxContextBytes() {
    return Verifier.MAX_CONTEXT_BYTES;
  }

  /** The proof itself. */
  @Override
  public List<byte[]> partProofs(byte[] proof) {
    return List.of(proof);
  }

  @Override
  public Verifier verifier() throws ProofRejectedException {
    return Verifier.of(this);
  }

  @Override
  public Verifier uncertifiedVerifier() throws ProofRejectedException {
    return Verifier.ofUncertified(this);
  }

  @Override
  public VerifiedInference verifyOnce(
      byte[] proof, byte[] context, boolean uncertified, ForkJoinPool pool)
      throws MalformedProofException, ProofRejectedException {
    return uncertified
        ? Verifier.verifyOnceUncertified(this, proof, context, pool)
        : Verifier.verifyOnce(this, proof, context, pool);
  }

  @Override
  public byte[] compact(byte[] proof, byte[] context)
      throws MalformedProofException, ProofRejectedException {
    return Verifier.compact(this, proof, context);
  }

  @Override
  public byte[] compact(byte[] proof, byte[] context, ForkJoinPool pool)
      throws MalformedProofException, ProofRejectedException {
    return Verifier.compact(this, proof, context, pool);
  }

  /** The circuit's canonical bytes, a fresh array. */
  public byte[] circuitBytes() {
    return parts.circuitBytes().clone();
  }

  /** The model id: binds circuit and weights (formats.md §2). */
  @Override
  public ModelId modelId() {
    return ids.model();
  }

  /**
   * Checks that this is the key of a known model.
   *
   * @throws WrongModelException if it is another's
   */
  public void requireModel(ModelId expected) throws WrongModelException {
    ids.requireModel(expected);
  }

  /**
   * Commitments of the weights: for each MODEL tensor in declaration order its rows, 32 bytes each.
   */
  public List<byte[]> modelPointBytes() {
    return parts.modelPoints().stream().map(byte[]::clone).toList();
  }

  /** The certificate's bytes, a fresh array; none if the weights' ranges are not certified. */
  public byte[] certificate() {
    return parts.certificate().clone();
  }

  /** The soundness of proofs under this key. */
  public SecurityLevel security() {
    return security;
  }

  @Override
  public int securityBits() {
    return security.bits();
  }

  /**
   * The most bytes that a proof under this key has, in whichever form; nothing longer need be read,
   * but files of versions 1 and 2 of the format, which may be longer (formats.md §4).
   */
  public long proofBytes() {
    return Math.max(plainProofBytes(), compactProofBytes().orElse(0));
  }

  /** The bytes that every plain proof under this key has, as it is made today. */
  public long plainProofBytes() {
    return Proof.bytesBesideMessages(circuit()) + plan.messageBytes();
  }

  /** The bytes of the compact form of these proofs (protocol.md §8.1); empty if there is none. */
  public OptionalLong compactProofBytes() {
    return plan.compactable()
        ? OptionalLong.of(Proof.bytesBesideMessages(circuit()) + plan.compactMessageBytes())
        : OptionalLong.empty();
  }

  /**
   * Whether the outputs of a row of data depend on the inputs of other rows of its proof
   * (protocol.md §11, rule 39). Decided when it is first asked for, and kept: mostly in some
   * milliseconds; for circuits without an axis of rows throughout in a second or two, and up to 128
   * MiB of memory meanwhile.
   */
  @Override
  public RowIndependence rowIndependence() {
    RowIndependence known = rowIndependence;
    if (known == null) {
      known = RowIndependence.of(circuit());
      rowIndependence = known;
    }
    return known;
  }

  /** Where the circuit's cells lie. */
  public Layout layout() {
    return layout;
  }

  /** Rounds, messages and equations of a proof as it is made today. */
  public Plan plan() {
    return plan;
  }

  /** Rounds, messages and equations of a proof of any format version. */
  public Plan planOf(Proof proof) {
    return plan(proof.factors());
  }

  /** The plan of proofs that end the product argument in a given way. */
  Plan plan(TermFactors factors) {
    return factors == plan.factors() ? plan : plan.with(factors);
  }

  byte[] circuitDigest() {
    return ids.circuitDigest();
  }

  List<byte[]> modelTensorIds() {
    return ids.modelTensors();
  }

  /** The commitments of all MODEL rows in declaration order. */
  PointVector modelPoints() {
    return modelPoints;
  }
}
