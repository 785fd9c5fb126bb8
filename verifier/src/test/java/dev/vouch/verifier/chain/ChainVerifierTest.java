package dev.vouch.verifier.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.WeightStatus;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A network in two parts (docs/spec/golden): what is accepted, and by which check each other chain
 * is refused.
 */
class ChainVerifierTest {
  private static final Path FOLDER =
      Path.of("..", "docs", "spec", "golden", "2026-11-statements", "committed");
  private static final byte[] CONTEXT = HexFormat.of().parseHex("00ff676f6c64656e");

  private static byte[] keyBytes;
  private static ChainKey key;
  private static ChainLink link;
  private static ChainVerifier verifier;

  /** Of one run, and of another one. */
  private static ChainProof plain;

  private static ChainProof compact;

  @BeforeAll
  static void read() throws Exception {
    keyBytes = Files.readAllBytes(FOLDER.resolve("chain.vk"));
    key = ChainKey.decode(keyBytes, KeyReader.create());
    link = key.links().get(0);
    verifier = ChainVerifier.of(key);
    plain = ChainProof.decode(proof("chain.proof"));
    compact = ChainProof.decode(proof("chain.compact.proof"));
  }

  private static byte[] proof(String name) throws IOException {
    return Files.readAllBytes(FOLDER.resolve(name));
  }

  private static byte[] of(byte[]... parts) {
    return new ChainProof(key.modelId(), List.of(parts)).encode();
  }

