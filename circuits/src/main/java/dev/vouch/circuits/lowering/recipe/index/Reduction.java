package dev.vouch.circuits.lowering.recipe.index;

import java.util.Locale;

/** What a cell and an update of it become. */
public enum Reduction {
  NONE,
  ADD,
  MUL,
  MIN,
  MAX;

  /** As attributes of nodes say it. */
  public String onnxName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cell after an update. */
  public double apply(double cell, double update) {
    return switch (this) {
      case NONE -> update;
      case ADD -> cell + update;
      case MUL -> cell * update;
      case MIN -> Math.min(cell, update);
      case MAX -> Math.max(cell, update);
    };
  }

  /** The cell after an update. */
  public long apply(long cell, long update) {
    return switch (this) {
      case NONE -> update;
      case ADD -> cell + update;
      case MUL -> cell * update;
      case MIN -> Math.min(cell, update);
      case MAX -> Math.max(cell, update);
    };
  }
}
