package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.LimbPlan;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.circuit.ValueType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers whose ranges reach up to 2^62: a primitive's constraints hold for what it computes, or
 * its layout is refused; no constant wraps.
 */
class EdgeOfRangesTest {
  private static final int CELLS = 12;
  private static final int COLUMN_BITS = 8;
  private static final int ROWS = 1 << 10;
  private static final int[] LIMB_BITS = {8, 13};

  private int exact;
  private int refused;

  /** A primitive on an input. */
  @FunctionalInterface
  private interface Made {
    int of(ProgramBuilder builder, int input);
  }

  @ParameterizedTest(name = "ranges of {0} bits")
  @ValueSource(ints = {40, 53, 58, 60, 61, 62})
  void exactOrRefused(int bits) {
    long edge = 1L << bits;
    List<Interval> ranges =
        List.of(
            new Interval(-edge, edge),
            new Interval(-edge + 1, edge - 1),
            new Interval(0, edge),
            new Interval(-edge, 0));
    for (Interval range : ranges) {
      for (int shift : new int[] {0, 1, 2, 17, 40}) {
        long lo = range.lo() >> shift;
        long hi = (range.hi() >> shift) + (shift == 0 ? 0 : 1);
        for (Interval bounds : List.of(new Interval(lo, hi), new Interval(lo / 2, hi / 2))) {
          tried(range, (builder, x) -> builder.requantisation("y", x, shift, bounds));
        }
      }
      tried(range, (builder, x) -> builder.maximum("y", x, 1));
    }
    long least = edge - 5;
    tried(new Interval(least, edge), (builder, x) -> builder.quotient("y", x, edge, least, 0));
    assertThat(exact).as("%d were refused", refused).isGreaterThan(bits < 60 ? 40 : 10);
  }

  private void tried(Interval range, Made made) {
    long[] x =
        LongStream.concat(
                LongStream.of(range.lo(), range.hi(), range.lo() + 1, range.hi() - 1),
                new Random(1).longs(CELLS - 4, range.lo(), range.hi()))
            .toArray();
    for (int limbBits : LIMB_BITS) {
      try {
        IntegerProgram program = program(range, made);
        for (int choice : choices(program, limbBits)) {
          List<Integer> all = Collections.nCopies(program.primitives().size(), choice);
          LimbPlan plan = new LimbPlan(limbBits, COLUMN_BITS, false, all);
          new ProgramCheck(program.withLayout(plan), List.of()).accepted(Map.of(0, x));
          exact++;
        }
      } catch (RangeExceededException | ArithmeticException e) {
        refused++;
      } catch (Exception e) {
        throw new AssertionError("a layout of " + range + " is not refused but breaks", e);
      }
    }
  }

  /** The options of the program's primitive with the smallest and the largest small tables. */
  private static List<Integer> choices(IntegerProgram program, int limbBits) {
    List<Integer> choices =
        program.primitives().get(0).layouts(program, limbBits).stream()
            .filter(option -> option.tables().stream().allMatch(t -> t.rows() <= ROWS))
            .map(LayoutOption::choice)
            .toList();
    return choices.size() < 2 ? choices : List.of(choices.get(0), choices.get(choices.size() - 1));
  }

  private static IntegerProgram program(Interval range, Made made) {
    ProgramBuilder builder = new ProgramBuilder(false);
    NetworkPortSpec port = new NetworkPortSpec("x", ValueType.INTEGER, List.of(CELLS, 1), false);
    int y = made.of(builder, builder.input(port, range, 0));
    builder.output(new NetworkPortSpec("y", ValueType.INTEGER, builder.tensor(y).shape(), true), y);
    return builder.build();
  }
}
