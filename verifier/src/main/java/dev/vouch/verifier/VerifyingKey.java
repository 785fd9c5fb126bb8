package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.curve.InvalidPointException;
import dev.vouch.verifier.curve.PointDecoding;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.validator.CircuitValidator;
import dev.vouch.verifier.validator.InvalidCircuitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a model that is needed to check proofs of its inferences (formats.md §3): the
 * circuit, the commitments of its weights, and the certificate of their ranges if there is one. The
 * circuit has passed the validator and the points are on the curve. Immutable and thread-safe.
 */
public final class VerifyingKey {
  private static final String MAGIC = "VOUCHKEY";
  private static final int VERSION = 1;

  private final Layout layout;
  private final Plan plan;
  private final byte[] circuitBytes;
  private final byte[] circuitDigest;
  private final List<byte[]> modelPointBytes;
  private final List<byte[]> modelTensorIds;
  private final byte[] modelId;
  private final byte[] certificate;
  private final PointVector modelPoints;
  private final SecurityLevel security;

  /** {@code decoded} are the points if they are known already; else {@code workers} find them. */
  private VerifyingKey(
      Circuit circuit,
      byte[] circuitBytes,
      List<byte[]> points,
      byte[] certificate,
      byte[] expectedId,
      @Nullable PointVector decoded,
      Workers workers)
      throws MalformedKeyException {
    this.circuitBytes = circuitBytes;
    this.circuitDigest = Identifiers.circuitDigest(circuitBytes);
    this.modelPointBytes = points;
    this.modelTensorIds = new ArrayList<>();
    List<Tensor.Committed> tensors = modelTensors(circuit);
    for (int i = 0; i < tensors.size(); i++) {
      modelTensorIds.add(Identifiers.tensorId(tensors.get(i), points.get(i)));
    }
    this.modelId = Identifiers.modelId(circuitDigest, modelTensorIds);
    if (expectedId.length > 0 && !Arrays.equals(expectedId, modelId)) {
      throw new MalformedKeyException(
          "the key is of model "
              + HexFormat.of().formatHex(modelId)
              + ", not of "
              + HexFormat.of().formatHex(expectedId),
          null);
    }
    this.certificate = certificate;
    // With a pool, points are read while the circuit is validated, and no longer if it is refused.
    List<PointDecoding> decoding = decoded == null ? startDecoding(points, workers) : List.of();
    try {
      CircuitValidator.validate(circuit);
      this.layout = Layout.of(circuit);
      this.plan = Plan.of(layout);
      this.modelPoints = decoded == null ? finishDecoding(decoding) : decoded;
    } catch (InvalidCircuitException e) {
      throw new MalformedKeyException("the circuit is not valid: " + e.getMessage(), e);
    } finally {
      decoding.forEach(PointDecoding::abandon);
    }
    this.security = SecurityLevel.of(layout, plan);
  }

  private static List<Tensor.Committed> modelTensors(Circuit circuit) {
    return circuit.tensors().stream()
        .filter(t -> t.kind() == TensorKind.MODEL)
        .map(Tensor.Committed.class::cast)
        .toList();
  }

  private static List<PointDecoding> startDecoding(List<byte[]> points, Workers workers) {
    return points.stream()
        .map(bytes -> PointDecoding.start(bytes, 0, bytes.length / PrimeField.BYTES, workers))
        .toList();
  }

  private PointVector finishDecoding(List<PointDecoding> decoding) throws MalformedKeyException {
    List<PointVector> parts = new ArrayList<>();
    List<Matrix> matrices = layout.matrices(TensorKind.MODEL);
    for (int i = 0; i < matrices.size(); i++) {
      byte[] bytes = modelPointBytes.get(i);
      String name = layout.circuit().tensors().get(matrices.get(i).tensor()).name();
      if (bytes.length != matrices.get(i).rows() * PrimeField.BYTES) {
        throw new MalformedKeyException(
            "tensor "
                + name
                + " has "
                + matrices.get(i).rows()
                + " rows, but "
                + bytes.length
                + " bytes of points",
            null);
      }
      try {
        parts.add(decoding.get(i).finish());
      } catch (InvalidPointException e) {
        throw new MalformedKeyException(
            "row " + e.index() + " of tensor " + name + " is no point", e);
      }
    }
    return PointVector.concatenate(parts);
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
    try {
      CircuitValidator.validate(
          circuit); // before its bytes are written: a name may be too long for them
    } catch (InvalidCircuitException e) {
      throw new MalformedKeyException("the circuit is not valid: " + e.getMessage(), e);
    }
    if (modelPoints.size() != modelTensors(circuit).size()) {
      throw new MalformedKeyException(
          "points of "
              + modelPoints.size()
              + " tensors, the circuit has "
              + modelTensors(circuit).size()
              + " MODEL tensors",
          null);
    }
    return new VerifyingKey(
        circuit,
        CircuitCodec.encode(circuit),
        modelPoints.stream().map(byte[]::clone).toList(),
        certificate.clone(),
        new byte[0],
        null,
        Workers.CALLER);
  }

  /**
   * Reads a key.
   *
   * @throws MalformedKeyException if the bytes are no key, or its circuit or points are not allowed
   */
  public static VerifyingKey decode(byte[] bytes) throws MalformedKeyException {
    return decode(bytes, new byte[0]);
  }

  /**
   * Reads the key of a known model: the id is compared before the circuit is validated and any
   * point is decompressed.
   *
   * @param expectedModelId 32 bytes
   * @throws MalformedKeyException also if the key is of another model
   */
  public static VerifyingKey decode(byte[] bytes, byte[] expectedModelId)
      throws MalformedKeyException {
    return decode(bytes, expectedModelId, Workers.CALLER);
  }

