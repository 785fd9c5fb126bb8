package dev.vouch.verifier.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.Vectors;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  @Test
  void chainsAgreeWithTheSpecification() {
    JsonNode vectors = Vectors.read("transcripts.json");
    assertThat(new KeccakTranscript().state()).isEqualTo(Vectors.bytes(vectors.get("initial")));
    int steps = 0;
    for (JsonNode chain : vectors.get("chains")) {
      Transcript transcript = new KeccakTranscript();
      for (JsonNode step : chain) {
        if (step.has("absorb")) {
          transcript.absorb(step.get("absorb").textValue(), Vectors.bytes(step.get("data")));
        } else {
          assertThat(transcript.challenge(step.get("challenge").textValue()).toBytes())
              .isEqualTo(Vectors.bytes(step.get("value")));
        }
        assertThat(transcript.state()).isEqualTo(Vectors.bytes(step.get("state")));
        steps++;
      }
    }
    assertThat(steps).isGreaterThan(20);
  }

  @Test
  void labelAndDataAreKeptApart() {
    assertThat(state("ab", "c")).isNotEqualTo(state("a", "bc"));
    assertThat(state("ab", "")).isNotEqualTo(state("", "ab"));
    Transcript twice = new KeccakTranscript();
    twice.absorb("a", new byte[] {1});
    twice.absorb("a", new byte[] {2});
    Transcript once = new KeccakTranscript();
    once.absorb("a", new byte[] {1, 2});
    assertThat(twice.state()).isNotEqualTo(once.state());
  }

  @Test
  void challengesMoveOn() {
    Transcript transcript = new KeccakTranscript();
    assertThat(transcript.challenge("u")).isNotEqualTo(transcript.challenge("u"));
  }

  @Test
  void theStateIsACopy() {
    Transcript transcript = new KeccakTranscript();
    byte[] state = transcript.state();
    state[0] ^= 1;
    assertThat(transcript.state()).isNotEqualTo(state);
  }

  @Test
  void aCopyGoesItsOwnWay() {
    Transcript transcript = new KeccakTranscript();
    transcript.absorb("a", new byte[] {1});
    Transcript copy = transcript.copy();
    assertThat(copy.state()).isEqualTo(transcript.state());
    byte[] before = transcript.state();
    Scalar next = copy.challenge("u");
    assertThat(transcript.state()).isEqualTo(before);
    assertThat(transcript.challenge("u")).isEqualTo(next);
  }

  private static byte[] state(String label, String data) {
    Transcript transcript = new KeccakTranscript();
    transcript.absorb(label, data.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return transcript.state();
  }
}
