package dev.vouch.circuits.operator.logic;

/** Xor: logical exclusive or of two booleans, broadcast. */
final class Xor extends LogicalBinary {
  @Override
  public String type() {
    return "Xor";
  }

  @Override
  long apply(long a, long b) {
    return a ^ b;
  }
}
