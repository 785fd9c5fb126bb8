package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.RecordingTranscript;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A simulator that has no witness, and for one vector a false statement, convinces whoever draws
 * the challenges that it was told before: so a transcript tells nothing of a witness. Nobody else
 * is convinced.
 */
class SimulatedVectorsTest {
  static Stream<JsonNode> simulated() {
    List<JsonNode> entries = new ArrayList<>();
    Vectors.read("simulated.json").forEach(entries::add);
    return entries.stream();
  }

  @ParameterizedTest
  @MethodSource("simulated")
  void acceptedWithItsChallengesOnly(JsonNode entry) throws Exception {
    Map<String, Scalar> known = new HashMap<>();
    for (Map.Entry<String, JsonNode> challenge : entry.get("forced").properties()) {
      known.put(challenge.getKey(), Scalar.fromBytes(Vectors.bytes(challenge.getValue())));
    }
    byte[] proof = Vectors.bytes(entry.get("proof"));
    verifier(entry, known).verify(proof);
    assertThatThrownBy(() -> verifier(entry, Map.of()).verify(proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason().name()).isEqualTo(entry.get("expected").textValue()));
  }

  private static Verifier verifier(JsonNode entry, Map<String, Scalar> forced)
      throws VerificationException {
    return new Verifier(
        VerifyingKey.decode(Vectors.bytes(entry.get("key"))),
        WeightStatus.FIELD_VALUED,
        () -> new RecordingTranscript(forced));
  }
}
