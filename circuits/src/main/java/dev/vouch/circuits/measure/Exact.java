package dev.vouch.circuits.measure;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Answers with what data and weights tell. */
final class Exact implements Measurements {
  @Override
  public void node(String name) {
    // nothing is kept by node
  }

  @Override
  public OptionalDouble ofValue(Quantity quantity, String value, OptionalDouble exact) {
    return exact;
  }

  @Override
  public double ofWeights(Quantity quantity, String weights, double exact) {
    return exact;
  }

  @Override
  public int ofWeights(Choice choice, String weights, int exact) {
    return exact;
  }

  @Override
  public int[] choice(Choice choice, String about, Supplier<int[]> exact) {
    return exact.get();
  }

  @Override
  public Map<String, int[]> choices(Choice choice, Supplier<Map<String, int[]>> exact) {
    return exact.get();
  }

  @Override
  public boolean seesModel() {
    return true;
  }
}
