package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.Shape;

/**
 * The cells of a tensor as lanes along one axis or along consecutive axes: lane {@code outer,
 * inner} holds the cells {@code (outer · length + i) · innerCount + inner}.
 */
public record Lanes(int outerCount, int length, int innerCount) {
  /** Lanes along one axis. */
  public static Lanes along(int axis, int[] shape) {
    return new Lanes(
        Shape.size(shape, 0, axis), shape[axis], Shape.size(shape, axis + 1, shape.length));
  }

  /** Lanes along all axes from {@code axis} to the last. */
  public static Lanes from(int axis, int[] shape) {
    return new Lanes(Shape.size(shape, 0, axis), Shape.size(shape, axis, shape.length), 1);
  }

  /** First cell of a lane; the others follow at distance {@link #innerCount}. */
  public int start(int outer, int inner) {
    return outer * length * innerCount + inner;
  }
}
