package dev.vouch.verifier.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.testing.CircuitSketch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** x = 2·u + bit, where the limb u is tensor number 0 (protocol.md §11, rule 33). */
class FirstTensorAsLimbTest {
  private static CircuitSketch sketch(long most, boolean proven) {
    CircuitSketch n = new CircuitSketch(2);
    int u = n.witness("u", 0, 1, 3);
    int x = n.input("x", 0, most, 3);
    int bits = n.rangeTable("bits", 0, 2);
    n.lookup(bits, n.derived("bit", List.of(3), n.same(1, x), n.same(-2, u)));
    if (proven) {
      n.lookup(bits, u);
    }
    assertThat(u).isZero();
    return n;
  }

  private static void isRefused(CircuitSketch n) {
    assertThatThrownBy(() -> CircuitValidator.validate(n.circuit()))
        .isInstanceOfSatisfying(
            InvalidCircuitException.class,
            e -> assertThat(e.rule()).isEqualTo(CircuitRule.INPUT_RANGE));
  }

  @Test
  void limbsThatAreProvenProveTheirSum() throws Exception {
    CircuitValidator.validate(sketch(3, true).circuit());
  }

  @Test
  void theLimbIsLeftOpen() {
    isRefused(sketch(3, false));
  }

  @Test
  void theRangeIsThatOfTheSum() {
    isRefused(sketch(1, true));
  }
}
