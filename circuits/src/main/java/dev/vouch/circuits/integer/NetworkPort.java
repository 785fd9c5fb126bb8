package dev.vouch.circuits.integer;

import dev.vouch.verifier.circuit.CellScales;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named input or output of the network.
 *
 * @param name the ONNX name
 * @param type how the integers are read
 * @param shape the ONNX shape; the same row-major cells as the tensor's
 * @param tensor program tensor that holds the values
 * @param hidden committed and not shown, rather than public
 * @param slices scales that differ along an axis of the shape, and fit it and the tensor; null: the
 *     tensor's scaleExponent holds for all cells
 * @param masks whether values of an input below its range count as its least number, because they
 *     only mask
 */
public record NetworkPort(
    String name,
    ValueType type,
    List<Integer> shape,
    int tensor,
    boolean hidden,
    @Nullable SliceScales slices,
    boolean masks) {
  public NetworkPort {
    shape = List.copyOf(shape);
  }

  /**
   * A port as specified.
   *
   * @param scaleExponent of its tensor
   * @throws IllegalArgumentException if the scales per slice are none of its shape and tensor
   */
  public static NetworkPort of(
      NetworkPortSpec spec,
      int tensor,
      int scaleExponent,
      @Nullable SliceScales slices,
      boolean masks) {
    if (slices != null) {
      slices
          .misfit(spec.shape(), scaleExponent)
          .ifPresent(
              misfit -> {
                throw new IllegalArgumentException(spec.name() + ": " + misfit);
              });
    }
    return new NetworkPort(
        spec.name(), spec.type(), spec.shape(), tensor, spec.hidden(), slices, masks);
  }

  /**
   * The scales of its cells.
   *
   * @param scaleExponent of its tensor
   */
  public CellScales scales(int scaleExponent) {
    return CellScales.of(scaleExponent, shape, slices);
  }

  /**
   * The number below which integers of an input are cut off.
   *
   * @param range of its tensor
   */
  public double least(Interval range) {
    return masks ? Double.NEGATIVE_INFINITY : range.lo();
  }
}
