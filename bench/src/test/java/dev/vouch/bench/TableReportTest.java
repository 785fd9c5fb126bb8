package dev.vouch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.cost.CircuitCost;
import dev.vouch.circuits.cost.CircuitCounts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableReportTest {
  private static final CircuitCost COST =
      new CircuitCost(
          new CircuitCounts(0, 1000, 2000, 300, 0, 40_000, 5_000, 6_000, 70, 0, 0, 0), 256, 22, 80);

  @Test
  void theFloorIsTheSumOfUnitsAtTheirRates() {
    MeasuredRates rates = new MeasuredRates(10, 1, 2, 100, 4000, 5000, 1500);
    double micros = 0.1 * 1000 + 0.115 * 2000 + 0.157 * 300 + 0.002 * 51_000;
    micros += 5 * (256 + 2 * 22) + 4 * 70 + 1.5 * 80;
    assertThat(rates.floorMillis(COST, 1)).isCloseTo(micros / 1000, within(1e-9));
    assertThat(rates.floorMillis(COST, 2)).isCloseTo(micros / 1900, within(1e-9));
  }

  @Test
  void aModelIsOneLineAndARefusalIsNamed() {
    Spread prove = new Spread(7, 10, 12, 20);
    Spread verify = new Spread(7, 9, 9.5, 11);
    Spread onAll = new Spread(7, 5, 5.25, 6);
    ModelFigures figures =
        new ModelFigures(
            "m",
            40_000,
            1.5,
            2048,
            33,
            3 << 20,
            1536,
            prove,
            Map.of("commit", 7.25),
            verify,
            onAll,
            COST,
            4.0);
    Machine machine = new Machine("P", 2, "17", "0.1");
    assertThat(
            new TableReport(
                    1,
                    machine,
                    2,
                    null,
                    List.of(figures),
                    Map.of("n", "no; supported operators: A B"))
                .markdown())
        .contains("P; 2 cores; JDK 17; load before 0.1; 2 threads")
        .contains(
            "| m | 40,000 | 1.50 | 2.0 | 12.0 (10.0–20.0) | 33.0 | 3 | 1.5 | 9.5 | 5.3 | 4.0 | 3.0 |")
        .contains("| model | commit |", "| m | 7.3 |")
        .contains("- n is refused: no\n");
  }
}
