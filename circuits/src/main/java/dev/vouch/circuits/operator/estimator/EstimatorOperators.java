package dev.vouch.circuits.operator.estimator;

import dev.vouch.circuits.operator.Operator;
import java.util.List;

/** The operators of this family. */
public final class EstimatorOperators {
  public static final List<Operator> ALL =
      List.of(
          new LinearClassifier(), new LinearRegressor(), new SvmClassifier(), new SvmRegressor());

  private EstimatorOperators() {}
}
