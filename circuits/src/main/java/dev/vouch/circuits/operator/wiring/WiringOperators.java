package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class WiringOperators {
  public static final List<Operator> ALL =
      List.of(
          new CenterCropPad(),
          new Compress(),
          new Concat(),
          new DepthToSpace(),
          new Dropout(),
          new Expand(),
          new Flatten(),
          new Gather(),
          new GatherElements(),
          new GatherND(),
          new Identity(),
          new OneHot(),
          new Pad(),
          new Reshape(),
          new ReverseSequence(),
          new Slice(),
          new SpaceToDepth(),
          new Split(),
          new Squeeze(),
          new Tile(),
          new Transpose(),
          new Trilu(),
          new Unsqueeze());

  private WiringOperators() {}
}
