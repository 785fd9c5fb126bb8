package dev.vouch.verifier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

  @ParameterizedTest
  @MethodSource("nets")
  void countsAreThoseOfTheSpecification(Net net) throws Exception {
    Plan plan = VerifyingKey.decode(net.key()).plan();
    JsonNode expected = net.json().get("plan");
    int n = expected.get("leafBits").intValue();
    int terms = expected.get("terms").intValue();
    assertThat(plan.terms()).isEqualTo(terms);
    assertThat(plan.hasLookups()).isEqualTo(n > 0);
    assertThat(plan.opened()).isEqualTo(!expected.get("opened").isEmpty());
    assertThat(plan.messages()).isEqualTo(expected.get("messages").intValue());
    assertThat(plan.messageBytes()).isEqualTo(expected.get("messageBytes").longValue());
    // the root's and one a layer; the products' end; the opening's end
    assertThat(plan.equations()).isEqualTo((n > 0 ? 1 + n : 0) + (terms > 0 ? 1 : 0) + 1);
    // q_root, inv, S, four a layer; two factors
    int ofTree = n == 0 ? 0 : 2 + (plan.direct() ? 1 : 0) + 4 * n;
    assertThat(plan.multiplied()).isEqualTo(ofTree + (terms > 0 ? 2 : 0));
    boolean compact = !net.json().get("compactProof").isNull();
    assertThat(plan.compactable()).isEqualTo(compact);
    if (compact) {
      int others = net.proof().length - expected.get("messageBytes").intValue();
      assertThat(plan.compactMessageBytes()).isEqualTo(net.bytes("compactProof").length - others);
    }
  }

  /** What no assertion reads has no rounds and is not opened. */
  @Test
  void unreadProductsDoNotCount() {
    CircuitSketch n = new CircuitSketch(3);
    int w = n.model("w", 0, 3, 8);
    List<Integer> axis = List.of(0);
    n.derived(
        "square", List.of(), CircuitSketch.product(1, List.of(8), List.of(), w, axis, w, axis));
    Plan plan = Plan.of(Layout.of(n.circuit()));
    assertThat(plan.terms()).isZero();
    assertThat(plan.productVariables()).isZero();
    assertThat(plan.opened()).isFalse();
    assertThat(plan.columns()).isZero();
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
