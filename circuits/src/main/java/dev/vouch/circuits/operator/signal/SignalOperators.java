package dev.vouch.circuits.operator.signal;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class SignalOperators {
  public static final List<Operator> ALL =
      List.of(
          new CosineWindow("BlackmanWindow", 0.42, 0.5, 0.08),
          new CosineWindow("HammingWindow", 25.0 / 46, 21.0 / 46, 0),
          new CosineWindow("HannWindow", 0.5, 0.5, 0),
          new Dft(),
          new MelWeightMatrix(),
          new Stft());

  private SignalOperators() {}
}
