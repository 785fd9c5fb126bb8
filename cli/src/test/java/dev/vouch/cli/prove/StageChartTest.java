package dev.vouch.cli.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.prover.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageChartTest {
  @Test
  void barsAreInProportionToTheLongestStage() {
    Map<Stage, Duration> stages = new EnumMap<>(Stage.class);
    stages.put(Stage.WITNESS, Duration.ZERO);
    stages.put(Stage.COMMIT, Duration.ofMillis(6));
    stages.put(Stage.LOOKUPS, Duration.ofMillis(2));
    assertThat(StageChart.text(stages).lines())
        .containsExactly(
            "witness      0.0 ms   0 %",
            "commit       6.0 ms  75 %  " + "█".repeat(40),
            "lookups      2.0 ms  25 %  " + "█".repeat(13));
  }
}
