package dev.vouch.verifier.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.testing.CircuitSketch;
import org.junit.jupiter.api.Test;

/** How many rows of data a circuit takes at once (protocol.md §11, rule 36). */
class CircuitTest {
  private final CircuitSketch n = new CircuitSketch(3);

  private int rows() {
    return n.circuit().rows();
  }

  @Test
  void portsOfOneFirstLengthHaveAsManyRows() {
    n.input("x", 0, 9, 4, 3);
    n.input("m", 0, 9, 4);
    n.publicOutput("y", 0, 9, 4, 2, 2);
    assertThat(rows()).isEqualTo(4);
  }

  @Test
  void portsOfOtherLengthsHaveNoRows() {
    n.input("x", 0, 9, 4, 3);
    n.publicOutput("y", 0, 9, 2, 3);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void aPortWithoutAxesIsOneRow() {
    n.input("x", 0, 9);
    assertThat(rows()).isEqualTo(1);
    n.publicOutput("y", 0, 9, 5);
    assertThat(rows()).isEqualTo(1);
  }
}
