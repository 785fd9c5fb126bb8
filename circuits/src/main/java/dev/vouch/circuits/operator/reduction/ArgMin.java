package dev.vouch.circuits.operator.reduction;

/** ArgMin: position of the least value along an axis. */
final class ArgMin extends ArgExtremum {
  @Override
  public String type() {
    return "ArgMin";
  }

  @Override
  boolean better(double a, double b) {
    return a < b;
  }
}
