package dev.vouch.circuits.operator.resampling;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class ResamplingOperators {
  public static final List<Operator> ALL =
      List.of(new GridSample(), new Resize("Resize"), new RoiAlign(), new Resize("Upsample"));

  private ResamplingOperators() {}
}
