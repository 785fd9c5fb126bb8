package dev.vouch.circuits.compile;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.quantise.SliceAxis;
import dev.vouch.circuits.quantise.SliceExtents;
import java.util.HashMap;
import java.util.Map;

/** How large the values of a graph were in some runs. Not thread-safe. */
final class Observations {
  private final Map<String, Double> magnitudes = new HashMap<>();
  private final Map<String, Double> least = new HashMap<>();
  private final Map<SliceAxis, SliceExtents> slices = new HashMap<>();

  /** Largest |x| by value. */
  Map<String, Double> magnitudes() {
    return magnitudes;
  }

  /** Least |x| other than 0 by value; +∞ if there is none. */
  Map<String, Double> least() {
    return least;
  }

  /** What was seen of slices. */
  Map<SliceAxis, SliceExtents> slices() {
    return slices;
  }

  /** Takes in a value of a run. */
  void add(String value, TensorData data) {
    double most = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (double x : data.toDoubles()) {
      double magnitude = Math.abs(x);
      most = Math.max(most, magnitude);
      smallest = magnitude > 0 ? Math.min(smallest, magnitude) : smallest;
    }
    magnitudes.merge(value, most, Math::max);
    least.merge(value, data.isFloating() ? smallest : Double.POSITIVE_INFINITY, Math::min);
    addSlices(value, data);
  }

  /** Takes in other runs. */
  void add(Observations others) {
    others.magnitudes.forEach((value, most) -> magnitudes.merge(value, most, Math::max));
    others.least.forEach((value, size) -> least.merge(value, size, Math::min));
    others.slices.forEach(
        (axis, seen) ->
            slices.computeIfAbsent(axis, missing -> SliceExtents.none(seen.count())).add(seen));
  }

  private void addSlices(String value, TensorData data) {
    if (!data.isFloating()) {
      return;
    }
    for (int axis : SliceAxis.candidates(data.shape())) {
      int length = data.shape()[axis];
      int inner = Shape.size(data.shape(), axis + 1, data.rank());
      SliceExtents sample = SliceExtents.none(length);
      for (int from = 0; from < data.size(); from += inner) {
        int slice = from / inner % length;
        for (int cell = from; cell < from + inner; cell++) {
          sample.add(slice, data.doubles()[cell]);
        }
      }
      slices
          .computeIfAbsent(new SliceAxis(value, axis), missing -> SliceExtents.none(length))
          .add(sample);
    }
  }
}
