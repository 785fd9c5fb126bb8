package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.LimbPlan;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that rows reach in hidden trees: by definition, and by no other witness. */
class DescentTest {
  private static final int ROWS = 2;
  private static final int NUMBERS = 3;
  private static final int DEPTH = 3;
  private static final Interval RANGE = Interval.signed(32);

  /** Two trees, the second with a leaf at level 1, which names itself. */
  private static final long[] FEATURES = {0, 2, 1, 2, 0, 0, 1, 0, 0, 2, 0, 0};

  private static final long[] THRESHOLDS = {
    5, -9, 1 << 30, 0, 0, 17, Integer.MIN_VALUE, Integer.MAX_VALUE, 3, -1, 0, 0
  };
  private static final long[] LEFT = {1, 3, 5, 8, 8, 9, 7, 7, 10, 3, 10, 10};

  private static int descent(ProgramBuilder builder, int x, int depth, int... nodes) {
    return builder.computed(
        "y",
        List.of(ROWS, 2),
        new Interval(0, 12),
        0,
        made -> new Descent(made, x, nodes[0], nodes[1], nodes[2], depth, new int[] {0, 6}));
  }

  private static IntegerProgram program(boolean hidden) {
    ProgramBuilder builder = new ProgramBuilder(false);
    List<Integer> shape = List.of(ROWS, NUMBERS);
    int x = builder.input(new NetworkPortSpec("x", ValueType.INTEGER, shape, hidden), RANGE, 0);
    List<Integer> table = List.of(FEATURES.length);
    int f = builder.model("f", table, FEATURES, Interval.unsigned(2), 0);
    int t = builder.model("t", table, THRESHOLDS, RANGE, 0);
    int l = builder.model("l", table, LEFT, Interval.unsigned(4), 0);
    int y = descent(builder, x, DEPTH, f, t, l);
    int shown = builder.exposure("out", y, Interval.unsigned(4));
    NetworkPortSpec out = new NetworkPortSpec("out", ValueType.INTEGER, List.of(ROWS, 2), false);
    builder.output(out, shown);
    return builder.build();
  }

  private static long[] reached(long[] x) {
    long[] y = new long[ROWS * 2];
    for (int i = 0; i < y.length; i++) {
      int node = i % 2 == 0 ? 0 : 6;
      for (int level = 0; level < DEPTH; level++) {
        boolean right = x[i / 2 * NUMBERS + (int) FEATURES[node]] > THRESHOLDS[node];
        node = (int) LEFT[node] + (right ? 1 : 0);
      }
      y[i] = node;
    }
    return y;
  }

  private static long[] row(Random random) {
    long[] near = {5, 6, -9, -10, 1 << 30, 0, 17, Integer.MIN_VALUE, Integer.MAX_VALUE, -1};
    return random
        .ints(ROWS * NUMBERS, 0, near.length)
        .mapToLong(i -> Math.min(Integer.MAX_VALUE, near[i] + random.nextInt(2)))
        .toArray();
  }

  private static final List<long[]> MODEL = List.of(FEATURES, THRESHOLDS, LEFT);

  @Test
  void goesToTheRightWhereANumberIsGreater() throws Exception {
    LimbPlan layout = new LimbPlan(8, 8, false, new ArrayList<>(List.of(8, 0)));
    ProgramCheck check = new ProgramCheck(program(true).withLayout(layout), MODEL);
    Random random = new Random(1);
    for (int i = 0; i < 30; i++) {
      long[] x = row(random);
      Execution execution = check.accepted(Map.of(0, x));
      assertThat(execution.of(4)).containsExactly(reached(x));
    }
  }

  @ParameterizedTest(name = "top limb of {0} bits")
  @ValueSource(ints = {1, 5})
  void oneSolution(int topBits) throws Exception {
    LimbPlan layout = new LimbPlan(6, 8, false, new ArrayList<>(List.of(topBits, 0)));
    ProgramCheck check = new ProgramCheck(program(false).withLayout(layout), MODEL);
    Random random = new Random(2);
    for (int i = 0; i < 2; i++) {
      check.rejectsMutations(Map.of(0, row(random)));
    }
  }

  /** Weights that are no tree still have one descent, or none: nothing else is run or crashes. */
  @Test
  void nodesThatNameNothingHaveNoWitness() {
    long[] features = FEATURES.clone();
    features[0] = 3;
    long[] left = LEFT.clone();
    left[6] = 15;
    Map<Integer, long[]> x = Map.of(0, row(new Random(3)));
    for (List<long[]> model :
        List.of(List.of(features, THRESHOLDS, LEFT), List.<long[]>of(FEATURES, THRESHOLDS, left))) {
      Execution execution = Execution.run(program(false), model, x);
      assertThat(execution.of(4)).hasSize(ROWS * 2);
    }
  }
}
