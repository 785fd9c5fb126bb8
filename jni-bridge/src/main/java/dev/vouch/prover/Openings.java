package dev.vouch.prover;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What opens the commitments of a proof's hidden inputs and outputs (docs/spec/formats.md §6).
 * Secret.
 *
 * @param modelId 32 bytes
 * @param tensors hidden INPUT and OUTPUT tensors in declaration order
 */
@SuppressWarnings("ArrayRecordComponent")
public record Openings(byte[] modelId, List<Opening> tensors) {
  private static final int VERSION = 1;

  /**
   * One tensor.
   *
   * @param values row-major integers
   * @param blinders 32 bytes a row, rows ascending
   */
  public record Opening(String name, long[] values, byte[] blinders) {
    /** Never values. */
    @Override
    public String toString() {
      return "Opening[" + name + "]";
    }
  }

  public Openings {
    tensors = List.copyOf(tensors);
  }

  /**
   * Of the hidden inputs and outputs of a circuit.
   *
   * @param values of each of these tensors in declaration order
   * @param blinders of each
   */
  static Openings of(byte[] modelId, Circuit circuit, List<long[]> values, List<byte[]> blinders) {
    List<Opening> tensors = new ArrayList<>();
    for (Tensor tensor : circuit.tensors()) {
      if (tensor.kind() == TensorKind.INPUT || tensor.kind() == TensorKind.OUTPUT) {
        int i = tensors.size();
        tensors.add(new Opening(tensor.name(), values.get(i), blinders.get(i)));
      }
    }
    return new Openings(modelId, tensors);
  }

  /** The bytes of the file. */
  public byte[] encode() {
    FormatWriter out = new FormatWriter().header(FileKind.OPENINGS, VERSION).bytes(modelId);
    for (Opening tensor : tensors) {
      out.string(tensor.name()).u32(tensor.values().length);
      for (long value : tensor.values()) {
        out.u64(value);
      }
      out.u32(tensor.blinders().length / PrimeField.BYTES).bytes(tensor.blinders());
    }
    return out.toByteArray();
  }

  /** Never values. */
  @Override
  public String toString() {
    return "Openings" + tensors;
  }
}
