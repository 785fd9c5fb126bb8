package dev.vouch.verifier.circuit;

/**
 * How a port's integers are read: as integer · 2^-scaleExponent, as integers, or as booleans. The
 * order is the byte of formats.md §1.
 */
public enum ValueType {
  REAL,
  INTEGER,
  BOOLEAN
}
