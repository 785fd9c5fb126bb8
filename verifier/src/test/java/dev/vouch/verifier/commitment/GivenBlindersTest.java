package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proofs of the specification about rows that are committed already (protocol.md §11, rule 37). */
class GivenBlindersTest {
  static Stream<JsonNode> nets() {
    return StreamSupport.stream(Vectors.read("proofs_given.json").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void acceptedProofsHaveEqualPointsWhereBlindersAreGivenAndNothingElse(JsonNode net)
      throws Exception {
    VerifyingKey key = VerifyingKey.decode(Net.of(net.get("net").textValue()).key());
    List<List<String>> points = new ArrayList<>();
    List<List<String>> messages = new ArrayList<>();
    for (JsonNode vector : net.get("proofs")) {
      byte[] bytes = Vectors.bytes(vector.get("proof"));
      Verifier.ofUncertified(key).verify(bytes, Vectors.bytes(vector.get("context")));
      Proof proof = Proof.decode(bytes, key.circuit());
      points.add(proof.hiddenPoints().stream().flatMap(GivenBlindersTest::elements).toList());
      messages.add(elements(proof.messages()).toList());
    }
    byte[] given = Vectors.bytes(net.get("proofs").get(1).get("given"));
    assertThat(points.get(0)).hasSize(given.length);
    for (int row = 0; row < given.length; row++) {
      boolean equal = points.get(0).get(row).equals(points.get(1).get(row));
      assertThat(equal).as("row %d", row).isEqualTo(given[row] == 1);
    }
    assertThat(Collections.disjoint(messages.get(0), messages.get(1))).isTrue();
  }

  private static Stream<String> elements(byte[] bytes) {
    return Stream.iterate(0, at -> at < bytes.length, at -> at + 32)
        .map(at -> HexFormat.of().formatHex(Arrays.copyOfRange(bytes, at, at + 32)));
  }
}
