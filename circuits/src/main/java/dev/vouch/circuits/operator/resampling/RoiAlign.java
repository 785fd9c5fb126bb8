package dev.vouch.circuits.operator.resampling;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Indices;
import dev.vouch.circuits.operator.Steps;
import java.util.List;

/**
 * RoiAlign: regions of images [image, channels, height, width] in cells of their own, each the mean
 * of samples that are interpolated linearly. Regions are constant: each result is a sum of few
 * cells with known weights, a product of one along each axis.
 *
 * <pre>
 * sample = start + (cell + (i + ½) / samples)·size      clamped to the image up to a cell outside
 * </pre>
 */
final class RoiAlign implements Expanded {
  private static final int FIRST_WITH_HALF_PIXEL = 16;
  private static final int MOST_SAMPLES = 1 << 16;

  @Override
  public String type() {
    return "RoiAlign";
  }

  @Override
  public int sinceOpset() {
    return 10;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    int[] data = expansion.info(node.input(0)).shape();
    TensorData regions = constant(expansion, node.input(1));
    TensorData images = constant(expansion, node.input(2));
    int count = images.size();
    if (data.length != 4 || regions.size() != 4 * count || !regions.isFloating()) {
      throw new InvalidNodeException("its operands do not fit together");
    }
    if (!node.text("mode", "avg").equals("avg")) {
      throw new UnsupportedNodeException(
          "mode 'max' is not supported: runtimes take it of unlike things; use 'avg'");
    }
    int height = (int) node.integer("output_height", 1);
    int width = (int) node.integer("output_width", 1);
    int places = height * width;
    double[] ofRows = new double[count * places * data[2]];
    double[] ofColumns = new double[count * places * data[3]];
    int[] image = new int[count];
    for (int region = 0; region < count; region++) {
      image[region] = Indices.position(images.longs()[region], data[0]);
      double[][] rows = weights(node, regions, 4 * region + 1, height, data[2]);
      double[][] columns = weights(node, regions, 4 * region, width, data[3]);
      for (int place = 0; place < places; place++) {
        int at = region * places + place;
        System.arraycopy(rows[place / width], 0, ofRows, at * data[2], data[2]);
        System.arraycopy(columns[place % width], 0, ofColumns, at * data[3], data[3]);
      }
    }
    List<TensorData> weights =
        List.of(table(count, places, data[2], ofRows), table(count, places, data[3], ofColumns));
    Steps steps = new Steps("", expansion);
    String sums = LinearMap.of(weights, image, data).applied(steps, node.input(0));
    expansion.output(0, steps.reshape("result", sums, count, data[1], height, width));
  }

  private static TensorData constant(Expansion expansion, String value) {
    TensorData known = expansion.constant(value);
    if (known == null) {
      throw new UnsupportedNodeException(
          "the regions and their images must be constant; give them with --fix");
    }
    return known;
  }

  private static TensorData table(int count, int places, int length, double... weights) {
    return TensorData.ofDoubles(DataType.DOUBLE, new int[] {count, places, length}, weights);
  }

  /**
   * For each cell of the result along an axis the weights of the image's cells.
   *
   * @param from index of the region's first coordinate along the axis; its last is two behind
   */
  private static double[][] weights(
      Node node, TensorData regions, int from, int cells, int length) {
    boolean half =
        node.opset() >= FIRST_WITH_HALF_PIXEL
            && node.text("coordinate_transformation_mode", "half_pixel").equals("half_pixel");
    double scale = node.real("spatial_scale", 1);
    double start = regions.doubleAt(from) * scale - (half ? 0.5 : 0);
    double end = regions.doubleAt(from + 2) * scale - (half ? 0.5 : 0);
    double size = (half ? end - start : Math.max(end - start, 1)) / cells;
    int ratio = (int) node.integer("sampling_ratio", 0);
    int samples = ratio > 0 ? ratio : (int) Math.ceil(size);
    if (samples > MOST_SAMPLES) {
      throw new UnsupportedNodeException("a cell has more than " + MOST_SAMPLES + " samples");
    }
    double[][] weights = new double[cells][length];
    for (int cell = 0; cell < cells; cell++) {
      for (int i = 0; i < samples; i++) {
        double at = start + (cell + (i + 0.5) / samples) * size;
        if (at >= -1 && at <= length) {
          double inside = Math.max(0, Math.min(length - 1, at));
          int low = (int) inside;
          weights[cell][low] += (1 - (inside - low)) / samples;
          weights[cell][Math.min(low + 1, length - 1)] += (inside - low) / samples;
        }
      }
    }
    return weights;
  }
}
