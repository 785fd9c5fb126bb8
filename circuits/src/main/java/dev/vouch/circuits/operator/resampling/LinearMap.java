package dev.vouch.circuits.operator.resampling;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Sums of few cells of an image with known weights, as many terms as the place with most of them
 * needs: term i reads one cell for each place.
 *
 * @param data shape of the images, [image, channels, …]
 * @param cells for each term and each place of each result the cell, of all images
 * @param weights of these cells; 0 where a place has fewer
 */
@SuppressWarnings("ArrayRecordComponent")
record LinearMap(int[] data, int results, int places, List<int[]> cells, List<double[]> weights) {
  /** Weights below count as 0: what rounding in double arithmetic leaves. */
  private static final double NONE = 0x1p-40;

  private static final int MOST_TERMS = 4_096;

  /**
   * Products of weights along each axis.
   *
   * @param weights of each spatial axis, [result, places, cells]
   * @param images which image each result reads
   * @param data shape of the images, [image, channels, …]
   */
  static LinearMap of(List<TensorData> weights, int[] images, int... data) {
    int places = weights.get(0).shape()[1];
    LinearMap map =
        new LinearMap(data, images.length, places, new ArrayList<>(), new ArrayList<>());
    for (int row = 0; row < images.length * places; row++) {
      map.add(weights, 0, row, images[row / places], 1, new int[1]);
    }
    return map;
  }

  /** Adds the terms of a row whose first axes are chosen. */
  private void add(
      List<TensorData> along, int axis, int row, int cell, double weight, int[] terms) {
    if (axis == along.size()) {
      int term = terms[0]++;
      if (term == cells.size()) {
        if (term == MOST_TERMS) {
          throw new UnsupportedNodeException("a place reads more than " + MOST_TERMS + " cells");
        }
        cells.add(new int[results * places]);
        weights.add(new double[results * places]);
      }
      cells.get(term)[row] = cell;
      weights.get(term)[row] = weight;
      return;
    }
    int length = data[axis + 2];
    for (int i = 0; i < length; i++) {
      double of = along.get(axis).doubleAt(row * length + i);
      if (Math.abs(of) > NONE) {
        add(along, axis + 1, row, cell * length + i, weight * of, terms);
      }
    }
  }

  /** The sums, [result, channels, places]. */
  String applied(Steps steps, String x) {
    int size = Shape.size(data, 2, data.length);
    String flat = steps.reshape("images", x, data[0], data[1], size);
    String rows = steps.transpose("cellsFirst", flat, 0, 2, 1);
    String all = steps.reshape("allCells", rows, (long) data[0] * size, data[1]);
    DataType type = steps.expansion().info(x).type();
    List<String> terms = new ArrayList<>();
    for (int term = 0; term < cells.size(); term++) {
      long[] at = Arrays.stream(cells.get(term)).asLongStream().toArray();
      String read = steps.entries("read" + term, all, 0, at);
      TensorData factors =
          TensorData.ofDoubles(type, new int[] {results * places, 1}, weights.get(term));
      terms.add(steps.add("term" + term, "Mul", read, steps.known("weights" + term, factors)));
    }
    String sum =
        terms.isEmpty()
            ? steps.known(
                "nothing",
                TensorData.ofDoubles(
                    type,
                    new int[] {results * places, data[1]},
                    new double[results * places * data[1]]))
            : steps.add("sum", "Sum", terms, Map.of());
    String images = steps.reshape("places", sum, results, places, data[1]);
    return steps.transpose("channelsFirst", images, 0, 2, 1);
  }
}
