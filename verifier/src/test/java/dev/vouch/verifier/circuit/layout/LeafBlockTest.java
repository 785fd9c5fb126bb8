package dev.vouch.verifier.circuit.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.PaddedSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaves of lookups and of tables. */
class LeafBlockTest {
  private static LeafBlock block(int multiplicity) {
    return new LeafBlock(PaddedSpace.of(List.of(4)), 0, 1, List.of(2), multiplicity);
  }

  @Test
  void theFirstTensorOfACircuitMayCountATable() {
    assertThat(block(0).isTable()).isTrue();
    assertThat(block(-1).isTable()).isFalse();
  }
}
