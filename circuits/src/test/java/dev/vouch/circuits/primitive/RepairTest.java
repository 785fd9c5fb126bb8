package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.LimbPlan;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.repair.ModelRepair;
import dev.vouch.circuits.repair.RepairSearch;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No cell of a primitive's witness that is changed can be made up for by changing others; without
 * one of its assertions some can.
 */
class RepairTest {
  private static final int COLUMN_BITS = 8;
  private static final int MOST_CHANGES = 3;

  /** A primitive on a small input: what it computes, limbs, and the values that are tried. */
  private record Case(
      String name, Interval range, int size, int choice, List<long[]> tried, Lowering lowering) {
    @Override
    public String toString() {
      return name;
    }

    IntegerProgram program() {
      ProgramBuilder builder = new ProgramBuilder(false);
      List<Integer> shape = List.of(size);
      int x = builder.input(new NetworkPortSpec("x", ValueType.INTEGER, shape, false), range, 0);
      int y = lowering.of(builder, x);
      IntegerTensor tensor = builder.tensor(y);
      builder.output(new NetworkPortSpec("y", ValueType.INTEGER, tensor.shape(), true), y);
      IntegerProgram program = builder.build();
      List<Integer> choices = new ArrayList<>();
      program.primitives().forEach(primitive -> choices.add(choice));
      return program.withLayout(new LimbPlan(2, COLUMN_BITS, false, choices));
    }
  }

  @FunctionalInterface
  private interface Lowering {
    int of(ProgramBuilder builder, int input);
  }

  static Stream<Case> cases() {
    return Stream.of(
        of(
            "requantisation",
            new Interval(-14, 11),
            0,
            (builder, x) -> builder.requantisation("y", x, 3, new Interval(-1, 0))),
        of(
            "requantisation, low digits",
            new Interval(-14, 11),
            1,
            (builder, x) -> builder.requantisation("y", x, 2, new Interval(-2, 1))),
        of(
            "requantisation without clamp",
            new Interval(-6, 9),
            0,
            (builder, x) -> builder.requantisation("y", x, 2, new Interval(-8, 7))),
        new Case(
            "maximum",
            new Interval(-1, 6),
            2,
            2,
            List.of(new long[] {6, -1}, new long[] {2, 2}),
            (builder, x) -> builder.maximum("y", x, 1)),
        of(
            "tabulation",
            new Interval(-3, 3),
            0,
            (builder, x) -> builder.tabulation("y", x, -3, new long[] {9, 4, 1, 0, 1, 4, 9}, 0)),
        of("quotient", new Interval(2, 5), 0, (builder, x) -> builder.quotient("y", x, 11, 2, 0)),
        of(
            "normalisation, both signs",
            new Interval(-7, 7),
            2,
            (builder, x) -> normalisation(builder, x, 2, 1)),
        of(
            "normalisation, no sign",
            new Interval(0, 31),
            2,
            (builder, x) -> normalisation(builder, x, 3, 2)),
        of("one-hot row", new Interval(0, 3), 0, (builder, x) -> builder.oneHot("y", x, 4)),
        of(
            "step function",
            new Interval(-2, 4),
            0,
            (builder, x) -> OnlySolutionTest.steps(builder, x, -1, 2)),
        new Case(
            "step function, slices",
            new Interval(-2, 4),
            2,
            0,
            List.of(new long[] {-2, 4}, new long[] {4, 0}),
            (builder, x) -> OnlySolutionTest.steps(builder, x, -1, 2, 0, 0)),
        new Case(
            "rearrangement",
            new Interval(-2, 5),
            2,
            0,
            List.of(new long[] {-2, 5}, new long[] {3, 3}),
            RepairTest::rearrangement),
        of("fetch", new Interval(0, 3), 0, RepairTest::fetch),
        of("fetch, rows of two, some alike", new Interval(0, 2), 0, RepairTest::fetchRows),
        of("descent, one limb", new Interval(-2, 1), 2, RepairTest::descent),
        of("descent, limbs", new Interval(-2, 1), 1, RepairTest::descent),
        of("descent, a tree of one leaf", new Interval(-2, 1), 2, RepairTest::unlikeDescents),
        new Case(
            "descent, rows",
            new Interval(-2, 1),
            2,
            2,
            List.of(new long[] {-2, 1}, new long[] {0, -1}),
            RepairTest::descent));
  }

  /** Both cells, one of them twice, and a 0. */
  private static int rearrangement(ProgramBuilder builder, int x) {
    int y = builder.rearrangement("moved", List.of(2, 2), x, 1, 0, -1, 1);
    return builder.exposure("y", y, builder.tensor(y).range());
  }

