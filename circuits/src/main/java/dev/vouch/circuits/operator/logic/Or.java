package dev.vouch.circuits.operator.logic;

/** Or: logical or of two booleans, broadcast. */
final class Or extends LogicalBinary {
  @Override
  public String type() {
    return "Or";
  }

  @Override
  long apply(long a, long b) {
    return a | b;
  }
}
