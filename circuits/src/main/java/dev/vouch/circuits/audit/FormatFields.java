package dev.vouch.circuits.audit;

import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.RowFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The fields of an input's format among parameters (docs/spec/formats.md §8), as they are read. */
final class FormatFields {
  private static final Set<String> NEEDED =
      Set.of("lengths", "columnBits", "lo", "hi", "scaleExponent", "type");
  private static final Set<String> OF_SLICES = Set.of("axis", "exponents");

  private final List<Integer> lengths = new ArrayList<>();
  private final List<Integer> exponents = new ArrayList<>();
  private int columnBits;
  private long lo;
  private long hi;
  private int scaleExponent;
  private int axis;
  private ValueType type = ValueType.REAL;

  /** Reads one format; the reader stands at its object. */
  static RowFormat read(ParametersReader in) throws IOException {
    FormatFields fields = new FormatFields();
    Set<String> seen = in.optional(NEEDED, OF_SLICES, name -> fields.field(in, name));
    boolean slices = seen.contains("axis") && seen.contains("exponents");
    if (!slices && (seen.contains("axis") || seen.contains("exponents"))) {
      throw in.malformed("axis and exponents together");
    }
    try {
      return new RowFormat(
          fields.lengths,
          fields.columnBits,
          fields.lo,
          fields.hi,
          fields.scaleExponent,
          fields.type,
          slices ? new SliceScales(fields.axis, fields.exponents) : null);
    } catch (IllegalArgumentException e) {
      throw in.malformed("a format, not " + e.getMessage());
    }
  }

  private void field(ParametersReader in, String name) throws IOException {
    switch (name) {
      case "lengths" -> in.list(() -> lengths.add(in.between(1, Integer.MAX_VALUE)));
      case "columnBits" -> columnBits = in.between(0, Limits.MAX_WIDTH_BITS);
      case "lo" -> lo = in.longInteger();
      case "hi" -> hi = in.longInteger();
      case "scaleExponent" -> scaleExponent = in.integer();
      case "axis" -> axis = in.between(0, Limits.MAX_RANK);
      case "exponents" -> in.list(() -> exponents.add(in.integer()));
      default -> type = in.word(ValueType.class);
    }
  }
}
