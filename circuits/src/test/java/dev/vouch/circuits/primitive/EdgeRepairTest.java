package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.LimbPlan;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.repair.ModelRepair;
import dev.vouch.circuits.repair.RepairSearch;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.ValueType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At ranges of up to 2^62, too, nothing makes up for a changed cell of what was not refused. */
class EdgeRepairTest {
  private static final int LIMB_BITS = 8;
  private static final int COLUMN_BITS = 8;
  private static final int ROWS = 16;
  private static final int MOST_ROWS = 1 << 10;
  private static final RepairSearch.Effort EFFORT = new RepairSearch.Effort(4, 1_500, 6);

  private final Random random = new Random(7);
  private int searched;
  private int found;
  private int refused;

  /** A primitive on an input. */
  @FunctionalInterface
  private interface Made {
    int of(ProgramBuilder builder, int input);
  }

  @ParameterizedTest(name = "ranges of {0} bits")
  @ValueSource(ints = {40, 60, 61, 62})
  void nothingMakesUpForAChange(int bits) {
    long edge = 1L << bits;
    for (Interval range : List.of(new Interval(-edge, edge), new Interval(0, edge))) {
      for (int shift : new int[] {0, 1, 40}) {
        Interval all = Requantisation.range(range, shift);
        Interval half = new Interval(all.lo() / 2, all.hi() / 2);
        for (Interval bounds : List.of(all, half)) {
          search(range, 1, (builder, x) -> builder.requantisation("y", x, shift, bounds));
        }
      }
      search(range, 2, (builder, x) -> builder.maximum("y", x, 1));
    }
    search(
        new Interval(edge - 5, edge),
        1,
        (builder, x) -> builder.quotient("y", x, edge, edge - 5, 0));
    search(new Interval(1, 100), 1, (builder, x) -> builder.quotient("y", x, edge, 1, 0));
    long[] table = LongStream.range(0, ROWS).map(i -> i % 2 == 0 ? edge - i : i - edge).toArray();
    for (long start : new long[] {-edge, edge - ROWS + 1}) {
      Interval rows = new Interval(start, start + ROWS - 1);
      search(rows, 1, (builder, x) -> builder.tabulation("y", x, start, table, 0));
    }
    assertThat(searched).as("%s refused", refused).isGreaterThan(bits < 61 ? 15 : 3);
    assertThat(found).as("controls, of %s searches", searched).isPositive();
  }

  private void search(Interval range, int cells, Made made) {
    try {
      ProgramBuilder builder = new ProgramBuilder(false);
      List<Integer> shape = List.of(1, cells);
      int x = builder.input(new NetworkPortSpec("x", ValueType.INTEGER, shape, false), range, 0);
      int y = made.of(builder, x);
      List<Integer> result = builder.tensor(y).shape();
      builder.output(new NetworkPortSpec("y", ValueType.INTEGER, result, true), y);
      IntegerProgram built = builder.build();
      for (LayoutOption option : built.primitives().get(0).layouts(built, LIMB_BITS)) {
        if (option.tables().stream().allMatch(table -> table.rows() <= MOST_ROWS)) {
          List<Integer> choices = Collections.nCopies(built.primitives().size(), option.choice());
          LimbPlan plan = new LimbPlan(LIMB_BITS, COLUMN_BITS, false, choices);
          search(built.withLayout(plan), range, cells);
          return;
        }
      }
    } catch (RangeExceededException | ArithmeticException e) {
      refused++; // as the search for a layout takes it
    }
  }

  private void search(IntegerProgram program, Interval range, int cells) {
    Circuit circuit = program.emit().circuit();
    for (long value : new long[] {range.lo(), range.hi()}) {
      long[] inputs = new long[cells];
      Arrays.fill(inputs, value);
      inputs[0] = range.hi();
      Execution execution = Execution.run(program, List.of(), Map.of(0, inputs));
      Map<Integer, BigInteger[]> honest =
          new FieldEvaluator(circuit).sources(JoinedWitness.of(execution), List.of());
      assertThat(RepairSearch.within(circuit, honest, EFFORT, random).otherSolution())
          .as("%s of %s", program.primitives(), range)
          .isEmpty();
      Circuit looser = ModelRepair.without(circuit, circuit.lookups().size() - 1);
      found +=
          RepairSearch.within(looser, honest, EFFORT, random).otherSolution().isPresent() ? 1 : 0;
      searched++;
    }
  }
}
