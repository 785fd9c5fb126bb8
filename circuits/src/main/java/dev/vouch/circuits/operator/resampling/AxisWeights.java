package dev.vouch.circuits.operator.resampling;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Arrays;

/**
 * What the cells of a resized axis read of the original one.
 *
 * @param weights for each cell of the result one weight for each cell of the original; their sum is
 *     1, or 0 where the cell lies beyond a crop
 */
@SuppressWarnings("ArrayRecordComponent")
record AxisWeights(double[][] weights) {
  /** Of one axis: 5792 cells may become as many. */
  private static final long MOST = 1L << 25;

  /** An axis that stays as it is. */
  static AxisWeights identity(int length) {
    requireFew(length, length);
    double[][] weights = new double[length][length];
    for (int i = 0; i < length; i++) {
      weights[i][i] = 1;
    }
    return new AxisWeights(weights);
  }

  private static void requireFew(long length, long resized) {
    if (length * resized > MOST) {
      throw new UnsupportedNodeException(
          "an axis of " + length + " cells resized to " + resized + " has too many weights");
    }
  }

  static AxisWeights of(Node node, Coordinates coordinates) {
    requireFew(coordinates.length(), coordinates.resized());
    double[][] weights = new double[coordinates.resized()][];
    for (int cell = 0; cell < weights.length; cell++) {
      float position = coordinates.of(cell);
      weights[cell] =
          coordinates.beyond(position)
              ? new double[coordinates.length()]
              : at(node, coordinates, position);
    }
    return new AxisWeights(weights);
  }

  private static double[] at(Node node, Coordinates coordinates, float position) {
    return switch (node.text("mode", "nearest")) {
      case "nearest" -> nearest(node, coordinates, position);
      case "linear", "bilinear" -> kernel(node, coordinates, position, 1);
      case "cubic" -> kernel(node, coordinates, position, 2);
      default -> throw new InvalidNodeException("mode '" + node.text("mode", "") + "'");
    };
  }

  private static double[] nearest(Node node, Coordinates coordinates, float position) {
    int length = coordinates.length();
    double rounded =
        Resampling.isLegacy(node)
            // Before opset 11 not said by ONNX, but shown by its tests: down to the left, up to the
            // right.
            ? (coordinates.scale() < 1 ? Math.ceil(position) : Math.floor(position))
            : switch (node.text("nearest_mode", "round_prefer_floor")) {
              case "round_prefer_floor" -> Math.ceil(position - 0.5f);
              case "round_prefer_ceil" -> Math.floor(position + 0.5f);
              case "floor" -> Math.floor(position);
              case "ceil" -> Math.ceil(position);
              default ->
                  throw new InvalidNodeException(
                      "nearest_mode '" + node.text("nearest_mode", "") + "'");
            };
    double[] weights = new double[length];
    weights[(int) Math.max(0, Math.min(length - 1, rounded))] = 1;
    return weights;
  }

  /**
   * A kernel around a position, of {@code reach} cells on either side; with {@code antialias} it is
   * widened where the axis becomes shorter. Cells beyond the axis are its outermost, or with {@code
   * exclude_outside} none.
   */
  private static double[] kernel(Node node, Coordinates coordinates, float position, int reach) {
    int length = coordinates.length();
    double scale = node.flag("antialias", false) ? Math.min(1, (double) coordinates.scale()) : 1;
    double a = node.real("cubic_coeff_a", -0.75);
    boolean exclude = node.flag("exclude_outside", false);
    double[] weights = new double[length];
    int first = (int) Math.ceil(position - reach / scale);
    int last = (int) Math.floor(position + reach / scale);
    for (int cell = first; cell <= last; cell++) {
      double distance = Math.abs(cell - (double) position) * scale;
      boolean outside = cell < 0 || cell >= length;
      if (!outside || !exclude) {
        weights[Math.max(0, Math.min(length - 1, cell))] +=
            reach == 1 ? Math.max(0, 1 - distance) : cubic(distance, a);
      }
    }
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  /** Keys, Cubic convolution interpolation for digital image processing (1981), equation 4. */
  private static double cubic(double x, double a) {
    if (x <= 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
  }

  boolean isIdentity() {
    return weights.length > 0
        && weights.length == weights[0].length
        && cells().length == weights.length
        && Arrays.equals(cells(), identityCells());
  }

  private int[] identityCells() {
    int[] cells = new int[weights.length];
    Arrays.setAll(cells, cell -> cell);
    return cells;
  }

  /** The one cell that each cell of the result is, −1 for none; empty if some read several. */
  int[] cells() {
    int[] cells = new int[weights.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = -1;
      for (int cell = 0; cell < weights[i].length; cell++) {
        if (weights[i][cell] == 1) {
          cells[i] = cell;
        } else if (weights[i][cell] != 0) {
          return new int[0];
        }
      }
    }
    return cells;
  }

  /** Whether a cell of the result lies beyond a crop. */
  boolean beyond(int cell) {
    return Arrays.stream(weights[cell]).allMatch(weight -> weight == 0);
  }

  /** The weights, row-major. */
  double[] flat() {
    return Arrays.stream(weights).flatMapToDouble(Arrays::stream).toArray();
  }
}
