package dev.vouch.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.circuits.cost.CircuitCost;
import dev.vouch.circuits.cost.CircuitCounts;
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
record Rates(
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

  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * Builds and runs the Rust benchmark: takes a minute or two when it has to be built.
   *
   * @param crate the folder {@code prover-native}
   * @throws IOException if cargo is missing or fails
   */
  static Rates measure(Path crate) throws IOException, InterruptedException {
    Process cargo =
        new ProcessBuilder("cargo", "bench", "--locked", "--bench", "rates")
            .directory(crate.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(cargo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (cargo.waitFor() != 0) {
      throw new IOException("cargo bench --bench rates failed in " + crate);
    }
    return new ObjectMapper().readValue(printed, Rates.class);
  }

  /**
   * The least that a proof can take at these rates: digit·D + (10.5 multiplication + 10 addition)·L
   * + (14.5 multiplication + 12 addition)·R + 7.5 multiplication·direct rows + multiplyAdd·(weights
   * + operand cells + covector cells) + scalar·(C + 2P) + row·rows + round·rounds, shared by the
   * threads.
   *
   * @return milliseconds
   */
  double floorMillis(CircuitCost cost, int threads) {
    CircuitCounts counts = cost.counts();
    double lookupCell =
        MULTIPLICATIONS_PER_LOOKUP_CELL * multiplication + ADDITIONS_PER_LOOKUP_CELL * addition;
    double tableRow =
        MULTIPLICATIONS_PER_TABLE_ROW * multiplication + ADDITIONS_PER_TABLE_ROW * addition;
    double nanos =
        digit * counts.digits()
            + lookupCell * counts.lookupCells()
            + tableRow * counts.tableRows()
            + MULTIPLICATIONS_PER_DIRECT_ROW * multiplication * counts.directRows()
            + multiplyAdd * (counts.weights() + counts.operandCells() + counts.covectorCells())
            + scalar * (cost.columns() + 2.0 * cost.messages())
            + row * counts.rows()
            + round * cost.rounds();
    return nanos / NANOS_PER_MILLI / Math.max(1, SPEED_UP_PER_THREAD * threads);
  }
}
