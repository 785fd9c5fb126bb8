package dev.vouch.prover;

import java.util.Locale;

/**
 * The stages of proving, in order (native-abi.md, “Control block”; protocol.md §3). {@link
 * #WITNESS} runs in Java, the others in the native prover.
 */
public enum Stage {
  WITNESS(-1),
  IMPORT(0),
  COMMIT(1),
  LOOKUPS(2),
  EQUATION(3),
  PRODUCTS(4),
  OPENING(5),
  SIGMA(6),
  FINISH(7);

  private final int number;

  Stage(int number) {
    this.number = number;
  }

  static Stage of(int number) {
    for (Stage s : values()) {
      if (s.number == number) {
        return s;
      }
    }
    return FINISH;
  }

  /** Lower-case name, as in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
