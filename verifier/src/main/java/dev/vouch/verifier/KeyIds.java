package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.codec.Identifiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The names that follow from a key's circuit and points (formats.md §2), 32 bytes each. Arrays are
 * not copied: treat them as read-only.
 *
 * @param modelTensors of the MODEL tensors in declaration order
 */
@SuppressWarnings("ArrayRecordComponent")
record KeyIds(byte[] circuitDigest, List<byte[]> modelTensors, byte[] model) {
  static KeyIds of(KeyParts parts) {
    byte[] circuitDigest = Identifiers.circuitDigest(parts.circuitBytes());
    List<Tensor.Committed> tensors = KeyParts.modelTensors(parts.circuit());
    List<byte[]> ids = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      ids.add(Identifiers.tensorId(tensors.get(i), null, parts.modelPoints().get(i)));
    }
    return new KeyIds(circuitDigest, ids, Identifiers.modelId(circuitDigest, ids));
  }

  boolean isOf(byte[] expectedModel) {
    return Arrays.equals(expectedModel, model);
  }

  String modelHex() {
    return HexFormat.of().formatHex(model);
  }
}
