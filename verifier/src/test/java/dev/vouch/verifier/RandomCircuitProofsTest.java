package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.testing.RecordingTranscript;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random circuits of the specification: true proofs are accepted with its transcript states, proofs
 * from a witness with one changed cell are not.
 */
class RandomCircuitProofsTest {
  static Stream<JsonNode> entries() {
    List<JsonNode> entries = new ArrayList<>();
    Vectors.read("random.json").forEach(entries::add);
    return entries.stream();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void trueIsAcceptedAndFalseIsNot(JsonNode entry) throws Exception {
    VerifyingKey key = VerifyingKey.decode(Vectors.bytes(entry.get("key")));
    assertThat(key.plan().messages()).isEqualTo(entry.get("plan").get("messages").intValue());
    assertThat(key.plan().messageBytes())
        .isEqualTo(entry.get("plan").get("messageBytes").longValue());
    byte[] context = Vectors.bytes(entry.get("context"));
    RecordingTranscript transcript = new RecordingTranscript();
    new Verifier(key, WeightStatus.FIELD_VALUED, () -> transcript)
        .verify(Vectors.bytes(entry.get("proof")), context);
    List<String> states = new ArrayList<>();
    entry.get("states").forEach(state -> states.add(state.textValue()));
    assertThat(transcript.events().stream().map(RecordingTranscript.Event::state).toList())
        .containsSubsequence(states.stream().distinct().toList());
    if (entry.has("falseProof")) {
      JsonNode falseKey = entry.has("falseKey") ? entry.get("falseKey") : entry.get("key");
      Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(Vectors.bytes(falseKey)));
      assertThatThrownBy(() -> verifier.verify(Vectors.bytes(entry.get("falseProof")), context))
          .isInstanceOfSatisfying(
              ProofRejectedException.class,
              e -> assertThat(e.reason().name()).isEqualTo(entry.get("falseExpected").textValue()));
    }
  }
}
