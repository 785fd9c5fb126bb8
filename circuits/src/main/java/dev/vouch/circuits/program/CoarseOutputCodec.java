package dev.vouch.circuits.program;

import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.List;

/** Bytes of the outputs of a program that are coarse (docs/spec/program.md). */
final class CoarseOutputCodec {
  /** In place of an axis. */
  private static final int WHOLE = 255;

  private static final int SLICE_BYTES = 29;

  private CoarseOutputCodec() {}

  static void write(FormatWriter out, IntegerProgram program) {
    List<String> names = program.outputs().stream().map(NetworkPort::name).toList();
    out.u32(program.coarse().size());
    for (CoarseOutput coarse : program.coarse()) {
      out.u32(names.indexOf(coarse.output()));
      out.u8(coarse.axis() == CoarseOutput.WHOLE ? WHOLE : coarse.axis());
      out.u32(coarse.slices().size());
      for (CoarseOutput.Slice slice : coarse.slices()) {
        out.u32(slice.index());
        real(out, slice.span());
        real(out, slice.error());
        real(out, slice.step());
        out.u8(slice.constant() ? 1 : 0);
      }
    }
  }

  private static void real(FormatWriter out, double number) {
    out.u64(Double.doubleToRawLongBits(number));
  }

  /**
   * Reads them.
   *
   * @param synthetic whether they were measured on data that were made up
   */
  static List<CoarseOutput> read(FormatReader in, List<NetworkPort> outputs, boolean synthetic)
      throws MalformedFormatException {
    int count = in.count("coarse outputs", 9 + SLICE_BYTES);
    List<CoarseOutput> all = new ArrayList<>();
    long before = -1;
    for (int i = 0; i < count; i++) {
      int output = in.u31("coarse output");
      int axis = in.u8("axis of a coarse output");
      if (output >= outputs.size() || outputs.get(output).type() != ValueType.REAL) {
        throw in.malformed("no output of real numbers is number " + output);
      }
      long place = ((long) output << 8) + axis;
      if (place <= before) {
        throw in.malformed("coarse outputs are not in order");
      }
      before = place;
      CoarseOutput coarse = coarse(in, outputs.get(output), axis);
      all.add(synthetic ? coarse.ofSynthetic() : coarse);
    }
    return all;
  }

  private static CoarseOutput coarse(FormatReader in, NetworkPort output, int axis)
      throws MalformedFormatException {
    int rank = output.shape().size();
    if (axis != WHOLE && axis >= rank) {
      throw in.malformed("output '" + output.name() + "' has no axis " + axis);
    }
    int length = axis == WHOLE ? 1 : output.shape().get(axis);
    int count = in.count("coarse slices", SLICE_BYTES);
    List<CoarseOutput.Slice> slices = new ArrayList<>();
    int least = 0;
    for (int i = 0; i < count; i++) {
      int index = in.u31("coarse slice");
      if (index < least || index >= length) {
        throw in.malformed("slice " + index + " of " + length + " is out of order or range");
      }
      least = index + 1;
      slices.add(
          new CoarseOutput.Slice(
              index,
              real(in, "span"),
              real(in, "error"),
              real(in, "step"),
              in.u8("whether it is constant", 1) == 1));
    }
    if (count == 0) {
      throw in.malformed("a coarse output has no coarse slice");
    }
    int along = axis == WHOLE ? CoarseOutput.WHOLE : axis;
    return new CoarseOutput(output.name(), along, rank, length, slices);
  }

  private static double real(FormatReader in, String what) throws MalformedFormatException {
    double number = Double.longBitsToDouble(in.i64(what));
    if (!(number >= 0) || Double.isInfinite(number)) {
      throw in.malformed("the " + what + " of a slice is no length");
    }
    return number;
  }
}
