package dev.vouch.circuits.quantise;

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
public record ClampedInput(String input, long count, int size, double least, double most) {}
