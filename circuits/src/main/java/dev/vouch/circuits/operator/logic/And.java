package dev.vouch.circuits.operator.logic;

/** And: logical and of two booleans, broadcast. */
final class And extends LogicalBinary {
  @Override
  public String type() {
    return "And";
  }

  @Override
  long apply(long a, long b) {
    return a & b;
  }
}
