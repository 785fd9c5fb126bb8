package dev.vouch.circuits.centre;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.SliceAxis;
import dev.vouch.circuits.quantise.SliceExtents;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** How large values get, cell by cell, as far as calibration tells. Not thread-safe. */
final class Reaches {
  private final Calibration given;
  private final Map<String, Double> magnitudes;
  private final Map<SliceAxis, SliceExtents> slices;

  Reaches(Calibration given) {
    this.given = given;
    this.magnitudes = new HashMap<>(given.magnitudes());
    this.slices = new HashMap<>(given.slices());
  }

  /** The calibration with what {@link #put} has told. */
  Calibration result() {
    return given.with(magnitudes, given.least(), slices);
  }

  /** Largest magnitude seen of each cell, or of a slice that it lies in. */
  double[] cells(String value, int[] shape) {
    double[] cells = new double[Shape.size(shape)];
    Arrays.fill(cells, given.magnitude(value).orElse(1));
    for (int axis : SliceAxis.candidates(shape)) {
      double[] most = given.slices(new SliceAxis(value, axis)).magnitudes();
      int inner = Shape.size(shape, axis + 1, shape.length);
      for (int cell = 0; most.length > 0 && cell < cells.length; cell++) {
        cells[cell] = Math.min(cells[cell], most[cell / inner % most.length]);
      }
    }
    return cells;
  }

  /**
   * Says how large the cells of a value get.
   *
   * @param like a value of that shape that is 0 where this one may be, too
   */
  void put(String value, String like, ValueInfo info, double[] cells) {
    magnitudes.put(value, Arrays.stream(cells).max().orElse(0));
    int[] shape = info.shape();
    for (int axis : SliceAxis.candidates(shape)) {
      int length = shape[axis];
      int inner = Shape.size(shape, axis + 1, shape.length);
      SliceExtents extents = SliceExtents.none(length);
      for (int cell = 0; cell < cells.length; cell++) {
        int slice = cell / inner % length;
        extents.most()[slice] = Math.max(extents.most()[slice], cells[cell]);
        extents.least()[slice] = -extents.most()[slice];
      }
      int[] active = given.slices(new SliceAxis(like, axis)).active();
      System.arraycopy(active, 0, extents.active(), 0, active.length);
      slices.put(new SliceAxis(value, axis), extents);
    }
  }
}
