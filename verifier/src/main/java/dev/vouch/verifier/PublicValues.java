package dev.vouch.verifier;

import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;

/**
 * The values of one PUBLIC tensor in a proof file (formats.md §4): each has the bytes that the
 * tensor's declared range needs. In version 1 of the format each has eight.
 */
final class PublicValues {
  private static final String WHAT = "public values";

  private PublicValues() {}

  /** How many bytes {@link #write} writes. */
  static long bytes(Tensor tensor) {
    return Integer.BYTES + 1 + cells(tensor) * width(tensor);
  }

  static void write(FormatWriter out, Tensor tensor, long[] values) {
    int width = width(tensor);
    out.u32(values.length).u8(width);
    for (long value : values) {
      out.signed(value, width);
    }
  }

  /** Reads the values of a tensor. */
  static long[] read(FormatReader in, int version, Tensor tensor) throws MalformedFormatException {
    int width = version == 1 ? Long.BYTES : width(tensor);
    int count = in.expectCount(WHAT, cells(tensor), width);
    if (version > 1) {
      int found = in.u8("width of " + WHAT);
      if (found != width) {
        throw in.malformed(WHAT + " of " + found + " bytes, the circuit says " + width);
      }
    }
    return values(in, count, width);
  }

  /** Reads the values of a tensor that is not known. */
  static long[] read(FormatReader in, int version) throws MalformedFormatException {
    int count = in.count(WHAT, version == 1 ? Long.BYTES : 1);
    int width = version == 1 ? Long.BYTES : in.u8("width of " + WHAT, Long.BYTES);
    if (width == 0) {
      throw in.malformed(WHAT + " without bytes");
    }
    return values(in, count, width);
  }

  private static long[] values(FormatReader in, int count, int width)
      throws MalformedFormatException {
    long[] values = new long[count];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.signed("public value", width);
    }
    return values;
  }

  private static long cells(Tensor tensor) {
    return PaddedSpace.of(tensor.shape()).cells();
  }

  /** The least number of bytes whose two's complement holds the tensor's range. */
  private static int width(Tensor tensor) {
    Tensor.Public shown = (Tensor.Public) tensor;
    return FormatWriter.signedWidth(shown.lo(), shown.hi());
  }
}
