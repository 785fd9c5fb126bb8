package dev.vouch.circuits.operator.tree;

import dev.vouch.circuits.operator.Operator;
import dev.vouch.circuits.operator.score.Probit;
import dev.vouch.circuits.operator.score.Winner;
import java.util.List;

/** The operators of this family. */
public final class TreeOperators {
  public static final List<Operator> ALL =
      List.of(new TreeEnsemble(), new TreeEnsembleClassifier(), new TreeEnsembleRegressor());

  /** What they are expanded to; models cannot have these. */
  public static final List<Operator> OWN = List.of(new ForestScores(), new Probit(), new Winner());

  private TreeOperators() {}
}
