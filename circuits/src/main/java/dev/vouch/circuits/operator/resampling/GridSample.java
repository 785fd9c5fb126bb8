package dev.vouch.circuits.operator.resampling;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * GridSample: the data [batch, channels, …] read between its cells at the places of a grid [batch,
 * …, coordinate], whose last coordinate belongs to the first spatial axis. Along each axis every
 * cell has a weight that depends on its distance from the place ({@link GridWeights}):
 *
 * <pre>
 * result(place) = Σ over cells (y, x)  weight(y)·weight(x)·data(y, x)
 * </pre>
 *
 * So a computed grid is a continuous function of its coordinates, without indices that jump. A
 * constant one says which few cells are read, and is public.
 */
final class GridSample implements Expanded {
  private static final int FIRST = 16;
  private static final String SPATIAL = "dhwpqr";

  @Override
  public String type() {
    return "GridSample";
  }

  @Override
  public int sinceOpset() {
    return FIRST;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    int[] data = expansion.info(node.input(0)).shape();
    int[] grid = expansion.info(node.input(1)).shape();
    int axes = data.length - 2;
    if (axes < 1
        || axes > SPATIAL.length()
        || grid.length != data.length
        || grid[0] != data[0]
        || grid[axes + 1] != axes) {
      throw new InvalidNodeException(
          "data " + Arrays.toString(data) + " for a grid " + Arrays.toString(grid));
    }
    Steps steps = new Steps("", expansion);
    int places = Shape.size(grid, 1, axes + 1);
    String coordinates = steps.reshape("coordinates", node.input(1), data[0], places, axes);
    List<String> weights = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      String given = steps.entry("coordinate" + axis, coordinates, 2, axes - 1 - axis);
      String column = steps.reshape("column" + axis, given, data[0], places, 1);
      GridWeights of = GridWeights.of(node, steps.in("axis" + axis), data[axis + 2]);
      weights.add(of.at(column));
    }
    List<TensorData> known = new ArrayList<>();
    weights.stream().map(expansion::constant).filter(w -> w != null).forEach(known::add);
    String sampled =
        known.size() == axes
            ? LinearMap.of(known, IntStream.range(0, data[0]).toArray(), data)
                .applied(steps, node.input(0))
            : summed(steps, node.input(0), weights);
    long[] shape = new long[data.length];
    shape[0] = data[0];
    shape[1] = data[1];
    IntStream.range(0, axes).forEach(axis -> shape[axis + 2] = grid[axis + 1]);
    expansion.output(0, steps.reshape("result", sampled, shape));
  }

  /** The sums over one axis after the other, [batch, channels, places]. */
  private static String summed(Steps steps, String data, List<String> weights) {
    String left = SPATIAL.substring(0, weights.size());
    String before = "nc" + left;
    String sums = data;
    for (String weight : weights) {
      String label = left.substring(0, 1);
      left = left.substring(1);
      String after = "ncm" + left;
      String equation = "nm" + label + "," + before + "->" + after;
      Map<String, Attribute> product = Map.of("equation", new Attribute.Text(equation));
      sums = steps.add("sum", "Einsum", List.of(weight, sums), product);
      before = after;
    }
    return sums;
  }
}
