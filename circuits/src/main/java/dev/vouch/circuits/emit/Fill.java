package dev.vouch.circuits.emit;

/**
 * How the values of a committed or public circuit tensor follow from a run of the integer program.
 */
@FunctionalInterface
public interface Fill {
  /** Row-major values of the circuit tensor. */
  long[] compute(Values values);
}
