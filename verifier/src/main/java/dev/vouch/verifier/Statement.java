package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.curve.InvalidPointException;
import dev.vouch.verifier.curve.PointVector;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.transcript.Transcript;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a proof is about (protocol.md §3, §11 rule 8): context, circuit and model, public values,
 * hidden inputs and outputs. Its values and points are checked.
 */
final class Statement {
  /** The most bytes of an application context. */
  static final int MAX_CONTEXT_BYTES = 1 << 16;

  private final VerifyingKey key;
  private final byte[] context;
  private final Plan plan;
  private final Map<Integer, long[]> publicValues = new HashMap<>();
  private final List<PointVector> hiddenRows = new ArrayList<>();
  private final Map<Integer, byte[]> hiddenIds = new HashMap<>();
  private final Map<Integer, byte[]> hiddenPoints = new HashMap<>();

  /** Checks ranges, then points. */
  Statement(VerifyingKey key, Proof proof, byte[] context) throws ProofRejectedException {
    this.key = key;
    this.context = context;
    this.plan = key.planOf(proof);
    List<Tensor> tensors = key.circuit().tensors();
    int next = 0;
    for (int i = 0; i < tensors.size(); i++) {
      if (tensors.get(i) instanceof Tensor.Public tensor) {
        long[] values = proof.publicValues().get(next++);
        checkRange(tensor, values);
        publicValues.put(i, values);
      }
    }
    Map<Integer, Port> marked = key.circuit().markedPorts();
    next = 0;
    for (Matrix matrix : key.layout().matrices(TensorKind.INPUT, TensorKind.OUTPUT)) {
      Tensor.Committed tensor = (Tensor.Committed) tensors.get(matrix.tensor());
      byte[] points = proof.hiddenPoints().get(next++);
      try {
        hiddenRows.add(PointVector.decode(points, 0, matrix.rows()));
      } catch (InvalidPointException e) {
        throw new ProofRejectedException(
            RejectionReason.POINT,
            "row " + e.index() + " of " + tensor.name() + " is no point of the curve",
            e);
      }
      hiddenPoints.put(matrix.tensor(), points);
      hiddenIds.put(
          matrix.tensor(), Identifiers.tensorId(tensor, marked.get(matrix.tensor()), points));
    }
  }

  private static void checkRange(Tensor.Public tensor, long[] values)
      throws ProofRejectedException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < tensor.lo() || values[i] > tensor.hi()) {
        String message =
            "cell "
                + i
                + " of "
                + tensor.name()
                + " is "
                + values[i]
                + ", outside ["
                + tensor.lo()
                + ", "
                + tensor.hi()
                + "]";
        throw new ProofRejectedException(RejectionReason.PUBLIC_VALUE, message);
      }
    }
  }

  /** Takes the statement in: everything that a challenge may depend on. */
  void absorb(Transcript transcript) {
    transcript.absorb("context", context);
    transcript.absorb("circuit", key.circuitDigest());
    key.modelTensorIds().forEach(id -> transcript.absorb("model tensor", id));
    Circuit circuit = key.circuit();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      long[] values = publicValues.get(i);
      if (values != null) {
        ByteBuffer bytes =
            ByteBuffer.allocate(Math.multiplyExact(Long.BYTES, values.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        transcript.absorb("public", bytes.array());
      }
    }
    for (Matrix matrix : key.layout().matrices(TensorKind.INPUT, TensorKind.OUTPUT)) {
      transcript.absorb("hidden tensor", id(matrix.tensor()));
    }
  }

  VerifyingKey key() {
    return key;
  }

  /** The plan of the proof. */
  Plan plan() {
    return plan;
  }

  /** The soundness of the proof. */
  SecurityLevel security() {
    return plan.factors() == key.plan().factors()
        ? key.security()
        : SecurityLevel.of(key.layout(), plan);
  }

  Layout layout() {
    return key.layout();
  }

  /** The cells of PUBLIC tensors, by tensor. */
  Map<Integer, long[]> publicValues() {
    return publicValues;
  }

  /** The id of a hidden INPUT or OUTPUT tensor. */
  byte[] id(int tensor) {
    return ofHidden(hiddenIds, tensor);
  }

  /** The points of a hidden INPUT or OUTPUT tensor, 32 bytes each; not to be written to. */
  byte[] points(int tensor) {
    return ofHidden(hiddenPoints, tensor);
  }

  private static byte[] ofHidden(Map<Integer, byte[]> bytes, int tensor) {
    byte[] found = bytes.get(tensor);
    if (found == null) {
      throw new IllegalArgumentException("tensor " + tensor + " is not hidden");
    }
    return found;
  }

  /** The row commitments of the hidden INPUT and OUTPUT tensors in declaration order. */
  List<PointVector> hiddenRows() {
    return hiddenRows;
  }

  /** The row commitments of all MODEL tensors in declaration order. */
  PointVector modelRows() {
    return key.modelPoints();
  }
}
