package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.product.TermFactors;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a proof file (formats.md §4), as yet unverified. Arrays are not copied: treat them
 * as read-only.
 *
 * @param form how the messages end
 * @param factors how the product argument of the messages ends
 * @param modelId 32 bytes
 * @param publicValues for each PUBLIC tensor in declaration order its cells, row-major
 * @param hiddenPoints for each INPUT or OUTPUT tensor in declaration order its rows' commitments,
 *     concatenated, 32 bytes each
 * @param messages the protocol's messages
 */
@SuppressWarnings("ArrayRecordComponent")
public record Proof(
    Form form,
    TermFactors factors,
    byte[] modelId,
    List<long[]> publicValues,
    List<byte[]> hiddenPoints,
    byte[] messages) {
  private static final int VERSION = 3;

  /** Has separate factors: proofs are no longer made so. */
  private static final int SEPARATE_VERSION = 2;

  /** Has eight bytes a public value besides; never written. */
  private static final int OLDEST_VERSION = 1;

  /** The two forms of a proof. */
  public enum Form {
    /** Ends with the openings of x and the pads (protocol.md §8). */
    PLAIN(FileKind.PROOF),
    /** Ends with an inner-product argument in their place (protocol.md §8.1). */
    COMPACT(FileKind.COMPACT_PROOF);

    private final FileKind kind;

    Form(FileKind kind) {
      this.kind = kind;
    }
  }

  public Proof {
    publicValues = List.copyOf(publicValues);
    hiddenPoints = List.copyOf(hiddenPoints);
  }

  /** A plain proof as it is made today. */
  public Proof(
      byte[] modelId, List<long[]> publicValues, List<byte[]> hiddenPoints, byte[] messages) {
    this(Form.PLAIN, TermFactors.JOINED, modelId, publicValues, hiddenPoints, messages);
  }

  /**
   * The exact length of the messages of a proof in this form; 0 if the circuit's proofs have no
   * compact form.
   *
   * @param plan with this proof's factors
   */
  public long expectedMessageBytes(Plan plan) {
    return switch (form) {
      case PLAIN -> plan.messageBytes();
      case COMPACT -> plan.compactable() ? plan.compactMessageBytes() : 0;
    };
  }

  /** The exact length of a proof in bytes, all but its messages, as it is written today. */
  static long bytesBesideMessages(Circuit circuit) {
    long bytes = FileKind.HEADER_BYTES + Identifiers.BYTES + 3L * Integer.BYTES;
    for (Tensor tensor : circuit.tensorsOf(TensorKind.PUBLIC)) {
      bytes += PublicValues.bytes(tensor);
    }
    for (Tensor tensor : circuit.tensorsOf(TensorKind.INPUT, TensorKind.OUTPUT)) {
      bytes += Integer.BYTES + rows(tensor) * PrimeField.BYTES;
    }
    return bytes;
  }

  private static long rows(Tensor hidden) {
    return PaddedSpace.of(hidden.shape()).rows(((Tensor.Committed) hidden).columnBits());
  }

  /**
   * The file's bytes.
   *
   * @param circuit whose proof it is: it says how many bytes public values have
   */
  public byte[] encode(Circuit circuit) {
    FormatWriter out =
        new FormatWriter().header(form.kind, version()).bytes(modelId).u32(publicValues.size());
    List<Tensor> publicTensors = circuit.tensorsOf(TensorKind.PUBLIC);
    for (int i = 0; i < publicValues.size(); i++) {
      PublicValues.write(out, publicTensors.get(i), publicValues.get(i));
    }
    out.u32(hiddenPoints.size());
    for (byte[] points : hiddenPoints) {
      out.u32(points.length / PrimeField.BYTES).bytes(points);
    }
    return out.u32(messages.length).bytes(messages).toByteArray();
  }

  /**
   * Reads a proof for a circuit.
   *
   * @throws MalformedProofException if the bytes are no proof, or their counts are not those of the
   *     circuit
   */
  public static Proof decode(byte[] bytes, Circuit circuit) throws MalformedProofException {
    try {
      FormatReader in = new FormatReader(bytes);
      Form form = formOf(in);
      int version = readVersion(in, form);
      byte[] modelId = in.take(Identifiers.BYTES, "model id");
      List<long[]> publicValues = new ArrayList<>();
      List<byte[]> hiddenPoints = new ArrayList<>();
      List<Tensor> publicTensors = circuit.tensorsOf(TensorKind.PUBLIC);
      in.expectCount("public tensors", publicTensors.size(), 4);
      for (Tensor tensor : publicTensors) {
        publicValues.add(PublicValues.read(in, version, tensor));
      }
      List<Tensor> hiddenTensors = circuit.tensorsOf(TensorKind.INPUT, TensorKind.OUTPUT);
      in.expectCount("hidden tensors", hiddenTensors.size(), 4);
      for (Tensor tensor : hiddenTensors) {
        long rows = rows(tensor);
        hiddenPoints.add(
            in.take(in.expectCount("rows", rows, PrimeField.BYTES) * PrimeField.BYTES, "rows"));
      }
      byte[] messages = in.take(in.count("message bytes", 1), "messages");
      in.end("the proof");
      return new Proof(form, factorsOf(version), modelId, publicValues, hiddenPoints, messages);
    } catch (MalformedFormatException e) {
      throw new MalformedProofException("not a proof: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a proof whose circuit is not known: only that its parts fill the bytes is checked.
   *
   * @throws MalformedProofException if the bytes are no proof of any circuit
   */
  public static Proof decode(byte[] bytes) throws MalformedProofException {
    try {
      FormatReader in = new FormatReader(bytes);
      Form form = formOf(in);
      int version = readVersion(in, form);
      byte[] modelId = in.take(Identifiers.BYTES, "model id");
      List<long[]> publicValues = new ArrayList<>();
      for (int left = in.count("public tensors", 4); left > 0; left--) {
        publicValues.add(PublicValues.read(in, version));
      }
      List<byte[]> hiddenPoints = new ArrayList<>();
      for (int left = in.count("hidden tensors", 4); left > 0; left--) {
        hiddenPoints.add(in.take(in.count("rows", PrimeField.BYTES) * PrimeField.BYTES, "rows"));
      }
      byte[] messages = in.take(in.count("message bytes", 1), "messages");
      in.end("the proof");
      return new Proof(form, factorsOf(version), modelId, publicValues, hiddenPoints, messages);
    } catch (MalformedFormatException e) {
      throw new MalformedProofException("not a proof: " + e.getMessage(), e);
    }
  }

  /**
   * The model that a proof file names; nothing behind it is read.
   *
   * @throws MalformedProofException if the bytes do not begin as a proof does
   */
  static byte[] modelIdOf(byte[] bytes) throws MalformedProofException {
    try {
      FormatReader in = new FormatReader(bytes);
      readVersion(in, formOf(in));
      return in.take(Identifiers.BYTES, "model id");
    } catch (MalformedFormatException e) {
      throw new MalformedProofException("not a proof: " + e.getMessage(), e);
    }
  }

  private int version() {
    return switch (factors) {
      case JOINED -> VERSION;
      case SEPARATE -> SEPARATE_VERSION;
    };
  }

  private static TermFactors factorsOf(int version) {
    return version > SEPARATE_VERSION ? TermFactors.JOINED : TermFactors.SEPARATE;
  }

  private static Form formOf(FormatReader in) {
    return in.startsWith(Form.COMPACT.kind) ? Form.COMPACT : Form.PLAIN;
  }

  private static int readVersion(FormatReader in, Form form) throws MalformedFormatException {
    return in.header(form.kind, OLDEST_VERSION, VERSION);
  }
}
