package dev.vouch.circuits.data;

import dev.vouch.verifier.Refusal;
import java.util.List;

/**
 * An ONNX element type that vouch does not read: strings, complex numbers, and floats or integers
 * of 8 bits or fewer that are packed.
 */
public final class UnsupportedDataTypeException extends RuntimeException implements Refusal {
  private static final long serialVersionUID = 1L;

  /** By number, as onnx.proto has them. */
  private static final List<String> NAMES =
      List.of(
          "undefined",
          "float",
          "uint8",
          "int8",
          "uint16",
          "int16",
          "int32",
          "int64",
          "string",
          "bool",
          "float16",
          "double",
          "uint32",
          "uint64",
          "complex64",
          "complex128",
          "bfloat16",
          "float8e4m3fn",
          "float8e4m3fnuz",
          "float8e5m2",
          "float8e5m2fnuz",
          "uint4",
          "int4",
          "float4e2m1",
          "float8e8m0",
          "uint2",
          "int2");

  public UnsupportedDataTypeException(int onnxCode) {
    super(
        "element type number "
            + onnxCode
            + (onnxCode > 0 && onnxCode < NAMES.size() ? " (" + NAMES.get(onnxCode) + ")" : "")
            + " is not supported; supported are float, double, float16, bfloat16, int8 to int64,"
            + " uint8 to uint64, bool");
  }

  @Override
  public Kind kind() {
    return Kind.UNSUPPORTED_MODEL;
  }
}
