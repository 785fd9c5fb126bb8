package dev.vouch.circuits.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.circuits.trace.CellFailure;
import dev.vouch.circuits.trace.Trace;
import dev.vouch.verifier.circuit.CellScales;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every input in its declared range can be proven, far beyond what was calibrated on, or is refused
 * because the network has no value there: no integer leaves its range, no table is left, and the
 * circuit accepts the witness.
 */
class DeclaredRangeTest {
  private static final int RUNS = 6;

  /** There is no proof of a result that is not defined, and the operator is named. */
  private static final Set<String> WITH_A_DOMAIN = Set.of("Acos", "Acosh", "Asin", "Atanh");

  static List<FormFamily> families() {
    return OpsetForms.families();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void isProvable(FormFamily family) throws Exception {
    FormFamily.Form newest = family.forms().get(family.forms().size() - 1);
    CompiledNetwork network =
        IntegerLevel.of(
                newest.model().graph(),
                family.input(),
                family.interpreted(newest),
                CompileOptions.defaults())
            .network();
    Random random = new Random(11);
    for (int run = 0; run < RUNS; run++) {
      Map<String, TensorData> inputs = new HashMap<>(family.input());
      for (NetworkPort port : network.program().inputs()) {
        inputs.put(port.name(), drawn(network, port, family.input().get(port.name()), run, random));
      }
      Execution execution;
      try {
        execution = network.execute(inputs);
      } catch (InvalidInputException e) {
        continue; // an index beyond its axis, a division by zero
      }
      List<CellFailure> failures = new Trace(network.program()).of(execution, 3);
      if (WITH_A_DOMAIN.contains(family.operator())) {
        String operator = "(" + family.operator() + ")";
        assertThat(failures).allMatch(failure -> failure.toString().contains(operator));
      } else {
        assertThat(failures).as("run %d", run).isEmpty();
      }
    }
  }

  /** All at one end, all at the other, or each cell at an end, at 0 or anywhere. */
  private static TensorData drawn(
      CompiledNetwork network, NetworkPort port, TensorData like, int run, Random random) {
    IntegerTensor tensor = network.program().tensor(port.tensor());
    Interval range = tensor.range();
    CellScales scales = port.scales(tensor.scaleExponent());
    double[] values = new double[tensor.size()];
    for (int cell = 0; cell < values.length; cell++) {
      int choice = run < 2 ? run : random.nextInt(run < 4 ? 2 : 4);
      double anywhere = range.lo() + random.nextDouble() * ((double) range.hi() - range.lo());
      double integer =
          switch (choice) {
            case 0 -> range.lo();
            case 1 -> range.hi();
            case 2 -> range.clamp(0);
            default -> Math.rint(anywhere);
          };
      values[cell] = Math.scalb(integer, -scales.exponent(cell));
    }
    if (like.isFloating()) {
      return TensorData.ofDoubles(like.type(), like.shape(), values);
    }
    long[] integers = new long[values.length];
    for (int cell = 0; cell < values.length; cell++) {
      integers[cell] = range.clamp((long) values[cell]);
    }
    return TensorData.ofLongs(like.type(), like.shape(), integers);
  }
}
