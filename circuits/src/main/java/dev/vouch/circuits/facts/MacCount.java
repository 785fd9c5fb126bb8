package dev.vouch.circuits.facts;

import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.program.IntegerProgram;

/** Counts the multiply-accumulates of a network: products of two tensors' cells. */
public final class MacCount {
  private MacCount() {}

  /** Of one inference. */
  public static long of(IntegerProgram program) {
    return program.primitives().stream().mapToLong(Primitive::macs).sum();
  }
}
