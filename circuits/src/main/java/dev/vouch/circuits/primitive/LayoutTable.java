package dev.vouch.circuits.primitive;

/**
 * A lookup table that a layout needs, described by what fixes its content: equal ones are one table
 * of the circuit.
 */
public interface LayoutTable {
  /** Number of rows, at least 1. */
  long rows();
}
