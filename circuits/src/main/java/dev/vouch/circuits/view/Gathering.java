package dev.vouch.circuits.view;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A choice of cells that is affine in the result's coordinates: result cell (i_0, i_1, …) reads the
 * cell at {@code origin + Σ_a i_a · step_a} along the axes of a view.
 *
 * @param origin the cell that the first result cell reads, one coordinate an axis of the view
 * @param results the result's axes
 */
public record Gathering(List<Integer> origin, List<Step> results) {
  /**
   * An axis of the result.
   *
   * @param length number of its cells
   * @param along the axis of the view it steps along, or {@link #NOWHERE}
   * @param step cells of that axis between two of its own; may be negative
   */
  public record Step(int length, int along, int step) {
    /** No axis: all cells of the result axis read the same cell. */
    public static final int NOWHERE = -1;

    /** A result axis whose cells are all the same. */
    public static Step nowhere(int length) {
      return new Step(length, NOWHERE, 0);
    }
  }

  public Gathering {
    origin = List.copyOf(origin);
    results = List.copyOf(results);
  }

  /** The result axes that step along an axis of the view. */
  List<Integer> along(int axis) {
    return IntStream.range(0, results.size())
        .filter(result -> results.get(result).along() == axis)
        .boxed()
        .toList();
  }
}