  /**
   * As {@link #decode(byte[])}; the threads of {@code pool} share in the work, of which points are
   * most: some 10 µs each.
   *
   * @throws MalformedKeyException as {@link #decode(byte[])}
   */
  public static VerifyingKey decode(byte[] bytes, ForkJoinPool pool) throws MalformedKeyException {
    return decode(bytes, new byte[0], Workers.of(pool));
  }

  private static VerifyingKey decode(byte[] bytes, byte[] expectedModelId, Workers workers)
      throws MalformedKeyException {
    int body = bytes.length - Identifiers.BYTES;
    boolean intact =
        body >= 0
            && Arrays.equals(
                Identifiers.sha3(bytes, 0, body), Arrays.copyOfRange(bytes, body, bytes.length));
    try {
      FormatReader in = new FormatReader(bytes, 0, Math.max(body, 0));
      in.header(MAGIC, VERSION);
      if (!intact) {
        throw in.malformed("the checksum at the end does not fit: the key is damaged");
      }
      byte[] circuitBytes = in.take(in.length("circuit"), "circuit");
      Circuit circuit = CircuitCodec.decode(circuitBytes);
      List<byte[]> points = new ArrayList<>();
      int tensors = modelTensors(circuit).size();
      in.expectCount("tensors with points", tensors, 4);
      for (int i = 0; i < tensors; i++) {
        points.add(in.take(in.count("points", PrimeField.BYTES) * PrimeField.BYTES, "points"));
      }
      byte[] certificate = in.take(in.count("certificate bytes", 1), "certificate");
      in.end("the key");
      return new VerifyingKey(
          circuit, circuitBytes, points, certificate, expectedModelId, null, workers);
    } catch (MalformedFormatException e) {
      throw new MalformedKeyException("not a verifying key: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a key from a file.
   *
   * @throws IOException if the file cannot be read
   * @throws MalformedKeyException as {@link #decode(byte[])}
   */
  public static VerifyingKey read(Path file) throws IOException, MalformedKeyException {
    return decode(Files.readAllBytes(file));
  }

  /** The key's bytes (formats.md §3), a fresh array. */
  public byte[] encode() {
    FormatWriter out =
        new FormatWriter()
            .header(MAGIC, VERSION)
            .u64(circuitBytes.length)
            .bytes(circuitBytes)
            .u32(modelPointBytes.size());
    for (byte[] points : modelPointBytes) {
      out.u32(points.length / PrimeField.BYTES).bytes(points);
    }
    out.u32(certificate.length).bytes(certificate);
    byte[] body = out.toByteArray();
    return out.bytes(Identifiers.sha3(body)).toByteArray();
  }

  /** The key of another circuit with the same MODEL tensors, without certificate. */
  VerifyingKey withCircuit(Circuit circuit) throws MalformedKeyException {
    return new VerifyingKey(
        circuit,
        CircuitCodec.encode(circuit),
        modelPointBytes,
        new byte[0],
        new byte[0],
        modelPoints,
        Workers.CALLER);
  }

  /** The circuit. */
  public Circuit circuit() {
    return layout.circuit();
  }

  /** The circuit's canonical bytes, a fresh array. */
  public byte[] circuitBytes() {
    return circuitBytes.clone();
  }

  /** The model id, 32 bytes, a fresh array: binds circuit and weights (formats.md §2). */
  public byte[] modelId() {
    return modelId.clone();
  }

  /**
   * Checks that this is the key of a known model.
   *
   * @param expected the model's id
   * @throws ProofRejectedException with reason MODEL_ID if it is another's
   */
  public void requireModel(byte[] expected) throws ProofRejectedException {
    requireModel(expected, "the key is of");
  }

  void requireModel(byte[] expected, String what) throws ProofRejectedException {
    if (!Arrays.equals(expected, modelId)) {
      String message =
          what + " model " + modelIdHex() + ", not " + HexFormat.of().formatHex(expected);
      throw new ProofRejectedException(RejectionReason.MODEL_ID, message);
    }
  }

  /** The model id in lower-case hexadecimal. */
  public String modelIdHex() {
    return HexFormat.of().formatHex(modelId);
  }

  /**
   * Commitments of the weights: for each MODEL tensor in declaration order its rows, 32 bytes each.
   */
  public List<byte[]> modelPointBytes() {
    return modelPointBytes.stream().map(byte[]::clone).toList();
  }

  /** The certificate's bytes, a fresh array; none if the weights' ranges are not certified. */
  public byte[] certificate() {
    return certificate.clone();
  }

  /** The soundness of proofs under this key. */
  public SecurityLevel security() {
    return security;
  }

  /** Bits of security: the smaller of binding and statistical soundness. */
  public int securityBits() {
    return security.bits();
  }

  /**
   * The most bytes that a proof under this key has. A plain proof has exactly so many, unless its
   * compact form is longer; nothing longer need be read.
   */
  public long proofBytes() {
    long messages = plan.messageBytes();
    if (plan.compactable()) {
      messages = Math.max(messages, plan.compactMessageBytes());
    }
    return Proof.bytesBesideMessages(circuit()) + messages;
  }

  /** Where the circuit's cells lie. */
  public Layout layout() {
    return layout;
  }

  /** Rounds, messages and equations of a proof. */
  public Plan plan() {
    return plan;
  }

  byte[] circuitDigest() {
    return circuitDigest;
  }

  List<byte[]> modelTensorIds() {
    return modelTensorIds;
  }

  /** The commitments of all MODEL rows in declaration order. */
  PointVector modelPoints() {
    return modelPoints;
  }
}
