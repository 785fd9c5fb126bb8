package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.testing.RecordingTranscript;
import dev.vouch.verifier.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks that win if a challenge is known in advance, the absorption matrix, and batches. */
class AttackVectorsTest {
  static Stream<JsonNode> forced() {
    List<JsonNode> entries = new ArrayList<>();
    Vectors.read("forced.json").forEach(entries::add);
    return entries.stream();
  }

  private static Verifier verifier(byte[] key, Map<String, Scalar> forcedChallenges)
      throws VerificationException {
    return new Verifier(
        VerifyingKey.decode(key),
        WeightStatus.FIELD_VALUED,
        () -> new RecordingTranscript(forcedChallenges));
  }

  @ParameterizedTest
  @MethodSource("forced")
  void attackWinsOnlyIfTheChallengeIsKnown(JsonNode entry) throws Exception {
    Map<String, Scalar> known = new HashMap<>();
    entry
        .get("forced")
        .properties()
        .forEach(e -> known.put(e.getKey(), Scalar.fromBytes(Vectors.bytes(e.getValue()))));
    byte[] key = Vectors.bytes(entry.get("key"));
    byte[] proof = Vectors.bytes(entry.get("proof"));
    verifier(key, known).verify(proof);
    assertThat(verdict(() -> verifier(key, Map.of()).verify(proof)))
        .isEqualTo(entry.get("expected").textValue());
  }

  private interface Check {
    void run() throws VerificationException;
  }

  private static String verdict(Check check) throws VerificationException {
    try {
      check.run();
      return "ACCEPTED";
    } catch (ProofRejectedException e) {
      return e.batchIndex().isPresent() ? "BATCH" : e.reason().name(); // the culprit is named
    }
  }

  @Test
  void batches() throws Exception {
    for (JsonNode entry : Vectors.read("batches.json")) {
      List<byte[]> proofs = new ArrayList<>();
      List<byte[]> contexts = new ArrayList<>();
      List<Replayer> keys = new ArrayList<>();
      for (JsonNode part : entry.get("proofs")) {
        Net net = Net.of(part.get("net").textValue());
        byte[] proof = net.proof();
        part.get("add")
            .forEach(
                add ->
                    addTo(
                        proof, proof.length + add.get(0).intValue(), add.get(1).bigIntegerValue()));
        proofs.add(proof);
        contexts.add(net.context());
        keys.add(
            new Replayer(
                VerifyingKey.decode(net.key()),
                () -> new RecordingTranscript(Map.of()),
                Workers.CALLER));
      }
      List<RecordingTranscript> transcripts = new ArrayList<>();
      String name = entry.get("name").textValue();
      assertThat(
              verdict(
                  () ->
                      Batch.check(
                          keys,
                          proofs,
                          contexts,
                          () -> remember(transcripts, Map.of()),
                          Workers.CALLER)))
          .as(name)
          .isEqualTo(entry.get("expected").textValue());
      List<String> weights =
          transcripts.get(0).challenges().stream().map(RecordingTranscript.Event::value).toList();
      List<String> expected = new ArrayList<>();
      entry.get("weights").forEach(weight -> expected.add(weight.textValue()));
      assertThat(weights).as(name).isEqualTo(expected);
      Map<String, Scalar> equal = Map.of("weight", Scalar.of(12345));
      assertThat(
              verdict(
                  () ->
                      Batch.check(
                          keys,
                          proofs,
                          contexts,
                          () -> remember(transcripts, equal),
                          Workers.CALLER)))
          .as(name + ", equal weights")
          .isEqualTo(entry.get("expectedWithEqualWeights").textValue());
    }
  }

  private static RecordingTranscript remember(
      List<RecordingTranscript> transcripts, Map<String, Scalar> forcedChallenges) {
    transcripts.add(new RecordingTranscript(forcedChallenges));
    return transcripts.get(transcripts.size() - 1);
  }

