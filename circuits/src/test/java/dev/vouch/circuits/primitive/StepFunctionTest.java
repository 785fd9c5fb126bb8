package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.program.ProgramCodec;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.format.MalformedFormatException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Monotone functions by their thresholds: values by definition, one solution, no other slice. */
class StepFunctionTest {
  private static final Interval RANGE = new Interval(-3_000, 70_000);
  private static final int STEPS = 3;
  private static final long LOWEST = -2;

  /** Slices of an axis of two, three cells of each side by side; a step of each has no length. */
  private static final long[] TWO_SLICES = {-3_000, 17, 65_000, 5, 5, 70_001};

  private static final long[] ONE_SLICE = {-1, 0, 400};

  private static IntegerProgram program(long[] thresholds, Interval domain, boolean output) {
    ProgramBuilder builder = new ProgramBuilder(false);
    List<Integer> shape = List.of(2, 2, 3);
    NetworkPortSpec in = new NetworkPortSpec("x", ValueType.INTEGER, shape, false);
    int x = builder.input(in, RANGE, 0);
    Interval results = new Interval(LOWEST, LOWEST + STEPS);
    int y =
        builder.computed(
            "y",
            shape,
            results,
            0,
            made -> new StepFunction(made, x, LOWEST, STEPS, 3, domain, thresholds));
    NetworkPortSpec out = new NetworkPortSpec("out", ValueType.INTEGER, shape, false);
    builder.output(out, output ? y : builder.exposure("out", y, results));
    return builder.build();
  }

  private static long expected(long[] thresholds, int cell, long x) {
    int slice = thresholds.length == STEPS ? 0 : cell / 3 % 2;
    return LOWEST
        + LongStream.range(0, STEPS).filter(q -> x >= thresholds[slice * STEPS + (int) q]).count();
  }

  @ParameterizedTest(name = "output {0}")
  @ValueSource(booleans = {false, true})
  void oneSolution(boolean output) throws Exception {
    long[] x = {-3_000, 16, 17, 4, 5, 70_000, 64_999, 65_000, -1, 0, 6, 69_999};
    for (long[] thresholds : List.of(ONE_SLICE, TWO_SLICES)) {
      ProgramCheck check = new ProgramCheck(program(thresholds, RANGE, output), List.of());
      long[] y = check.accepted(Map.of(0, x)).of(1);
      for (int i = 0; i < y.length; i++) {
        assertThat(y[i]).as("cell %d", i).isEqualTo(expected(thresholds, i, x[i]));
      }
      check.rejectsMutations(Map.of(0, x));
    }
  }

  /** Another result is refused even with the distances of another slice's step. */
  @Test
  void resultsOfOtherSlices() throws Exception {
    long[] x = {10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10};
    IntegerProgram program = program(TWO_SLICES, RANGE, false);
    FieldEvaluator evaluator = new FieldEvaluator(program.emit().circuit());
    Execution execution = Execution.run(program, List.of(), Map.of(0, x));
    Map<Integer, BigInteger[]> sources = evaluator.sources(JoinedWitness.of(execution), List.of());
    int y = ProgramCheck.tensor(program.emit().circuit(), "y.value");
    for (int rows = -2 * (STEPS + 1); rows <= 2 * (STEPS + 1); rows++) {
      Map<Integer, BigInteger[]> mutated = new HashMap<>(sources);
      BigInteger[] cells = sources.get(y).clone();
      cells[0] = cells[0].add(BigInteger.valueOf(rows)).mod(FieldEvaluator.ORDER);
      mutated.put(y, cells);
      assertThat(evaluator.violations(mutated, 1).isEmpty())
          .as("%d rows away", rows)
          .isEqualTo(rows == 0);
    }
  }

  @Test
  void outsideTheDomainThereIsNoWitness() throws Exception {
    Interval domain = new Interval(-1, 400);
    IntegerProgram program = program(new long[] {0, 7, 401}, domain, false);
    for (long value : new long[] {-2, -1, 400, 401}) {
      long[] x = LongStream.generate(() -> value).limit(12).toArray();
      ProgramCheck check = new ProgramCheck(program, List.of());
      if (domain.contains(value)) {
        check.accepted(Map.of(0, x));
      } else {
        assertThatThrownBy(() -> check.accepted(Map.of(0, x))).isInstanceOf(AssertionError.class);
      }
    }
  }

  @Test
  void readsWhatItWrites() throws Exception {
    for (long[] thresholds : List.of(ONE_SLICE, TWO_SLICES)) {
      IntegerProgram program = program(thresholds, RANGE, true);
      IntegerProgram read = ProgramCodec.decode(ProgramCodec.encode(program));
      assertThat(read.primitives()).isEqualTo(program.primitives());
    }
  }

  /** Thresholds that fall, or lie outside the domain, and slices that are no axes are refused. */
  @Test
  void refusesWhatIsNoStepFunction() {
    for (long[] thresholds :
        List.of(
            new long[] {1, 0, 2},
            new long[] {0, 1, 70_002},
            new long[] {-3_001, 1, 2},
            new long[] {0, 1, 2, 0, 1, 2, 0, 1, 2})) {
      IntegerProgram program = program(thresholds, RANGE, true);
      assertThatThrownBy(() -> ProgramCodec.decode(ProgramCodec.encode(program)))
          .isInstanceOf(MalformedFormatException.class);
    }
  }
}