  private static void assertRefused(String reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RejectedChainException.class, e -> assertThat(e.reasonName()).isEqualTo(reason));
  }

  private static void assertMalformed(String why, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(MalformedChainException.class).hasMessageContaining(why);
  }

  @Test
  void partsAreOneNetwork() throws Exception {
    VerifiedChain chain = verifier.verify(proof("chain.proof"), CONTEXT);
    assertThat(chain.links()).isEqualTo(key.links()).hasSize(1);
    assertThat(chain.parts()).hasSize(2);
    assertThat(chain.partInputs()).extracting(VerifiedChain.PartTensor::part).containsExactly(0);
    assertThat(chain.partOutputs()).extracting(VerifiedChain.PartTensor::part).containsExactly(1);
    String input = key.inputs().get(0).port().name();
    String output = key.outputs().get(0).port().name();
    assertThat(key.inputs()).hasSize(1);
    assertThat(key.outputs()).hasSize(1);
    assertThat(chain.input(input).isHidden()).isTrue();
    assertThat(chain.output(output).integers()).hasSize(10);
    assertThat(chain.weights()).containsExactly(WeightStatus.CERTIFIED, WeightStatus.CERTIFIED);
    assertThat(chain.securityBits()).isEqualTo(126);
    assertThatThrownBy(() -> chain.output(link.output()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> chain.input(link.input()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(key.proofBytes()).isEqualTo(proof("chain.proof").length);
    assertThat(verifier.key()).isSameAs(key);
  }

  @Test
  void everyWayOfVerifyingAcceptsBothForms() throws Exception {
    ForkJoinPool pool = ForkJoinPool.commonPool();
    for (String name : List.of("chain.proof", "chain.compact.proof")) {
      byte[] proof = proof(name);
      for (VerifiedChain chain :
          List.of(
              verifier.verify(proof, CONTEXT),
              verifier.withPool(pool).verify(proof, CONTEXT),
              ChainVerifier.ofUncertified(key).verify(proof, CONTEXT),
              ChainVerifier.verifyOnce(key, proof, CONTEXT, false, pool))) {
        assertThat(chain.outputs()).hasSize(1);
      }
      assertThatThrownBy(() -> ChainVerifier.verifyOnce(key, proof, new byte[1], false, pool))
          .isInstanceOf(RejectedChainException.class)
          .hasMessageContaining("part 0");
    }
  }

  @Test
  void whatPassesIsOfOneRun() {
    byte[] mixed = of(plain.proofs().get(0), compact.proofs().get(1));
    assertRefused("LINK", () -> verifier.verify(mixed, CONTEXT));
  }

  @Test
  void partsHaveTheirPlaces() {
    byte[] swapped = of(plain.proofs().get(1), plain.proofs().get(0));
    assertThatThrownBy(() -> verifier.verify(swapped, CONTEXT)).hasMessageContaining("part 0");
    byte[] twice = of(plain.proofs().get(0), plain.proofs().get(0));
    assertThatThrownBy(() -> verifier.verify(twice, CONTEXT)).hasMessageContaining("part 1");
    byte[] more = of(plain.proofs().get(0), plain.proofs().get(1), plain.proofs().get(1));
    assertMalformed("3 parts", () -> verifier.verify(more, CONTEXT));
    byte[] cut = plain.proofs().get(1);
    assertMalformed(
        "part 1",
        () ->
            verifier.verify(
                of(plain.proofs().get(0), Arrays.copyOf(cut, cut.length - 1)), CONTEXT));
  }

  @Test
  void partsAreBoundToChainAndContext() {
    assertRefused("QUADRATIC_FORM", () -> verifier.verify(proof("chain.proof"), new byte[0]));
    byte[] other = key.modelId().bytes();
    other[0]++;
    byte[] named = new ChainProof(ModelId.of(other), plain.proofs()).encode();
    assertRefused("CHAIN_ID", () -> verifier.verify(named, CONTEXT));
  }

  @Test
  void aChainWithoutItsLinkIsAnother() throws Exception {
    ChainKey loose = ChainKey.of(key.keys(), List.of());
    assertThat(loose.modelId()).isNotEqualTo(key.modelId());
    assertThat(loose.inputs()).hasSize(2);
    assertThat(loose.outputs()).hasSize(2);
    ChainVerifier careless = ChainVerifier.of(loose);
    assertRefused("CHAIN_ID", () -> careless.verify(proof("chain.proof"), CONTEXT));
    byte[] renamed = new ChainProof(loose.modelId(), plain.proofs()).encode();
    assertRefused("QUADRATIC_FORM", () -> careless.verify(renamed, CONTEXT));
  }

  @Test
  void linksJoinHiddenOutputsAndInputsOfOneFormat() {
    List<VerifyingKey> keys = key.keys();
    String input = key.inputs().get(0).port().name();
    String output = key.outputs().get(0).port().name();
    assertMalformed("2 to 64", () -> ChainKey.of(keys.subList(0, 1), List.of()));
    assertMalformed("two links", () -> ChainKey.of(keys, List.of(link, link)));
    assertMalformed(
        "no", () -> ChainKey.of(keys, List.of(new ChainLink(0, "none", 1, link.input()))));
    assertMalformed(
        "no", () -> ChainKey.of(keys, List.of(new ChainLink(0, link.output(), 1, "none"))));
    assertMalformed(
        "there are 2 parts",
        () -> ChainKey.of(keys, List.of(new ChainLink(0, link.output(), 2, link.input()))));
    List<VerifyingKey> again = List.of(keys.get(0), keys.get(1), keys.get(1), keys.get(0));
    assertMalformed(
        "public", () -> ChainKey.of(again, List.of(link, new ChainLink(1, output, 3, input))));
    assertMalformed(
        "formats differ",
        () -> ChainKey.of(again, List.of(link, new ChainLink(0, link.output(), 3, input))));
    assertMalformed(
        "two outputs",
        () ->
            ChainKey.of(
                again.subList(0, 3),
                List.of(link, new ChainLink(0, link.output(), 2, link.input()))));
    assertMalformed("two inputs", () -> ChainKey.of(again.subList(0, 3), List.of()));
    assertThatThrownBy(() -> new ChainLink(1, output, 1, input))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ChainLink(-1, output, 1, input))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatPassesHasOneName() {
    List<VerifyingKey> keys = key.keys();
    List<VerifyingKey> again = List.of(keys.get(0), keys.get(1), keys.get(0), keys.get(1));
    ChainLink other = new ChainLink(2, link.output(), 3, link.input());
    assertMalformed(
        "parts 0 and 2 both pass on '" + link.output() + "'",
        () -> ChainKey.of(again, List.of(link, other)));
    List<VerifyingKey> most = Collections.nCopies(ChainFormat.MAX_PARTS, keys.get(1));
    assertMalformed("two inputs", () -> ChainKey.of(most, List.of()));
    List<VerifyingKey> tooMany = Collections.nCopies(ChainFormat.MAX_PARTS + 1, keys.get(1));
    assertMalformed("not 65", () -> ChainKey.of(tooMany, List.of()));
  }

  @Test
  void everyPartNeedsItsCertificate() throws Exception {
    VerifyingKey second = key.keys().get(1);
    VerifyingKey bare = VerifyingKey.of(second.circuit(), second.modelPointBytes(), new byte[0]);
    ChainKey careless = ChainKey.of(List.of(key.keys().get(0), bare), key.links());
    byte[] proof = proof("chain.proof");
    ForkJoinPool pool = ForkJoinPool.commonPool();
    assertRefused("UNCERTIFIED", () -> ChainVerifier.of(careless));
    assertThatThrownBy(() -> ChainVerifier.of(careless)).hasMessageStartingWith("part 1: ");
    assertRefused(
        "UNCERTIFIED", () -> ChainVerifier.verifyOnce(careless, proof, CONTEXT, false, pool));
    for (VerifiedChain chain :
        List.of(
            ChainVerifier.ofUncertified(careless).verify(proof, CONTEXT),
            ChainVerifier.verifyOnce(careless, proof, CONTEXT, true, pool))) {
      assertThat(chain.weights())
          .containsExactly(WeightStatus.CERTIFIED, WeightStatus.FIELD_VALUED);
    }
  }

  @Test
  void refusalsSayWhichPartAndWhatToLookAt() throws Exception {
    byte[] wrong = plain.proofs().get(1).clone();
    wrong[wrong.length - 1] ^= 1;
    byte[] proof = of(plain.proofs().get(0), wrong);
    assertThatThrownBy(() -> verifier.verify(proof, CONTEXT))
        .isInstanceOfSatisfying(
            RejectedChainException.class,
            e -> {
              String own = String.valueOf(e.getCause().getCause().getMessage());
              assertThat(e).hasMessage("part 1: " + own);
              assertThat(e.remedy()).contains("proof");
            });
    byte[] mixed = of(plain.proofs().get(0), compact.proofs().get(1));
    assertThatThrownBy(() -> verifier.verify(mixed, CONTEXT))
        .hasMessage(
            "the commitments at both ends of the link from output '%s' of part 0 to input '%s' of"
                + " part 1 are not equal",
            link.output(), link.input());
    assertThatThrownBy(
            () -> ChainKey.decode(keyBytes, ModelId.of(new byte[32]), KeyReader.create()))
        .hasMessageContainingAll("not " + "00".repeat(32), key.modelId().hex());
  }

  /** The same of inferences of models that were compiled apart. */
  @Test
  void inferencesAreJoinedWhereTheirCommitmentsAreEqual() throws Exception {
    List<VerifiedInference> parts = verifier.verify(proof("chain.proof"), CONTEXT).parts();
    List<VerifiedInference> others = verifier.verify(proof("chain.compact.proof"), CONTEXT).parts();
    String output = key.outputs().get(0).port().name();
    String input = key.inputs().get(0).port().name();
    assertThat(VerifiedChain.of(parts, List.of(link)).outputs()).hasSize(1);
    assertThat(VerifiedChain.of(parts, List.of()).outputs()).hasSize(2);
    assertThatThrownBy(() -> VerifiedChain.of(parts, List.of(link, link)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VerifiedChain.of(parts.subList(0, 1), List.of(link)))
        .isInstanceOf(IllegalArgumentException.class);
    assertRefused(
        "LINK", () -> VerifiedChain.of(List.of(parts.get(0), others.get(1)), List.of(link)));
    List<VerifiedInference> back = List.of(parts.get(1), parts.get(0));
    assertRefused(
        "LINK_FORMAT", () -> VerifiedChain.of(back, List.of(new ChainLink(0, output, 1, input))));
    assertRefused(
        "LINK_FORMAT",
        () -> VerifiedChain.of(parts, List.of(new ChainLink(0, "none", 1, link.input()))));
    List<VerifiedInference> first = List.of(parts.get(0), parts.get(0));
    assertRefused(
        "LINK_FORMAT",
        () -> VerifiedChain.of(first, List.of(new ChainLink(0, link.output(), 1, input))));
  }

  @Test
  void aPinIsComparedBeforeCircuitsAreBuilt() throws Exception {
    KeyReader reader = KeyReader.create();
    assertThat(ChainKey.decode(keyBytes, key.modelId(), reader).modelId()).isEqualTo(key.modelId());
    assertRefused("CHAIN_ID", () -> ChainKey.decode(keyBytes, ModelId.of(new byte[32]), reader));
    VerifyingKey first = key.keys().get(0);
    byte[] part = first.encode();
    byte[] twice =
        new FormatWriter()
            .header(FileKind.CHAIN_KEY, 1)
            .u32(2)
            .u64(part.length)
            .bytes(part)
            .u64(part.length)
            .bytes(part)
            .u32(0)
            .bytes(new byte[Identifiers.BYTES])
            .toByteArray();
    byte[] wrong = digested(twice);
    ModelId own = ChainKey.id(List.of(first.modelId(), first.modelId()), List.of());
    assertRefused("CHAIN_ID", () -> ChainKey.decode(wrong, key.modelId(), reader));
    assertMalformed("two inputs", () -> ChainKey.decode(wrong, own, reader));
  }

  @Test
  void damagedFilesAreMalformed() {
    KeyReader reader = KeyReader.create();
    for (int length = 0; length < keyBytes.length; length += 997) {
      byte[] cut = Arrays.copyOf(keyBytes, length);
      assertThatThrownBy(() -> ChainKey.decode(cut, reader))
          .isInstanceOf(MalformedChainException.class);
    }
    byte[] flipped = keyBytes.clone();
    flipped[flipped.length - 1] ^= 1;
    assertMalformed("digest", () -> ChainKey.decode(flipped, reader));
    byte[] longer = digested(Arrays.copyOf(keyBytes, keyBytes.length + 1));
    assertMalformed("not a key", () -> ChainKey.decode(longer, reader));
    byte[] proof = plain.encode();
    for (int length = 0; length < proof.length; length += 997) {
      byte[] cut = Arrays.copyOf(proof, length);
      assertThatThrownBy(() -> ChainProof.decode(cut)).isInstanceOf(MalformedChainException.class);
    }
    assertMalformed("not a proof", () -> ChainProof.decode(Arrays.copyOf(proof, proof.length + 1)));
    assertMalformed("1 parts", () -> ChainProof.decode(of(plain.proofs().get(0))));
  }

  /** With the digest of what stands before it. */
  private static byte[] digested(byte[] bytes) {
    int body = bytes.length - Identifiers.BYTES;
    System.arraycopy(Identifiers.sha3(bytes, 0, body), 0, bytes, body, Identifiers.BYTES);
    return bytes;
  }
}
