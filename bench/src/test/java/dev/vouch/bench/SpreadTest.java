package dev.vouch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void ofAnOddNumber() {
    assertThat(Spread.of(9_000_000, 1_000_000, 4_000_000)).isEqualTo(new Spread(3, 1, 4, 9));
  }

  @Test
  void ofAnEvenNumber() {
    assertThat(Spread.of(1_000_000, 2_000_000, 4_000_000, 9_000_000).medianMillis()).isEqualTo(3);
  }

  @Test
  void repeatsAtLeastAndAtMost() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Spread.Effort noTime = new Spread.Effort(2, 20, 0);
    assertThat(Spread.measure(noTime, noTime, runs::incrementAndGet).count()).isEqualTo(2);
    assertThat(runs).hasValue(4);
    Spread.Effort hours = new Spread.Effort(1, 3, 10_000);
    assertThat(Spread.measure(noTime, hours, runs::incrementAndGet).count()).isEqualTo(3);
  }
}
