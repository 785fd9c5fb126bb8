package dev.vouch.circuits.primitive;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bytes of an affine index map (docs/spec/program.md): one entry an axis of a tensor. */
final class IndexMap {
  private IndexMap() {}

  static void write(FormatWriter out, List<IndexEntry> map) {
    for (IndexEntry entry : map) {
      out.svar(entry.offset()).u8(entry.parts().size());
      entry.parts().forEach(part -> out.u8(part.boxAxis()).svar(part.coefficient()));
    }
  }

  /**
   * One entry per axis of {@code shape}; where {@code inside}, the index must stay in the shape and
   * each entry use at most one box axis.
   */
  static List<IndexEntry> read(
      FormatReader in, List<Integer> shape, List<Integer> box, boolean inside)
      throws MalformedFormatException {
    List<IndexEntry> map = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    for (int length : shape) {
      long offset = in.svar("index offset");
      int count = in.u8("index parts", inside ? 1 : box.size());
      List<IndexEntry.Part> parts = new ArrayList<>();
      long least = bounded(in, offset);
      long most = least;
      for (int i = 0; i < count; i++) {
        int axis = in.u8("box axis");
        long coefficient = bounded(in, in.svar("index coefficient"));
        if (axis >= box.size()
            || !used.add(axis)
            || coefficient == 0
            || (i > 0 && axis <= parts.get(i - 1).boxAxis())) {
          throw in.malformed("box axis " + axis + " in an index map");
        }
        parts.add(new IndexEntry.Part(axis, coefficient));
        long reach =
            Math.multiplyHigh(coefficient, box.get(axis) - 1L) == coefficient >> 63
                ? coefficient * (box.get(axis) - 1L)
                : Limits.MAX_INDEX;
        least = bounded(in, least + Math.min(0, bounded(in, reach)));
        most = bounded(in, most + Math.max(0, reach));
      }
      if (inside && (least < 0 || most >= length)) {
        throw in.malformed("an index map leaves the result");
      }
      map.add(new IndexEntry(offset, parts));
    }
    return map;
  }

  private static long bounded(FormatReader in, long index) throws MalformedFormatException {
    if (index <= -Limits.MAX_INDEX || index >= Limits.MAX_INDEX) {
      throw in.malformed("an index reaches 2^40");
    }
    return index;
  }
}