  private static int fetchRows(ProgramBuilder builder, int x) {
    int table = builder.constant("v", List.of(3, 2), new long[] {4, -1, 4, -1, 4, 2}, 0);
    return builder.computed(
        "y", List.of(1, 2), builder.tensor(table).range(), 0, y -> new Fetch(y, x, table, 0));
  }

  private static int fetch(ProgramBuilder builder, int x) {
    int table = builder.constant("v", List.of(4), new long[] {4, -1, 0, 2}, 0);
    return builder.computed(
        "y", List.of(1), builder.tensor(table).range(), 0, y -> new Fetch(y, x, table, 0));
  }

  /** Two levels; the second looks at the same number. */
  private static int descent(ProgramBuilder builder, int x) {
    return descent(builder, x, new long[] {-1, -2, 0, 1}, new long[] {1, 2, 0, 3}, 0);
  }

  /** A tree of two levels and one of none; two nodes say the same, and so do two leaves. */
  private static int unlikeDescents(ProgramBuilder builder, int x) {
    return descent(builder, x, new long[] {-1, 1, 0, 0, 1, 1}, new long[] {2, 1, 4, 4, 4, 5}, 0, 1);
  }

  /** Descents of two levels, of rows of one number. */
  private static int descent(
      ProgramBuilder builder, int x, long[] splits, long[] children, int... roots) {
    List<Integer> shape = List.of(builder.tensor(x).shape().get(0), 1);
    int table =
        builder.contraction(
            "row",
            shape,
            List.of(
                new Summand(
                    1,
                    shape,
                    List.of(IndexEntry.axis(0), IndexEntry.axis(1)),
                    List.of(new Term.Operand(x, List.of(IndexEntry.axis(0)))))),
            0);
    List<Integer> nodes = List.of(splits.length);
    int features = builder.constant("f", nodes, new long[splits.length], 0);
    int thresholds = builder.constant("t", nodes, splits, 0);
    int left = builder.constant("l", nodes, children, 0);
    Interval reached = new Interval(0, splits.length);
    int y =
        builder.computed(
            "y",
            List.of(shape.get(0), roots.length),
            reached,
            0,
            made -> new Descent(made, table, features, thresholds, left, 2, roots));
    return builder.exposure("shown", y, reached);
  }

  private static Case of(String name, Interval range, int choice, Lowering lowering) {
    List<long[]> tried =
        List.of(new long[] {range.lo()}, new long[] {range.lo() + 2}, new long[] {range.hi()});
    return new Case(name, range, 1, choice, tried, lowering);
  }

  private static int normalisation(ProgramBuilder builder, int x, int mantissaBits, int step) {
    Interval range = builder.tensor(x).range();
    long[] factors = new long[Normalisation.factors(range, mantissaBits, step)];
    Arrays.setAll(factors, k -> 1L << (factors.length - 1 - k));
    return builder.normalisation("y", x, mantissaBits, step, factors);
  }

  private static Map<Integer, BigInteger[]> honest(IntegerProgram program, long[] x) {
    Execution execution = Execution.run(program, List.of(), Map.of(0, x));
    return new FieldEvaluator(program.emit().circuit())
        .sources(JoinedWitness.of(execution), List.of());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void nothingMakesUpForAChange(Case tried) {
    IntegerProgram program = tried.program();
    Circuit circuit = program.emit().circuit();
    for (long[] x : tried.tried()) {
      assertThat(search(circuit, program, x).otherSolution()).as(Arrays.toString(x)).isEmpty();
    }
  }

  private static RepairSearch search(Circuit circuit, IntegerProgram program, long... x) {
    return RepairSearch.exhaustive(circuit, honest(program, x), MOST_CHANGES);
  }

  /** The search finds something if any one lookup or zero is left out. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyAssertionIsNeeded(Case tried) {
    IntegerProgram program = tried.program();
    Circuit circuit = program.emit().circuit();
    for (int i = 0; i < circuit.lookups().size() + circuit.zeros().size(); i++) {
      Circuit looser = ModelRepair.without(circuit, i);
      assertThat(
              tried.tried().stream()
                  .anyMatch(x -> search(looser, program, x).otherSolution().isPresent()))
          .as("lookups %s, zeros %s", looser.lookups(), looser.zeros())
          .isTrue();
    }
  }

  /** A new primitive needs a case here. */
  @Test
  void everyPrimitiveHasACase() {
    Set<Class<?>> primitives =
        cases()
            .flatMap(tried -> tried.program().primitives().stream())
            .map(Object::getClass)
            .collect(Collectors.toSet());
    assertThat(primitives).containsExactlyInAnyOrder(Primitive.class.getPermittedSubclasses());
  }
}
