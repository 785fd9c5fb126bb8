package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.trace.CellFailure;
import dev.vouch.prover.testing.NarrowTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A network whose table knows fewer numbers than its input has: some inputs cannot be proven. */
class UnprovableTest {
  private static Map<String, TensorData> input(long... values) {
    return Map.of("x", TensorData.ofLongs(NarrowTable.TYPE, new int[] {2, 2}, values));
  }

  @Test
  void theExceptionNamesTheNodeAndKeepsTheValuesApart() throws Exception {
    try (Prover prover = Prover.of(Prover.commit(NarrowTable.network(), 1), 1)) {
      assertThat(prover.explain(input(0, 1, 2, 3))).isEmpty();
      prover.prove(input(0, 1, 2, 3));
      assertThatThrownBy(() -> prover.prove(input(0, 1, 77, 3)))
          .isInstanceOfSatisfying(
              UnprovableException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(ProverException.Reason.UNPROVABLE);
                assertThat(e).hasMessageContaining("root (Sqrt)");
                assertThat(e.toString()).doesNotContain("77");
                assertThat(e.cells()).hasSize(1);
                CellFailure cell = e.cells().get(0);
                assertThat(cell.index()).isEqualTo(List.of(1, 0));
                assertThat(cell.value()).isEqualTo(77);
                assertThat(cell.allowed()).isEqualTo("0 to 15 in the table");
              });
      assertThat(prover.explain(input(0, 1, 77, 3))).hasSize(1);
    }
  }
}
