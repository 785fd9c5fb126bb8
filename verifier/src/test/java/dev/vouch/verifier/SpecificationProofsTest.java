package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.circuit.layout.Matrix;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.testing.RecordingTranscript;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The executable specification and this verifier agree on every byte, count, state and challenge,
 * and its proofs are accepted.
 */
class SpecificationProofsTest {
  static Stream<Net> nets() {
    return Net.all();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void circuitBytesDigestsAndIds(Net net) throws Exception {
    VerifyingKey key = VerifyingKey.decode(net.key());
    assertThat(key.encode()).isEqualTo(net.key());
    assertThat(key.circuitBytes()).isEqualTo(net.bytes("circuit"));
    assertThat(CircuitCodec.encode(key.circuit())).isEqualTo(net.bytes("circuit"));
    assertThat(Identifiers.circuitDigest(key.circuitBytes())).isEqualTo(net.bytes("circuitDigest"));
    assertThat(key.modelId().bytes()).isEqualTo(net.bytes("modelId"));
    VerifyingKey made = VerifyingKey.of(key.circuit(), modelPoints(net), new byte[0]);
    assertThat(made.encode()).isEqualTo(net.key());
    Proof proof = Proof.decode(net.proof(), key.circuit());
    assertThat(proof.encode(key.circuit())).isEqualTo(net.proof());
    for (JsonNode committed : net.json().get("committed")) {
      Matrix matrix = key.layout().matrix(index(key, committed.get("name").textValue()));
      assertThat(matrix.columnBits()).isEqualTo(committed.get("columnBits").intValue());
      assertThat(matrix.rows()).isEqualTo(committed.get("rows").size());
    }
  }

  private static List<byte[]> modelPoints(Net net) {
    List<byte[]> points = new ArrayList<>();
    for (JsonNode tensor : net.json().get("modelPoints")) {
      StringBuilder rows = new StringBuilder();
      tensor.forEach(row -> rows.append(row.textValue()));
      points.add(java.util.HexFormat.of().parseHex(rows));
    }
    return points;
  }

  private static int index(VerifyingKey key, String name) {
    List<Tensor> tensors = key.circuit().tensors();
    return IntStream.range(0, tensors.size())
        .filter(i -> tensors.get(i).name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void theKeyTellsTheLengthOfItsProofs(Net net) throws Exception {
    VerifyingKey key = VerifyingKey.decode(net.key());
    int compact = net.json().get("compactProof").isNull() ? 0 : net.bytes("compactProof").length;
    assertThat(key.proofBytes()).isEqualTo(Math.max(net.proof().length, compact));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void layoutAndCounts(Net net) throws Exception {
    VerifyingKey key = VerifyingKey.decode(net.key());
    Layout layout = key.layout();
    Plan plan = key.plan();
    JsonNode expected = net.json().get("plan");
    assertThat(plan.leafVariables()).isEqualTo(expected.get("leafBits").intValue());
    assertThat(plan.productVariables()).isEqualTo(expected.get("productBits").intValue());
    assertThat(plan.productRounds() - plan.productVariables())
        .isEqualTo(expected.get("termBits").intValue());
    assertThat(plan.zeroBits()).isEqualTo(expected.get("zeroBits").intValue());
    assertThat(plan.terms()).isEqualTo(expected.get("terms").intValue());
    assertThat(plan.messages()).isEqualTo(expected.get("messages").intValue());
    assertThat(plan.messageBytes()).isEqualTo(expected.get("messageBytes").longValue());
    assertThat(plan.opened()).isEqualTo(!expected.get("opened").isEmpty());
    JsonNode blocks = net.json().get("leafBlocks");
    assertThat(layout.leafBlocks()).hasSize(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      assertThat(layout.leafBlocks().get(i).base())
          .isEqualTo(blocks.get(i).get("base").longValue());
      assertThat(layout.leafBlocks().get(i).space().bits())
          .isEqualTo(blocks.get(i).get("bits").intValue());
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void proofIsAcceptedWithTheSameTranscript(Net net) throws Exception {
    VerifyingKey key = VerifyingKey.decode(net.key());
    List<RecordingTranscript> transcripts = new ArrayList<>();
    Verifier verifier =
        new Verifier(
            key,
            WeightStatus.FIELD_VALUED,
            () -> {
              transcripts.add(new RecordingTranscript());
              return transcripts.get(0);
            });
    VerifiedInference inference = verifier.verify(net.proof(), net.context());
    List<RecordingTranscript.Event> events = transcripts.get(0).events();
    assertThat(transcripts.get(0).challenges().stream().map(e -> e.label() + " " + e.value()))
        .containsExactlyElementsOf(challenges(net));
    List<String> messages =
        events.stream()
            .filter(e -> !e.isChallenge())
            .map(RecordingTranscript.Event::label)
            .toList();
    assertThat(messages).endsWith(net.labels().toArray(String[]::new));
    assertThat(events.stream().map(RecordingTranscript.Event::state).toList())
        .containsSubsequence(states(net));
    assertThat(inference.modelId().bytes()).isEqualTo(net.bytes("modelId"));
    checkPorts(net, key, inference);
  }

  /** Files of versions 1 and 2 say the same, and their compact forms have version 2. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void proofFilesOfOldVersionsAreRead(int version) throws Exception {
    for (JsonNode old : Vectors.read("proofs_version_" + version + ".json")) {
      Net net = Net.of(old.get("net").textValue());
      VerifyingKey key = VerifyingKey.decode(net.key());
      byte[] bytes = Vectors.bytes(old.get("proof"));
      assertThat(FileKind.PROOF.version(bytes)).isEqualTo(version);
      byte[] written = Proof.decode(bytes, key.circuit()).encode(key.circuit());
      assertThat(FileKind.PROOF.version(written)).isEqualTo(2);
      List<long[]> unknown = Proof.decode(bytes).publicValues();
      assertThat(unknown.toArray(long[][]::new))
          .isDeepEqualTo(Proof.decode(net.proof()).publicValues().toArray(long[][]::new));
      Verifier verifier = Verifier.ofUncertified(key);
      VerifiedInference inference = verifier.verify(bytes, net.context());
      checkPorts(net, key, inference);
      assertThat(errorTerm(inference.security(), "gamma")).isEqualTo(2L * key.plan().terms());
      checkPorts(net, key, verifier.verify(written, net.context()));
      if (!old.get("compactProof").isNull()) {
        byte[] compact = Vectors.bytes(old.get("compactProof"));
        checkPorts(net, key, verifier.verify(compact, net.context()));
        byte[] made = verifier.compact(bytes, net.context());
        if (made.length < bytes.length) {
          assertThat(made).isEqualTo(Proof.decode(compact, key.circuit()).encode(key.circuit()));
        }
      }
      bytes[bytes.length - 1] ^= 1;
      assertThatThrownBy(() -> verifier.verify(bytes, net.context()))
          .isInstanceOf(ProofRejectedException.class);
    }
  }

  /** The product argument ends in another way: one version's messages are not the other's. */
  @Test
  void messagesOfOneVersionAreRefusedInAnother() throws Exception {
    Net net = Net.of("attention"); // three terms: as many messages in each version
    Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(net.key()));
    byte[] relabelled = net.proof().clone();
    assertThat(relabelled[8]).isEqualTo((byte) 3);
    relabelled[8] = 2;
    assertThatThrownBy(() -> verifier.verify(relabelled, net.context()))
        .isInstanceOf(ProofRejectedException.class);
  }

  private static long errorTerm(SecurityLevel security, String challenge) {
    return security.errorTerms().stream()
        .filter(term -> term.challenge().equals(challenge))
        .mapToLong(SecurityLevel.ErrorTerm::numerator)
        .sum();
  }

  private static List<String> challenges(Net net) {
    List<String> challenges = new ArrayList<>();
    net.json()
        .get("challenges")
        .forEach(pair -> challenges.add(pair.get(0).textValue() + " " + pair.get(1).textValue()));
    return challenges;
  }

  /** The state after each stage; a stage that does not exist repeats the state before it. */
  private static List<String> states(Net net) {
    List<String> states = new ArrayList<>();
    net.json().get("states").forEach(state -> states.add(state.textValue()));
    return states.stream().distinct().toList();
  }

  /** Public values and tensor ids arrive in the result under the names of the ports. */
  private static void checkPorts(Net net, VerifyingKey key, VerifiedInference inference) {
    List<VerifiedTensor> all =
        Stream.concat(inference.inputs().stream(), inference.outputs().stream()).toList();
    List<Integer> tensors =
        Stream.concat(key.circuit().inputs().stream(), key.circuit().outputs().stream())
            .map(port -> port.tensor())
            .toList();
    List<Integer> publicTensors =
        IntStream.range(0, key.circuit().tensors().size())
            .filter(i -> key.circuit().tensors().get(i) instanceof Tensor.Public)
            .boxed()
            .toList();
    assertThat(all).hasSameSizeAs(tensors);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isHidden()) {
        String name = key.circuit().tensors().get(tensors.get(i)).name();
        assertThat(Vectors.hex(all.get(i).commitment()))
            .isEqualTo(net.json().get("tensorIds").get(name).textValue());
      } else {
        JsonNode values = net.json().get("publicValues").get(publicTensors.indexOf(tensors.get(i)));
        assertThat(all.get(i).integers()).hasSize(values.size());
        for (int j = 0; j < values.size(); j++) {
          assertThat(all.get(i).integers()[j]).isEqualTo(values.get(j).longValue());
        }
      }
    }
  }
}
