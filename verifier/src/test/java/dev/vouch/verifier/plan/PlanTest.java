package dev.vouch.verifier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.product.TermFactors;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Net;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums over the stages that nothing in a proof depends on. */
class PlanTest {
  static List<Net> nets() {
    return Net.all().toList();
  }

  /** A round has two messages, of the products or of the opening. */
  @ParameterizedTest
  @MethodSource("nets")
  void roundsOutsideTheTreeAreThoseOfTheirLabels(Net net) throws Exception {
    Plan plan = VerifyingKey.decode(net.key()).plan();
    long sent =
        net.labels().stream()
            .filter(label -> List.of("products", "terms", "opening").contains(label))
            .count();
    assertThat(2L * plan.rounds()).isEqualTo(sent);
  }

  @Test
  void theLongestVectorIsARowOrThePads() {
    CircuitSketch n = new CircuitSketch(9);
    n.lookup(n.rangeTable("t", 0, 4), n.input("x", 0, 3, 3));
    Plan wide = Plan.of(Layout.of(n.circuit()));
    assertThat(wide.pads()).isLessThan(512);
    assertThat(wide.longestVector()).isEqualTo(512);
    n.c = 2;
    Plan narrow = Plan.of(Layout.of(n.circuit()));
    assertThat(narrow.pads()).isGreaterThan(4);
    assertThat(narrow.longestVector()).isEqualTo(narrow.pads());
    assertThat(narrow.with(TermFactors.SEPARATE).factors()).isEqualTo(TermFactors.SEPARATE);
  }
}
