package dev.vouch.circuits.data;

import dev.vouch.verifier.Refusal;

/**
 * An ONNX element type that vouch does not read: strings, complex numbers, and floats or integers
 * of 8 bits or fewer that are packed.
 */
public final class UnsupportedDataTypeException extends RuntimeException implements Refusal {
  private static final long serialVersionUID = 1L;

  public UnsupportedDataTypeException(int onnxCode) {
    super(
        "element type number "
            + onnxCode
            + " is not supported; supported are float, double, float16, bfloat16, int8 to int64,"
            + " uint8 to uint64, bool");
  }

  @Override
  public Kind kind() {
    return Kind.UNSUPPORTED_MODEL;
  }
}
