package dev.vouch.circuits.primitive;

import dev.vouch.circuits.integer.Interval;

/**
 * Where the cells of an operand must lie so that there is a witness at all.
 *
 * @param tensor of the program
 * @param allowed values
 * @param what the interval is, such as {@code in the table}; for messages
 */
public record Domain(int tensor, Interval allowed, String what) {}
