package dev.vouch.circuits.trace;

/**
 * A cell whose value an assertion of the circuit, or its declared range, does not allow.
 *
 * @param tensor of the circuit
 * @param cell row-major
 * @param value secret
 * @param allowed what the value may be, such as {@code -128 to 127}; secret where it depends on
 *     another value
 * @param owner program tensor whose declaration or primitive asserts it
 */
public record Violation(int tensor, int cell, long value, String allowed, int owner) {
  /** Never values. */
  @Override
  public String toString() {
    return "Violation[tensor " + tensor + ", cell " + cell + "]";
  }
}
