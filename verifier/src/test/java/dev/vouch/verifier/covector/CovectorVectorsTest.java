package dev.vouch.verifier.covector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.CovectorCase;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pull-backs, public sources and row coefficients are those of the specification, for given
 * challenges.
 */
class CovectorVectorsTest {
  static Stream<CovectorCase> cases() {
    return CovectorCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pullBackToSources(CovectorCase entry) {
    Functional sum = entry.functional();
    assertThat(sum.constant())
        .isEqualTo(Scalar.fromBytes(Vectors.bytes(entry.json().get("constantWithPublic"))));
    List<JsonNode> committed = new ArrayList<>();
    for (JsonNode linear : entry.json().get("linear")) {
      String name = linear.get("tensor").textValue();
      if (entry.circuit().tensors().stream()
          .anyMatch(t -> t.name().equals(name) && t.kind().committed())) {
        committed.add(linear);
      }
    }
    int claims = sum.claims().size();
    for (int i = 0; i < claims; i++) {
      entry.check(sum.claims().get(i), committed.get(i));
    }
    entry.checkTables(committed.subList(claims, committed.size()));
  }
}
