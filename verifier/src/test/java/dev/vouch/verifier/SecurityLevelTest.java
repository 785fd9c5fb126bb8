package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The error sum of protocol.md §8, counted by hand. */
class SecurityLevelTest {
  @Test
  void errorOfTheTinyCircuit() throws Exception {
    VerifyingKey key = VerifyingKey.decode(Net.of("tiny").key());
    Layout layout = key.layout();
    // leaves: x 3, r 2, (q, y) 2; tables 4 + 2 + 3 rows; beta: 2 columns · rows; n = 4
    long rows =
        layout.leafBlocks().stream()
            .filter(block -> block.isTable())
            .mapToLong(block -> block.space().cells())
            .sum();
    long cells = layout.leafBlocks().stream().mapToLong(block -> block.space().cells()).sum();
    assertThat(cells - rows).isEqualTo(3 + 2 + 2);
    long lookups = cells + 2 * rows + 2 * 4 + 3 * 6;
    long others =
        2 * (2 + 2) + 0 + 1 + 2 + (4 + 3) + 2 + 1; // rounds, u, mu, gamma, theta, c, weights
    assertThat(key.security().errorNumerator()).isEqualTo(lookups + others);
    assertThat(layout.circuit().zeros()).isEmpty();
  }

  /** Its rows are counted for alpha twice, as zeros and as poles, and S has a power of mu. */
  @Test
  void errorOfADirectTable() throws Exception {
    VerifyingKey key = VerifyingKey.decode(Net.of("lone").key());
    // one cell, 4 rows of one column, n = 1
    long lookups = 1 + 2 * 4 + 4 + 2;
    long others = 2 * 3 + (1 + 1) + (1 + 3) + 2 + 1; // rounds, mu, theta, c, weights
    assertThat(key.security().errorNumerator()).isEqualTo(lookups + others);
  }

  /** docs/soundness.md has the same names in the same order. */
  @Test
  void termsByChallengeAreThoseOfTheSpecification() throws Exception {
    for (JsonNode entry : Vectors.read("soundness.json")) {
      SecurityLevel level =
          VerifyingKey.decode(Net.of(entry.get("net").textValue()).key()).security();
      List<SecurityLevel.ErrorTerm> expected = new ArrayList<>();
      entry
          .get("errorTerms")
          .properties()
          .forEach(
              term ->
                  expected.add(
                      new SecurityLevel.ErrorTerm(term.getKey(), term.getValue().longValue())));
      assertThat(level.errorTerms()).as(entry.get("net").textValue()).isEqualTo(expected);
      assertThat(level.errorNumerator()).isEqualTo(entry.get("errorNumerator").longValue());
    }
  }

  @Test
  void statisticalErrorIsFarBelowTheBindingOfLargeCircuits() throws Exception {
    Layout layout = Layout.of(CircuitSketch.dense(9, 128, 256, 4));
    SecurityLevel level = SecurityLevel.of(layout, Plan.of(layout));
    int errorBits = BigInteger.valueOf(level.errorNumerator()).bitLength();
    assertThat(level.statisticalBits()).isGreaterThan(200).isEqualTo(254 - errorBits);
    assertThat(level.bindingBits()).isEqualTo(126);
    assertThat(level.bits()).isEqualTo(126);
  }
}
