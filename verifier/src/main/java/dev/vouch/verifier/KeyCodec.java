package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of a key (formats.md §3). Stateless and thread-safe. */
final class KeyCodec {
  private static final int VERSION = 1;

  private KeyCodec() {}

  /**
   * Finds the sections of a key: nothing in them is read yet.
   *
   * @throws MalformedKeyException if the bytes are no key
   */
  static KeySections sections(byte[] bytes) throws MalformedKeyException {
    int body = bytes.length - Identifiers.BYTES;
    boolean intact =
        body >= 0
            && Arrays.equals(
                Identifiers.sha3(bytes, 0, body), Arrays.copyOfRange(bytes, body, bytes.length));
    try {
      FormatReader in = new FormatReader(bytes, 0, Math.max(body, 0));
      in.header(FileKind.KEY, VERSION);
      if (!intact) {
        throw in.malformed("the checksum at the end does not fit: the key is damaged");
      }
      byte[] circuitBytes = in.take(in.length("circuit"), "circuit");
      List<byte[]> points = new ArrayList<>();
      for (int left = in.count("tensors with points", 4); left > 0; left--) {
        points.add(in.take(in.count("points", PrimeField.BYTES) * PrimeField.BYTES, "points"));
      }
      byte[] certificate = in.take(in.count("certificate bytes", 1), "certificate");
      in.end("the key");
      return new KeySections(circuitBytes, points, certificate);
    } catch (MalformedFormatException e) {
      throw malformed(e);
    }
  }

  /**
   * Reads a key's parts: their form is checked, not their meaning.
   *
   * @throws MalformedKeyException if the sections are no key's
   */
  static KeyParts parts(KeySections sections) throws MalformedKeyException {
    try {
      Circuit circuit = CircuitCodec.decode(sections.circuit());
      requireTensors(sections, KeyParts.modelTensors(circuit).size());
      return new KeyParts(
          circuit, sections.circuit(), sections.modelPoints(), sections.certificate());
    } catch (MalformedFormatException e) {
      throw malformed(e);
    }
  }

  /**
   * The ids of a key whose circuit is not built: the MODEL tensors' headers are all that is kept.
   *
   * @throws MalformedKeyException if the sections are no key's
   */
  static KeyIds ids(KeySections sections) throws MalformedKeyException {
    try {
      List<Tensor.Committed> tensors = CircuitCodec.decodeModelTensors(sections.circuit());
      requireTensors(sections, tensors.size());
      return KeyIds.of(sections.circuit(), tensors, sections.modelPoints());
    } catch (MalformedFormatException e) {
      throw malformed(e);
    }
  }

  private static void requireTensors(KeySections sections, int tensors)
      throws MalformedFormatException {
    if (sections.modelPoints().size() != tensors) {
      throw new MalformedFormatException(
          "points of "
              + sections.modelPoints().size()
              + " tensors, the circuit has "
              + tensors
              + " MODEL tensors");
    }
  }

  private static MalformedKeyException malformed(MalformedFormatException e) {
    return new MalformedKeyException("not a verifying key: " + e.getMessage(), e);
  }

  static byte[] encode(KeyParts key) {
    FormatWriter out =
        new FormatWriter()
            .header(FileKind.KEY, VERSION)
            .u64(key.circuitBytes().length)
            .bytes(key.circuitBytes())
            .u32(key.modelPoints().size());
    for (byte[] points : key.modelPoints()) {
      out.u32(points.length / PrimeField.BYTES).bytes(points);
    }
    out.u32(key.certificate().length).bytes(key.certificate());
    byte[] body = out.toByteArray();
    return out.bytes(Identifiers.sha3(body)).toByteArray();
  }
}
