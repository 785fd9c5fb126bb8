package dev.vouch.circuits.program;

import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.List;

/** Reads lengths of axes. */
final class ShapeReader {
  static final long MAX_CELLS = 1L << 28;
  private static final int MAX_RANK = 8;

  private ShapeReader() {}

  static List<Integer> shape(FormatReader in) throws MalformedFormatException {
    int rank = in.u8("rank", MAX_RANK);
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (int axis = 0; axis < rank; axis++) {
      int length = length(in);
      size *= length;
      if (size > MAX_CELLS) {
        throw in.malformed("a tensor has more than 2^28 cells");
      }
      shape.add(length);
    }
    return shape;
  }

  static int length(FormatReader in) throws MalformedFormatException {
    int length = in.u31("length");
    if (length == 0) {
      throw in.malformed("an axis has length 0");
    }
    return length;
  }
}
