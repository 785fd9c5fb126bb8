package dev.vouch.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.circuits.cost.CircuitCost;
import dev.vouch.circuits.cost.CostModel;
import dev.vouch.circuits.cost.Rates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Nanoseconds that one core takes for each unit of {@link CircuitCost}, measured on the machine at
 * hand by {@code prover-native/benches/rates.rs}.
 *
 * @param multiplication in the field, scalar code, independent of its neighbours
 * @param addition in the field
 * @param multiplyAdd a small integer times a field element, added to a sum
 * @param digit one signed 8-bit digit of a committed cell
 * @param row the blinder of a row of commitments
 * @param scalar one random scalar of a committed row
 * @param round the transcript of a sumcheck round
 */
record MeasuredRates(
    double multiplication,
    double addition,
    double multiplyAdd,
    double digit,
    double row,
    double scalar,
    double round) {
  private static final double MULTIPLICATIONS_PER_LOOKUP_CELL = 10.5;
  private static final double ADDITIONS_PER_LOOKUP_CELL = 10;
  private static final double MULTIPLICATIONS_PER_TABLE_ROW = 14.5;
  private static final double ADDITIONS_PER_TABLE_ROW = 12;
  private static final double MULTIPLICATIONS_PER_DIRECT_ROW = 7.5;

  /** How much of a further core is left after sharing memory and waiting for one another. */
  private static final double SPEED_UP_PER_THREAD = 0.95;

  private static final double NANOS_PER_MICRO = 1e3;
  private static final double MICROS_PER_MILLI = 1e3;

  /**
   * Builds and runs the Rust benchmark: takes a minute or two when it has to be built.
   *
   * @param crate the folder {@code prover-native}
   * @throws IOException if cargo is missing or fails
   */
  static MeasuredRates measure(Path crate) throws IOException, InterruptedException {
    Process cargo =
        new ProcessBuilder("cargo", "bench", "--locked", "--bench", "rates")
            .directory(crate.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(cargo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (cargo.waitFor() != 0) {
      throw new IOException("cargo bench --bench rates failed in " + crate);
    }
    return new ObjectMapper().readValue(printed, MeasuredRates.class);
  }

  /**
   * The same as rates of the cost model: a lookup cell takes 10.5 multiplications and 10 additions,
   * a table row 14.5 and 12, a direct row 7.5 multiplications. What concerns verifiers is the
   * compiler's.
   */
  Rates rates() {
    double lookupCell =
        MULTIPLICATIONS_PER_LOOKUP_CELL * multiplication + ADDITIONS_PER_LOOKUP_CELL * addition;
    double tableRow =
        MULTIPLICATIONS_PER_TABLE_ROW * multiplication + ADDITIONS_PER_TABLE_ROW * addition;
    return new Rates(
        Rates.COMPILER.version(),
        "kernels measured in this run",
        digit / NANOS_PER_MICRO,
        lookupCell / NANOS_PER_MICRO,
        tableRow / NANOS_PER_MICRO,
        MULTIPLICATIONS_PER_DIRECT_ROW * multiplication / NANOS_PER_MICRO,
        multiplyAdd / NANOS_PER_MICRO,
        row / NANOS_PER_MICRO,
        scalar / NANOS_PER_MICRO,
        round / NANOS_PER_MICRO,
        Rates.COMPILER.verifierPoint(),
        Rates.COMPILER.verifierDirectRow(),
        Rates.COMPILER.verifierStoredValue());
  }

  /**
   * What a proof takes at these rates ({@link CostModel#prover}), shared by the threads: a
   * yardstick and no bound.
   *
   * @return milliseconds
   */
  double floorMillis(CircuitCost cost, int threads) {
    double micros = new CostModel(rates()).prover(cost);
    return micros / MICROS_PER_MILLI / Math.max(1, SPEED_UP_PER_THREAD * threads);
  }
}
