package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A layer y = x·W whose input has a scale for each column and whose output has one too, proven and
 * verified: row i and column o of W hold w · 2^(8 + y's exponent − x's exponent).
 */
class SlicedPortProofTest {
  private static final SliceScales COLUMNS = new SliceScales(1, List.of(8, -2, 14));
  private static final SliceScales RESULTS = new SliceScales(1, List.of(6, 4));
  private static final long[] WEIGHTS = {32, -32, 66, 49, 100, -10};
  private static final double[] TABLE = {31.25, 52_000, 0.0125, 64.5, -7_001, -1.25};

  private static CompiledNetwork network(boolean hidden) {
    ProgramBuilder builder = new ProgramBuilder(false);
    int x =
        builder.input(
            new NetworkPortSpec("x", ValueType.REAL, List.of(2, 3), hidden),
            List.of(2, 3),
            Interval.signed(16),
            COLUMNS.finest(),
            COLUMNS,
            false);
    int w = builder.model("w", List.of(3, 2), WEIGHTS, Interval.signed(8), 0);
    builder.node(new NodeRef("layer", "MatMul"));
    Summand product =
        new Summand(
            1,
            List.of(2, 2, 3),
            List.of(IndexEntry.axis(0), IndexEntry.axis(1)),
            List.of(
                new Term.Operand(x, List.of(IndexEntry.axis(0), IndexEntry.axis(2))),
                new Term.Operand(w, List.of(IndexEntry.axis(2), IndexEntry.axis(1)))));
    int sums = builder.contraction("sums", List.of(2, 2), List.of(product), 14);
    builder.output(
        new NetworkPortSpec("y", ValueType.REAL, List.of(2, 2), hidden),
        builder.requantisation("y", sums, 8, Interval.signed(16)),
        RESULTS);
    IntegerProgram program = builder.build();
    return new CompiledNetwork(program, program.emit().circuit(), builder.modelValues());
  }

  @ParameterizedTest(name = "hidden: {0}")
  @ValueSource(booleans = {false, true})
  void provesAndVerifies(boolean hidden, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("model.vouch");
    ModelFile made = Prover.commit(network(hidden), 2);
    made.write(file);
    TensorData input = TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 3}, TABLE);
    try (Prover prover = Prover.open(file)) {
      assertThat(prover.key().encode()).isEqualTo(made.key().encode());
      ProvedInference proven = prover.prove(Map.of("x", input));
      VerifyingKey key = VerifyingKey.decode(made.key().encode());
      VerifiedInference verified = Verifier.of(key).verify(proven.proof());
      VerifiedTensor x = verified.input("x");
      VerifiedTensor y = verified.output("y");
      assertThat(x.scaleAxis()).hasValue(1);
      assertThat(x.scaleExponents()).isEqualTo(COLUMNS.exponents());
      assertThat(y.scaleExponents()).isEqualTo(RESULTS.exponents());
      assertThat(y.isHidden()).isEqualTo(hidden);
      double[] computed = proven.execution().outputs().get("y").dequantised();
      if (!hidden) {
        assertThat(values(x)).containsExactly(TABLE, within(2.0));
        assertThat(values(y)).isEqualTo(computed);
      }
      for (int row = 0; row < 2; row++) {
        for (int column = 0; column < 2; column++) {
          assertThat(computed[2 * row + column]).isCloseTo(exact(row, column), within(0.1));
        }
      }
    }
  }

  private static double[] values(VerifiedTensor tensor) {
    long[] integers = tensor.integers();
    double[] values = new double[integers.length];
    for (int cell = 0; cell < values.length; cell++) {
      values[cell] = Math.scalb((double) integers[cell], -tensor.scaleExponent(cell));
    }
    return values;
  }

  /** The layer on the table as quantised: −7001 becomes −7000. */
  private static double exact(int row, int column) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double x = TABLE[3 * row + i] == -7_001 ? -7_000 : TABLE[3 * row + i];
      int exponent = 8 + RESULTS.exponents().get(column) - COLUMNS.exponents().get(i);
      sum += x * Math.scalb((double) WEIGHTS[2 * i + column], -exponent);
    }
    return sum;
  }
}
