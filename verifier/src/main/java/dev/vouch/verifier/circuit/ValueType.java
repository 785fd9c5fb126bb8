package dev.vouch.verifier.circuit;

/** How a port's integers are read (formats.md §1). */
public enum ValueType {
  /** integer · 2^-scaleExponent. */
  REAL,
  /** As they are. */
  INTEGER,
  /** 0 or 1. */
  BOOLEAN,
  /** The place of a float32 number among all of them: what is compared and never added. */
  FLOAT32_ORDER,
  /** The place of a float64 number among them. */
  FLOAT64_ORDER;

  /** Whether the integers only say which number is the greater one. */
  public boolean isOrder() {
    return this == FLOAT32_ORDER || this == FLOAT64_ORDER;
  }
}
