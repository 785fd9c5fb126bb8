package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class ReductionOperators {
  public static final List<Operator> ALL =
      List.of(
          new ArgMax(),
          new ArgMin(),
          new CumSum(),
          new ReduceL1(),
          new ReduceL2(),
          new ReduceLogSum(),
          new ReduceLogSumExp(),
          new ReduceMax(),
          new ReduceMean(),
          new ReduceMin(),
          new ReduceProd(),
          new ReduceSum(),
          new ReduceSumSquare());

  private ReductionOperators() {}
}