  private static void addTo(byte[] proof, int offset, BigInteger value) {
    BigInteger modulus =
        new BigInteger("40000000000000000000000000000000224698fc0994a8dd8c46eb2100000001", 16);
    byte[] bytes = new byte[32];
    byte[] big = value.mod(modulus).toByteArray();
    for (int i = 0; i < Math.min(32, big.length); i++) {
      bytes[i] = big[big.length - 1 - i];
    }
    Scalar sum = Scalar.fromBytes(proof, offset).plus(Scalar.fromBytes(bytes));
    sum.toBytes(proof, offset);
  }

  /** Each element of the messages moves all challenges behind it and none before it. */
  @ParameterizedTest
  @ValueSource(strings = {"tiny", "attention", "index_table"})
  void everyElementIsAbsorbedInTime(String name) throws Exception {
    Net net = Net.of(name);
    VerifyingKey key = VerifyingKey.decode(net.key());
    List<RecordingTranscript.Event> honest = run(key, net.proof(), net.context());
    List<String> labels = net.labels();
    JsonNode positions = net.json().get("challengePositions");
    for (int i = 0; i < labels.size(); i++) {
      byte[] proof = net.proof();
      change(proof, net.messagesOffset() + 32 * i, isPoint(labels.get(i)));
      List<RecordingTranscript.Event> moved = run(key, proof, net.context());
      for (int j = 0; j < moved.size(); j++) { // the weights are not drawn for false proofs
        boolean same = moved.get(j).value().equals(honest.get(j).value());
        assertThat(same)
            .as("element %d (%s), challenge %d (%s)", i, labels.get(i), j, honest.get(j).label())
            .isEqualTo(positions.get(j).intValue() <= i);
      }
    }
  }

  /** Each byte of the statement moves every challenge. */
  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tiny_public_public_model"})
  void everyStatementByteIsAbsorbed(String name) throws Exception {
    Net net = Net.of(name);
    VerifyingKey key = VerifyingKey.decode(net.key());
    String first = run(key, net.proof(), net.context()).get(0).value();
    Proof proof = Proof.decode(net.proof(), key.circuit());
    List<byte[]> changed = new ArrayList<>();
    for (int t = 0; t < proof.publicValues().size(); t++) {
      for (int i = 0; i < proof.publicValues().get(t).length; i++) {
        Proof copy = Proof.decode(net.proof(), key.circuit());
        copy.publicValues().get(t)[i] ^= 1;
        changed.add(copy.encode(key.circuit()));
      }
    }
    for (int t = 0; t < proof.hiddenPoints().size(); t++) {
      Proof copy = Proof.decode(net.proof(), key.circuit());
      change(copy.hiddenPoints().get(t), 0, true);
      changed.add(copy.encode(key.circuit()));
    }
    assertThat(changed).isNotEmpty();
    List<String> firsts = new ArrayList<>(List.of(first));
    for (byte[] bytes : changed) {
      firsts.add(run(key, bytes, net.context()).get(0).value());
    }
    firsts.add(run(key, net.proof(), new byte[] {1}).get(0).value());
    firsts.add(run(key, net.proof(), new byte[] {0}).get(0).value());
    assertThat(firsts).doesNotHaveDuplicates();
  }

  private static boolean isPoint(String label) {
    return label.equals("witness rows") || label.equals("pads") || label.equals("sigma D");
  }

  /** Another valid point, or another canonical scalar. */
  private static void change(byte[] bytes, int offset, boolean point) {
    if (point) {
      bytes[offset + 31] ^= (byte) 0x80; // the other sign
    } else {
      bytes[offset] ^= 1; // stays below the modulus, which ends in …01 only at the very top
    }
  }

  private static List<RecordingTranscript.Event> run(VerifyingKey key, byte[] proof, byte[] context)
      throws VerificationException {
    RecordingTranscript transcript = new RecordingTranscript();
    verdict(
        () ->
            new Verifier(key, WeightStatus.FIELD_VALUED, () -> transcript).verify(proof, context));
    return transcript.challenges();
  }
}
