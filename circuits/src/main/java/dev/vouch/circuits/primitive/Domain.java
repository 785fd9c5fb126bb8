package dev.vouch.circuits.primitive;

import dev.vouch.circuits.integer.Interval;

/**
 * Where the cells of an operand must lie so that there is a witness at all.
 *
 * @param tensor of the program
 * @param allowed values
 * @param what the interval is, such as {@code in the table}; for messages
 * @param ofData whether a sample may leave it; of others the program is built so that none does
 */
public record Domain(int tensor, Interval allowed, String what, boolean ofData) {
  /** A domain that every run of the program stays in. */
  public Domain(int tensor, Interval allowed, String what) {
    this(tensor, allowed, what, false);
  }

  /** A domain that the data decides on: a sample that leaves it is refused. */
  public static Domain ofData(int tensor, Interval allowed, String what) {
    return new Domain(tensor, allowed, what, true);
  }
}
