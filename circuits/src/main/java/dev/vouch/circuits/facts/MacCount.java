package dev.vouch.circuits.facts;

import dev.vouch.circuits.primitive.Contraction;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.circuits.program.IntegerProgram;

/** Counts the multiply-accumulates of a network: products of two tensors' cells. */
public final class MacCount {
  private MacCount() {}

  /** Of one inference. */
  public static long of(IntegerProgram program) {
    long macs = 0;
    for (Primitive primitive : program.primitives()) {
      if (primitive instanceof Contraction contraction) {
        for (Summand summand : contraction.summands()) {
          if (summand.operands().size() == 2) {
            macs += summand.box().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
          }
        }
      }
    }
    return macs;
  }
}
