package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.LimbPlan;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** The widest numbers that are compared, those that stand for double ones. */
  @Test
  void numbersOf61Bits() throws Exception {
    Interval range = Interval.signed(61);
    ProgramBuilder builder = new ProgramBuilder(false);
    List<Integer> shape = List.of(4, 1);
    int x = builder.input(new NetworkPortSpec("x", ValueType.INTEGER, shape, false), range, 0);
    List<Integer> table = List.of(1);
    int f = builder.model("f", table, new long[1], Interval.unsigned(1), 0);
    int t = builder.model("t", table, new long[] {range.lo()}, range, 0);
    int l = builder.model("l", table, new long[1], Interval.unsigned(1), 0);
    int y =
        builder.computed(
            "y",
            shape,
            new Interval(0, 2),
            0,
            made -> new Descent(made, x, f, t, l, 1, new int[] {0}));
    int shown = builder.exposure("out", y, new Interval(0, 2));
    builder.output(new NetworkPortSpec("out", ValueType.INTEGER, shape, false), shown);
    long[] numbers = {range.lo(), range.lo() + 1, 0, range.hi()};
    for (long threshold : new long[] {range.lo(), range.lo() + 1, 0, range.hi()}) {
      List<long[]> model = List.of(new long[1], new long[] {threshold}, new long[1]);
      ProgramCheck check = new ProgramCheck(builder.build(), model);
      long[] sides = Arrays.stream(numbers).map(v -> v > threshold ? 1 : 0).toArray();
      assertThat(check.accepted(Map.of(x, numbers)).of(y)).containsExactly(sides);
      check.rejectsMutations(Map.of(x, numbers));
    }
  }

  /**
   * A hidden node that names a number beyond the row does not read the next row's: the table of
   * numbers says whose each one is, and without that column it would.
   */
  @Test
  void aNumberBeyondTheRowIsNotTheNextRows() {
    ProgramBuilder builder = new ProgramBuilder(false);
    NetworkPortSpec in = new NetworkPortSpec("x", ValueType.INTEGER, List.of(2, 2), false);
    int x = builder.input(in, Interval.signed(4), 0);
    int f = builder.constant("f", List.of(3), new long[] {0, 0, 2}, 0);
    int t = builder.constant("t", List.of(3), new long[] {0, 7, 3}, 0);
    int l = builder.constant("l", List.of(3), new long[] {1, 1, 1}, 0);
    int y =
        builder.computed(
            "y",
            List.of(2, 1),
            new Interval(0, 3),
            0,
            made -> new Descent(made, x, f, t, l, 2, new int[] {0}));
    int shown = builder.exposure("out", y, new Interval(0, 3));
    builder.output(new NetworkPortSpec("out", ValueType.INTEGER, List.of(2, 1), false), shown);
    IntegerProgram program = builder.build();
    // row 0 reaches node 2, which names number 2; the last number of row 0 is that of row 1
    long[] joined =
        JoinedWitness.of(Execution.run(program, List.of(), Map.of(x, new long[] {1, 0, 0, 5})));
    Circuit circuit = program.emit().circuit();
    assertThat(violations(circuit, joined)).isNotEmpty();
    assertThat(violations(withoutRows(circuit), joined)).isEmpty();
  }

  private static List<String> violations(Circuit circuit, long[] joined) {
    FieldEvaluator evaluator = new FieldEvaluator(circuit);
    return evaluator.violations(evaluator.sources(joined, List.of()), 5);
  }

  /** Tables of numbers that do not say whose they are. */
  private static Circuit withoutRows(Circuit circuit) {
    int row = ProgramCheck.tensor(circuit, "y.row");
    List<Table> tables = new ArrayList<>(circuit.tables());
    List<Lookup> lookups = new ArrayList<>(circuit.lookups());
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      int column = table.columns().indexOf(row);
      if (column >= 0) {
        tables.set(
            i,
            new Table(
                without(table.columns(), column),
                table.arguments(),
                table.multiplicity(),
                table.direct()));
        int changed = i;
        lookups.replaceAll(
            lookup ->
                lookup.table() == changed
                    ? new Lookup(changed, without(lookup.keys(), column))
                    : lookup);
      }
    }
    return new Circuit(
        circuit.semanticsVersion(),
        circuit.publicWeights(),
        circuit.c(),
        circuit.tensors(),
        tables,
        lookups,
        circuit.zeros(),
        circuit.inputs(),
        circuit.outputs());
  }

  private static List<Integer> without(List<Integer> list, int index) {
    List<Integer> rest = new ArrayList<>(list);
    rest.remove(index);
    return rest;
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
