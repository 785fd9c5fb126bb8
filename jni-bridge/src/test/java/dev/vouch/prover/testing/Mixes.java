package dev.vouch.prover.testing;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import java.util.ArrayList;
import java.util.List;

/** Who sees what. */
public final class Mixes {
  private Mixes() {}

  /** All eight mixes of visible and hidden weights, inputs and outputs. */
  public static List<CompileOptions> all() {
    List<CompileOptions> mixes = new ArrayList<>();
    for (Visibility weights : Visibility.values()) {
      for (Visibility input : Visibility.values()) {
        for (Visibility output : Visibility.values()) {
          mixes.add(new CompileOptions(weights, input, output));
        }
      }
    }
    return mixes;
  }
}
