package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.codec.Identifiers;
import java.util.ArrayList;
import java.util.List;

/**
 * The names that follow from a key's circuit and points (formats.md §2), 32 bytes each. Arrays are
 * not copied: treat them as read-only.
 *
 * @param modelTensors of the MODEL tensors in declaration order
 */
@SuppressWarnings("ArrayRecordComponent")
record KeyIds(byte[] circuitDigest, List<byte[]> modelTensors, ModelId model) {
  static KeyIds of(KeyParts parts) {
    return of(parts.circuitBytes(), KeyParts.modelTensors(parts.circuit()), parts.modelPoints());
  }

  static KeyIds of(byte[] circuitBytes, List<Tensor.Committed> tensors, List<byte[]> modelPoints) {
    byte[] circuitDigest = Identifiers.circuitDigest(circuitBytes);
    List<byte[]> ids = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      ids.add(Identifiers.tensorId(tensors.get(i), null, modelPoints.get(i)));
    }
    return new KeyIds(circuitDigest, ids, ModelId.of(Identifiers.modelId(circuitDigest, ids)));
  }

  /**
   * Compares the model's id with a known one.
   *
   * @throws WrongModelException if it is another's
   */
  void requireModel(ModelId expected) throws WrongModelException {
    if (!model.equals(expected)) {
      throw new WrongModelException("the key is of", expected, model);
    }
  }
}
