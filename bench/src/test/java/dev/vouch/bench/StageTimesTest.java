package dev.vouch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.prover.Stage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageTimesTest {
  @Test
  void eachStageHasTheMedianOfItsTimesInTheStagesOrder() {
    StageTimes times = new StageTimes();
    for (int millis : new int[] {7, 1, 3}) {
      times.add(
          Map.of(
              Stage.SIGMA,
              Duration.ofMillis(2L * millis),
              Stage.COMMIT,
              Duration.ofMillis(millis)));
    }
    assertThat(times.medianMillis())
        .containsExactly(Map.entry("commit", 3.0), Map.entry("sigma", 6.0));
  }
}
