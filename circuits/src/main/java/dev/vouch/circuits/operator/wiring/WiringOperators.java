package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class WiringOperators {
  public static final List<Operator> ALL =
      List.of(
          new Concat(),
          new Dropout(),
          new Expand(),
          new Flatten(),
          new Gather(),
          new Identity(),
          new Pad(),
          new Reshape(),
          new Slice(),
          new Split(),
          new Squeeze(),
          new Tile(),
          new Transpose(),
          new Trilu(),
          new Unsqueeze());

  private WiringOperators() {}
}
