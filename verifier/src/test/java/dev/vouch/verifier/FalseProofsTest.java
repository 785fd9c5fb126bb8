package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/**
 * Edited proofs, and proofs by provers that lie: each fails the very check that is meant for it.
 */
class FalseProofsTest {
  private final Map<String, Verifier> verifiers = new HashMap<>();
  private final Map<String, Net> nets = new HashMap<>();

  private Net net(JsonNode entry) {
    return nets.computeIfAbsent(entry.get("net").textValue(), Net::of);
  }

  private Verifier verifier(JsonNode entry) throws VerificationException {
    byte[] key = entry.has("key") ? Vectors.bytes(entry.get("key")) : net(entry).key();
    String name = Vectors.hex(key);
    if (!verifiers.containsKey(name)) {
      verifiers.put(name, Verifier.ofUncertified(VerifyingKey.decode(key)));
    }
    return verifiers.get(name);
  }

  /** ACCEPTED, MALFORMED or the reason of rejection. */
  private static String verdict(Verifier verifier, byte[] proof, byte[] context) {
    String verdict = verdict(() -> verifier.verify(proof, context));
    ForkJoinPool pool = ForkJoinPool.commonPool();
    assertThat(verdict(() -> verifier.withPool(pool).verify(proof, context))).isEqualTo(verdict);
    assertThat(verdict(() -> Verifier.verifyOnceUncertified(verifier.key(), proof, context, pool)))
        .isEqualTo(verdict);
    return verdict;
  }

  /** Something that verifies a proof. */
  private interface Check {
    VerifiedInference run() throws MalformedProofException, ProofRejectedException;
  }

  private static String verdict(Check check) {
    try {
      check.run();
      return "ACCEPTED";
    } catch (MalformedProofException e) {
      return "MALFORMED";
    } catch (ProofRejectedException e) {
      return e.reason().name();
    } catch (IllegalArgumentException e) {
      return "STATEMENT"; // a context that is too long is the caller's mistake
    }
  }

  @Test
  void editedProofs() throws Exception {
    List<String> wrong = new ArrayList<>();
    JsonNode entries = Vectors.read("false_edited.json");
    for (JsonNode entry : entries) {
      byte[] context = net(entry).context();
      if (entry.has("context")) {
        context = Vectors.bytes(entry.get("context"));
      } else if (entry.has("contextZeros")) {
        context = new byte[entry.get("contextZeros").intValue()];
      }
      String verdict = verdict(verifier(entry), edited(net(entry).proof(), entry), context);
      if (!verdict.equals(entry.get("expected").textValue())) {
        wrong.add(
            entry.get("net").textValue()
                + ", "
                + entry.get("name").textValue()
                + ": "
                + verdict
                + " instead of "
                + entry.get("expected").textValue());
      }
    }
    assertThat(entries.size()).isGreaterThan(400);
    assertThat(wrong).isEmpty();
  }

  private static byte[] edited(byte[] proof, JsonNode entry) {
    if (entry.has("edits")) {
      for (JsonNode edit : entry.get("edits")) {
        byte[] bytes = Vectors.bytes(edit.get(1));
        System.arraycopy(bytes, 0, proof, edit.get(0).intValue(), bytes.length);
      }
    }
    byte[] cut = entry.has("length") ? Arrays.copyOf(proof, entry.get("length").intValue()) : proof;
    if (!entry.has("append")) {
      return cut;
    }
    byte[] more = Vectors.bytes(entry.get("append"));
    byte[] longer = Arrays.copyOf(cut, cut.length + more.length);
    System.arraycopy(more, 0, longer, cut.length, more.length);
    return longer;
  }

  @Test
  void dishonestProvers() throws Exception {
    JsonNode entries = Vectors.read("false_dishonest.json");
    for (JsonNode entry : entries) {
      String verdict = verdict(verifier(entry), Vectors.bytes(entry.get("proof")), new byte[0]);
      assertThat(verdict)
          .as(entry.get("name").textValue())
          .isEqualTo(entry.get("expected").textValue());
    }
    assertThat(entries.size()).isGreaterThan(50);
  }

  @Test
  void proversThatCheatInOneStage() throws Exception {
    JsonNode entries = Vectors.read("false_stages.json");
    Map<String, Integer> stages = new HashMap<>();
    for (JsonNode entry : entries) {
      String verdict = verdict(verifier(entry), Vectors.bytes(entry.get("proof")), new byte[0]);
      assertThat(verdict)
          .as(entry.get("name").textValue())
          .isEqualTo(entry.get("expected").textValue());
      stages.merge(entry.get("stage").textValue(), 1, Integer::sum);
    }
    assertThat(stages)
        .hasSize(5)
        .allSatisfy((stage, cheats) -> assertThat(cheats).isGreaterThan(10));
  }

  @Test
  void certificates() throws Exception {
    for (JsonNode entry : Vectors.read("certificates.json").get("keys")) {
      VerifyingKey key = VerifyingKey.decode(Vectors.bytes(entry.get("key")));
      boolean accepted = entry.get("expected").textValue().equals("ACCEPTED");
      try {
        assertThat(Verifier.of(key).weights()).isEqualTo(WeightStatus.CERTIFIED);
        assertThat(accepted).as(entry.get("name").textValue()).isTrue();
      } catch (ProofRejectedException e) {
        assertThat(accepted).as(entry.get("name").textValue() + ": " + e.getMessage()).isFalse();
        assertThat(e.reason()).isEqualTo(RejectionReason.CERTIFICATE);
      }
    }
  }

  @Test
  void proofForAnotherContextIsRejected() throws Exception {
    Net net = Net.of("tiny");
    Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(net.key()));
    verifier.verify(net.proof(), net.context());
    for (int length : new int[] {0, 1, 32, Verifier.MAX_CONTEXT_BYTES}) {
      if (length != net.context().length) {
        assertThat(verdict(verifier, net.proof(), new byte[length])).isEqualTo("QUADRATIC_FORM");
      }
    }
  }

  @Test
  void pinnedModelIsComparedFirst() throws Exception {
    VerifyingKey key = VerifyingKey.decode(Net.of("tiny").key());
    key.requireModel(key.modelId());
    byte[] other = key.modelId().bytes();
    other[31] ^= 1;
    assertThatThrownBy(() -> Verifier.of(key, ModelId.of(other)))
        .isInstanceOfSatisfying(
            WrongModelException.class, e -> assertThat(e.actual()).isEqualTo(key.modelId()));
  }
}
