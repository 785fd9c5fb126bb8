package dev.vouch.verifier.tampering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two true proofs under one key, of one statement or of two, have no third one between them: what
 * is taken from the other proof does not fit, whichever part it is.
 */
class TwoProofsTest {
  private static final int RANDOM_PARTS = 200;

  static Stream<JsonNode> keys() {
    return StreamSupport.stream(Vectors.read("proofs_again.json").spliterator(), false);
  }

  private static List<Target> proofs(JsonNode entry) throws Exception {
    Verifier verifier =
        Verifier.ofUncertified(VerifyingKey.decode(Vectors.bytes(entry.get("key"))));
    List<Target> proofs = new ArrayList<>();
    for (JsonNode proof : entry.get("proofs")) {
      proofs.add(
          Target.of(
              entry.get("name").textValue(),
              verifier,
              Vectors.bytes(proof.get("proof")),
              Vectors.bytes(proof.get("context"))));
    }
    return proofs;
  }

  @ParameterizedTest
  @MethodSource("keys")
  void noPartOfOneFitsIntoTheOther(JsonNode entry) throws Exception {
    for (Target one : proofs(entry)) {
      for (Target other : proofs(entry)) {
        if (!Arrays.equals(one.bytes(), other.bytes())) {
          for (BitSet part : parts(one)) {
            assertThat(verdict(one, one.proof(), spliced(one, other, part), one.context()))
                .as("elements %s", part)
                .isIn(
                    RejectionReason.QUADRATIC_FORM.name(), RejectionReason.GROUP_EQUATIONS.name());
          }
        }
      }
    }
  }

  /** Beginnings, ends, single elements; runs of one kind after the other; random elements. */
  private static List<BitSet> parts(Target target) {
    int count = target.kinds().size();
    List<BitSet> parts = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      parts.add(range(0, i));
      parts.add(range(i, count));
      parts.add(range(i, i + 1));
    }
    int[] borders =
        IntStream.rangeClosed(0, count)
            .filter(
                i ->
                    i == 0
                        || i == count
                        || !target.kinds().get(i).equals(target.kinds().get(i - 1)))
            .toArray();
    for (int from = 0; from < borders.length; from++) {
      for (int to = from + 1; to < borders.length; to++) {
        parts.add(range(borders[from], borders[to]));
      }
    }
    Random random = new Random(3);
    for (int i = 0; i < RANDOM_PARTS; i++) {
      BitSet part = new BitSet();
      int rarity = 2 + random.nextInt(6);
      IntStream.range(0, count).filter(e -> random.nextInt(rarity) == 0).forEach(part::set);
      parts.add(part);
    }
    parts.removeIf(part -> part.isEmpty() || part.cardinality() == count);
    return parts;
  }

  private static BitSet range(int from, int to) {
    BitSet range = new BitSet();
    range.set(from, to);
    return range;
  }

  private static byte[] spliced(Target one, Target other, BitSet part) {
    byte[] messages = one.proof().messages().clone();
    part.stream()
        .forEach(
            element ->
                System.arraycopy(
                    other.proof().messages(),
                    Target.ELEMENT * element,
                    messages,
                    Target.ELEMENT * element,
                    Target.ELEMENT));
    return messages;
  }

  /** One's messages with the other's values, commitments or context. */
  @ParameterizedTest
  @MethodSource("keys")
  void noneIsAProofOfTheOthersStatement(JsonNode entry) throws Exception {
    Target first = proofs(entry).get(0);
    Target third = proofs(entry).get(2);
    for (List<Target> pair : List.of(List.of(first, third), List.of(third, first))) {
      Target one = pair.get(0);
      Target other = pair.get(1);
      byte[] messages = one.proof().messages();
      for (String verdict :
          List.of(
              verdict(one, one.proof(), messages, other.context()),
              verdict(one, other.proof(), messages, one.context()),
              verdict(one, other.proof(), messages, other.context()))) {
        assertThat(verdict).isEqualTo(RejectionReason.QUADRATIC_FORM.name());
      }
    }
  }

  private static String verdict(Target one, Proof statement, byte[] messages, byte[] context) {
    Proof made =
        new Proof(
            one.proof().modelId(), statement.publicValues(), statement.hiddenPoints(), messages);
    byte[] file = made.encode(one.verifier().key().circuit());
    return new Attempt(one.verifier(), file, context).outcome(one, Route.ALONE);
  }
}
