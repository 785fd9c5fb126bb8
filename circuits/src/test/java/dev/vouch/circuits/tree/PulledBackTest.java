package dev.vouch.circuits.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.tree.Forest.Aggregate;
import dev.vouch.circuits.tree.TreeNode.Decision;
import dev.vouch.circuits.tree.TreeNode.Leaf;
import dev.vouch.circuits.tree.TreeNode.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Decisions on arguments are those on results in float32 arithmetic, whatever the argument. */
class PulledBackTest {
  private static final int CASES = 300;
  private static final TreeNode YES = new Leaf(List.of(new Vote(0, 1)));
  private static final TreeNode NO = new Leaf(List.of(new Vote(0, 0)));

  @Test
  void everyDecisionIsThatOfTheResult() {
    Random random = new Random(1);
    for (int i = 0; i < CASES; i++) {
      float offset = (float) Math.scalb(random.nextGaussian(), random.nextInt(40) - 20);
      float scale = (float) Math.scalb(random.nextGaussian(), random.nextInt(40) - 20);
      boolean imputes = random.nextBoolean();
      MonotoneFunction scaler =
          new MonotoneFunction(x -> (float) ((float) (x - offset) * (double) scale), scale > 0);
      MonotoneFunction imputer =
          new MonotoneFunction(x -> Double.isNaN(x) && imputes ? offset : x, true);
      MonotoneFunction function = scaler.after(imputer);
      float argument = (float) Math.scalb(random.nextGaussian(), random.nextInt(40) - 20);
      double threshold = random.nextInt(8) == 0 ? 0 : function.of(argument);
      for (Comparison comparison : Comparison.values()) {
        boolean missingHolds = random.nextBoolean();
        List<Double> members =
            comparison == Comparison.MEMBER
                ? List.of(threshold, (double) function.of(Math.nextUp(argument)), -1.5)
                : List.of(threshold);
        Forest forest = forest(new Decision(0, comparison, members, missingHolds, YES, NO));
        Forest pulled =
            PulledBack.of(forest, feature -> new PulledBack.Source(1, function, false))
                .orElseThrow();
        for (float x : hostile(argument)) {
          double[] wanted = forest.scores(new double[] {function.of(x)});
          assertThat(pulled.scores(new double[] {-1, x}))
              .as("%s(%s · (x − %s)) %s, x = %s", comparison, scale, offset, threshold, x)
              .containsExactly(wanted);
        }
      }
    }
  }

  /** A number, those beside it, and those that arithmetic treats in ways of their own. */
  private static List<Float> hostile(float argument) {
    List<Float> numbers =
        new ArrayList<>(
            List.of(
                0f,
                -0f,
                Float.MIN_VALUE,
                -Float.MIN_VALUE,
                Float.MAX_VALUE,
                -Float.MAX_VALUE,
                Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                Float.NaN));
    float below = argument;
    float above = argument;
    for (int steps = 0; steps < 20; steps++) {
      numbers.add(below);
      numbers.add(above);
      below = Math.nextDown(below);
      above = Math.nextUp(above);
    }
    return numbers;
  }

  @Test
  void thresholdsBeyondAllResultsDecideAlike() {
    MonotoneFunction half = new MonotoneFunction(x -> x > 0 ? 1 : 0, true);
    for (double threshold : new double[] {-1, 0, 0.5, 1, 2}) {
      Forest forest = forest(new Decision(0, Comparison.LEQ, List.of(threshold), false, YES, NO));
      Forest pulled =
          PulledBack.of(forest, feature -> new PulledBack.Source(0, half, false)).orElseThrow();
      for (float x : hostile(0.25f)) {
        assertThat(pulled.scores(new double[] {x}))
            .containsExactly(forest.scores(new double[] {half.of(x)}));
      }
    }
  }

  @Test
  void equalityIsKeptForTheNumberItself() {
    Forest equal = forest(new Decision(0, Comparison.EQ, List.of(2.0), false, YES, NO));
    assertThat(
            PulledBack.of(
                equal, feature -> new PulledBack.Source(3, MonotoneFunction.IDENTITY, false)))
        .hasValueSatisfying(pulled -> assertThat(pulled.columns()).containsExactly(3));
  }

  @Test
  void equalitiesThatGrowWithoutBoundAreLeft() {
    MonotoneFunction twice = new MonotoneFunction(x -> 2 * x, true);
    TreeNode tree = NO;
    for (int i = 0; i < 40; i++) {
      tree = new Decision(0, Comparison.EQ, List.of((double) i), false, YES, tree);
    }
    Forest many = forest(tree);
    assertThat(PulledBack.of(many, feature -> new PulledBack.Source(3, twice, false))).isEmpty();
  }

  private static Forest forest(TreeNode tree) {
    return new Forest(List.of(tree), 1, Aggregate.SUM, List.of(0.0));
  }
}
