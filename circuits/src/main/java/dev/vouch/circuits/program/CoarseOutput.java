package dev.vouch.circuits.program;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Slices of an output that vary by a few steps of their integers only, or not at all as integers,
 * on the data that the compiled network was measured on. A column is a slice along the last axis.
 * Holds nothing of a run: every answer is as coarse.
 *
 * @param output name
 * @param axis that the slices are cut from; {@link #WHOLE} if the output is coarse as a whole
 * @param rank number of the output's axes
 * @param size how many slices there are along the axis
 * @param slices those that are coarse, ascending; at least one
 * @param synthetic whether those data were made up, so that real ones may tell otherwise
 */
public record CoarseOutput(
    String output, int axis, int rank, long size, List<Slice> slices, boolean synthetic)
    implements CutOff {
  /** In place of an axis: all cells are one slice. */
  public static final int WHOLE = -1;

  private static final int MOST_NAMED = 4;

  /**
   * A slice.
   *
   * @param index along the axis
   * @param span greatest less least value that was expected; where they are equal, its magnitude
   * @param error root mean square of the errors
   * @param step what an integer of 1 stands for
   * @param constant whether all its integers were equal
   */
  public record Slice(int index, double span, double error, double step, boolean constant) {}

  public CoarseOutput {
    slices = List.copyOf(slices);
  }

  /** Measured on data that may be a user's. */
  public CoarseOutput(String output, int axis, int rank, long size, List<Slice> slices) {
    this(output, axis, rank, size, slices, false);
  }

  /** The same, measured on data that were made up. */
  public CoarseOutput ofSynthetic() {
    return new CoarseOutput(output, axis, rank, size, slices, true);
  }

  @Override
  public long count() {
    return slices.size();
  }

  @Override
  public String where() {
    return "output '" + output + "'";
  }

  @Override
  public String text() {
    return where()
        + ": "
        + text(worst())
        + others()
        + (synthetic ? ", on synthetic inputs" : "")
        + "; the answer is as coarse; vouch check --report names the node that loses the digits";
  }

  private Slice worst() {
    return slices.stream()
        .max(
            Comparator.comparing(Slice::constant)
                .thenComparingDouble(slice -> slice.error() / slice.span()))
        .orElseThrow();
  }

  private String text(Slice slice) {
    String vary = "while its values vary by " + brief(slice.span());
    if (slice.constant()) {
      return name(slice)
          + "is constant as integers, in steps of "
          + brief(slice.step())
          + ", "
          + vary;
    }
    return name(slice)
        + (slice.error() > slice.step()
            ? "has errors of " + brief(slice.error())
            : "has steps of " + brief(slice.step()))
        + " "
        + vary;
  }

  private String name(Slice slice) {
    if (axis == WHOLE) {
      return "it ";
    }
    return axis == rank - 1
        ? "column " + slice.index() + " "
        : "slice " + slice.index() + " of axis " + axis + " ";
  }

  private String others() {
    if (slices.size() == 1) {
      return "";
    }
    String named =
        slices.stream()
            .limit(MOST_NAMED)
            .map(slice -> String.valueOf(slice.index()))
            .collect(Collectors.joining(", "));
    return "; "
        + slices.size()
        + " of "
        + size
        + " are coarse: "
        + named
        + (slices.size() > MOST_NAMED ? ", …" : "");
  }

  private static String brief(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }
}
