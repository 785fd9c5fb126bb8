package dev.vouch.verifier.circuit.codec;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import dev.vouch.verifier.validator.CircuitValidator;
import java.util.List;

/**
 * The canonical bytes of a circuit (formats.md §1): what the circuit digest hashes. Decoding checks
 * the form only; {@link CircuitValidator} checks the meaning. Stateless and thread-safe.
 */
public final class CircuitCodec {
  /** Of circuits whose ports' rows have the usual width ({@link Tensor#portColumnBits}). */
  public static final int FORMAT_VERSION = 1;

  /** Of circuits that say how wide the rows of each port are. */
  public static final int PORTS_VERSION = 2;

  private CircuitCodec() {}

  /**
   * The bytes of a circuit.
   *
   * @throws IllegalArgumentException if a name has more than 255 bytes of UTF-8 or the circuit more
   *     than {@link Limits#MAX_BYTES}
   */
  public static byte[] encode(Circuit circuit) {
    int version = version(circuit);
    FormatWriter out = new FormatWriter().u32(version);
    new CircuitEncoder(out, version == PORTS_VERSION).write(circuit);
    if (out.size() > Limits.MAX_BYTES) {
      throw new IllegalArgumentException(
          "the circuit takes "
              + out.size()
              + " bytes, at most "
              + Limits.MAX_BYTES
              + " are allowed");
    }
    return out.toByteArray();
  }

  /** The oldest version that can say all of a circuit. */
  private static int version(Circuit circuit) {
    boolean usual =
        circuit.tensorsOf(TensorKind.INPUT, TensorKind.OUTPUT).stream()
            .map(Tensor.Committed.class::cast)
            .allMatch(port -> port.columnBits() == Tensor.portColumnBits(port.shape()));
    return usual ? FORMAT_VERSION : PORTS_VERSION;
  }

  /**
   * Reads the bytes of a circuit.
   *
   * @throws MalformedFormatException if they are not exactly what {@link #encode} writes for some
   *     circuit
   */
  public static Circuit decode(byte[] bytes) throws MalformedFormatException {
    FormatReader in = reader(bytes);
    int version = in.version("circuit", FORMAT_VERSION, PORTS_VERSION);
    Circuit circuit = CircuitDecoder.read(in, version == PORTS_VERSION);
    in.end("the circuit");
    if (version(circuit) != version) {
      throw in.malformed("the circuit is one of version " + version(circuit));
    }
    return circuit;
  }

  /**
   * The MODEL tensors of a circuit, in declaration order: what the model id needs beside digests.
   * Keeps nothing else, and does not look at what follows the tensors.
   *
   * @throws MalformedFormatException if the bytes are no circuit's, as far as they are read
   */
  public static List<Tensor.Committed> decodeModelTensors(byte[] bytes)
      throws MalformedFormatException {
    FormatReader in = reader(bytes);
    int version = in.version("circuit", FORMAT_VERSION, PORTS_VERSION);
    return CircuitDecoder.readModelTensors(in, version == PORTS_VERSION);
  }

  private static FormatReader reader(byte[] bytes) throws MalformedFormatException {
    if (bytes.length > Limits.MAX_BYTES) {
      throw new MalformedFormatException(
          "a circuit of " + bytes.length + " bytes, at most " + Limits.MAX_BYTES + " are allowed");
    }
    return new FormatReader(bytes);
  }
}
