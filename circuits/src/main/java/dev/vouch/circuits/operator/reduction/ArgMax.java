package dev.vouch.circuits.operator.reduction;

/** ArgMax: position of the greatest value along an axis. */
final class ArgMax extends ArgExtremum {
  @Override
  public String type() {
    return "ArgMax";
  }

  @Override
  boolean better(double a, double b) {
    return a > b;
  }
}
