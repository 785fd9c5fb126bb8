package dev.vouch.circuits.conformance;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import java.util.Arrays;
import java.util.Random;

/** Constants of the models that show operators' forms. */
final class FormConstants {
  private FormConstants() {}

  static int[] opsets(int... opsets) {
    return opsets;
  }

  static TensorData reals(int[] shape, double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  static TensorData number(double value) {
    return reals(new int[0], value);
  }

  static TensorData vector(double... values) {
    return reals(new int[] {values.length}, values);
  }

  static TensorData booleans(long... values) {
    return TensorData.ofLongs(DataType.BOOL, new int[] {values.length}, values);
  }

  static TensorData integer(long value) {
    return TensorData.ofLongs(DataType.INT64, new int[0], value);
  }

  static TensorData integers(long... values) {
    return TensorData.ofVector(values);
  }

  static TensorData random(double lo, double hi, int... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Random random = new Random(Arrays.hashCode(shape));
    return reals(shape, random.doubles(size, lo, hi).map(v -> (float) v).toArray());
  }

  static TensorData weights(int... shape) {
    return random(-1, 1, shape);
  }
}
