package dev.vouch.verifier.circuit.codec;

import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.format.FormatWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.jspecify.annotations.Nullable;

/**
 * SHA3-256 and the names of things that it gives: circuit digest, tensor id, model id (formats.md
 * §2). Stateless and thread-safe.
 */
public final class Identifiers {
  /** Bytes of an identifier. */
  public static final int BYTES = 32;

  private Identifiers() {}

  /** SHA3-256. */
  public static byte[] sha3(byte[] data) {
    return sha3(data, 0, data.length);
  }

  /** SHA3-256 of {@code length} bytes from {@code offset} on. */
  public static byte[] sha3(byte[] data, int offset, int length) {
    SHA3Digest digest = new SHA3Digest(256);
    digest.update(data, offset, length);
    byte[] out = new byte[BYTES];
    digest.doFinal(out, 0);
    return out;
  }

  /** The digest of a circuit's canonical bytes. */
  public static byte[] circuitDigest(byte[] circuitBytes) {
    return sha3(circuitBytes);
  }

  /**
   * The id of a tensor commitment: everything that gives its rows a meaning, and the rows.
   *
   * @param marked the port of the tensor if it is one of {@link
   *     dev.vouch.verifier.circuit.Circuit#markedPorts}, otherwise null
   * @param points 32 bytes each, ascending
   */
  public static byte[] tensorId(Tensor.Committed tensor, @Nullable Port marked, byte[] points) {
    FormatWriter out =
        new FormatWriter()
            .bytes("vouch-1/tensor".getBytes(StandardCharsets.US_ASCII))
            .u8(tensor.shape().size());
    for (int axis = 0; axis < tensor.shape().size(); axis++) {
      out.u32(tensor.shape().get(axis)).string(tensor.axisNames().get(axis));
    }
    out.u8(tensor.columnBits()).u64(tensor.lo()).u64(tensor.hi()).u32(tensor.scaleExponent());
    out.u32(points.length / PrimeField.BYTES).bytes(points);
    if (marked != null && marked.slices() != null) {
      out.u64(marked.scales(tensor.scaleExponent()).stride());
      out.u32(marked.slices().exponents().size());
      marked.slices().exponents().forEach(out::u32);
    } else if (marked != null) {
      out.u64(0).u32(PortTypes.code(marked.type(), null));
    }
    return sha3(out.toByteArray());
  }

  /** The id of a model: its circuit and the ids of its MODEL tensors in declaration order. */
  public static byte[] modelId(byte[] circuitDigest, List<byte[]> tensorIds) {
    FormatWriter out =
        new FormatWriter()
            .bytes("vouch-1/model".getBytes(StandardCharsets.US_ASCII))
            .bytes(circuitDigest)
            .u32(tensorIds.size());
    tensorIds.forEach(out::bytes);
    return sha3(out.toByteArray());
  }
}
