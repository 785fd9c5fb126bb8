package dev.vouch.circuits.program;

/**
 * How much of an input, or of its slice with a scale of its own, is cut off; holds none of its
 * values.
 *
 * @param input name, with the indices of the slice as in {@code x[:,3]}
 * @param count how many values lie outside the range
 * @param size how many there are
 * @param least that the model takes
 * @param most that the model takes
 */
public record ClampedInput(String input, long count, long size, double least, double most)
    implements CutOffValues {
  @Override
  public ClampedInput with(long newCount, long newSize) {
    return new ClampedInput(input, newCount, newSize, least, most);
  }

  @Override
  public String where() {
    return "input '" + input + "'";
  }

  @Override
  public String text() {
    return where()
        + ": "
        + count
        + " of "
        + size
        + " values are outside "
        + least
        + " to "
        + most
        + " and are clamped; the result is about the clamped values; calibrate on inputs like this";
  }
}
