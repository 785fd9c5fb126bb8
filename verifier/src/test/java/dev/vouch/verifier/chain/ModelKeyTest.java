package dev.vouch.verifier.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.ProofVerifier;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedResult;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.independence.RowIndependence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A model in one piece and a chain, treated alike (docs/spec/golden). */
class ModelKeyTest {
  private static final Path FOLDER =
      Path.of("..", "docs", "spec", "golden", "2026-11-statements", "committed");
  private static final byte[] CONTEXT = HexFormat.of().parseHex("00ff676f6c64656e");

  private static VerifyingKey model;
  private static ChainKey chain;

  @BeforeAll
  static void read() throws Exception {
    model = VerifyingKey.decode(bytes("model.vk"));
    chain = ChainKey.decode(bytes("chain.vk"), KeyReader.create());
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(FOLDER.resolve(name));
  }

  @Test
  void inputsAndOutputsAreThoseOfTheWhole() throws Exception {
    assertThat(model.keys()).containsExactly(model);
    assertThat(model.inputs()).extracting(ModelPort::name).containsExactly("input");
    assertThat(model.hidden())
        .extracting(Slot::text)
        .containsExactly("input 'input'", "output 'output'");
    assertThat(model.rows()).isEqualTo(model.circuit().rows());
    assertThat(model.maxContextBytes()).isEqualTo(1 << 16);
    ModelPort input = chain.inputs().get(0);
    assertThat(input.part()).isZero();
    assertThat(input.circuit()).isSameAs(chain.keys().get(0).circuit());
    assertThat(chain.outputs()).extracting(ModelPort::part).containsExactly(1);
    assertThat(chain.hidden())
        .extracting(Slot::text)
        .containsExactly("input '" + input.name() + "'");
    assertThat(chain.hidden().get(0).format()).isEqualTo(input.rowFormat());
    assertThat(chain.rows()).isEqualTo(input.circuit().rows());
    assertThat(chain.securityBits()).isEqualTo(126);
    assertThat(chain.maxContextBytes()).isEqualTo((1 << 16) - 13 - 32 - 4);
  }

  @Test
  void aboutRowsIsDecidedOnce() {
    for (ModelKey key : List.of(model, chain)) {
      RowIndependence rows = key.rowIndependence();
      assertThat(rows)
          .isEqualTo(
              RowIndependence.ofAll(key.keys().stream().map(VerifyingKey::circuit).toList()));
      assertThat(key.rowIndependence()).isSameAs(rows);
    }
  }

  @Test
  void aProofConsistsOfThoseOfItsParts() throws Exception {
    byte[] plain = bytes("plain.proof");
    assertThat(model.partProofs(plain)).containsExactly(plain);
    byte[] proof = bytes("chain.proof");
    assertThat(chain.partProofs(proof))
        .containsExactlyElementsOf(ChainProof.decode(proof).proofs());
    assertThatThrownBy(() -> chain.partProofs(plain)).isInstanceOf(MalformedChainException.class);
  }

  @Test
  void eitherIsVerifiedAlone() throws Exception {
    for (ModelKey key : List.of(model, chain)) {
      byte[] proof = bytes(key == model ? "plain.proof" : "chain.proof");
      ForkJoinPool pool = ForkJoinPool.commonPool();
      for (VerifiedResult verified :
          List.of(
              key.verifier().verify(proof, CONTEXT),
              key.uncertifiedVerifier().withPool(pool).verify(proof, CONTEXT),
              key.verifyOnce(proof, CONTEXT, false, pool),
              key.verifyOnce(proof, CONTEXT, true, pool))) {
        assertThat(verified.parts()).hasSize(key.keys().size());
        assertThat(verified.inputs()).hasSize(1);
        assertThat(verified.hidden()).hasSize(key.hidden().size());
        assertThat(verified.dataId()).isNotNull();
      }
      assertThatThrownBy(() -> key.verifyOnce(proof, new byte[1], false, pool))
          .isInstanceOf(VerificationException.class);
    }
  }

  @Test
  void eitherHasACompactForm() throws Exception {
    for (ModelKey key : List.of(model, chain)) {
      byte[] proof = bytes(key == model ? "plain.proof" : "chain.proof");
      byte[] compact = key.compact(proof, CONTEXT);
      assertThat(compact.length).isLessThan(proof.length);
      assertThat(key.verifier().verify(compact, CONTEXT).inputs()).hasSize(1);
      byte[] pooled = key.compact(proof, CONTEXT, ForkJoinPool.commonPool());
      assertThat(pooled).hasSameSizeAs(compact);
      assertThatThrownBy(() -> key.compact(proof, new byte[0]))
          .isInstanceOf(VerificationException.class);
    }
    assertThatThrownBy(() -> chain.compact(bytes("chain.proof"), new byte[0]))
        .hasMessageStartingWith("part 0: ");
    byte[] cut = ChainProof.decode(bytes("chain.proof")).proofs().get(1);
    byte[] broken =
        new ChainProof(
                chain.modelId(),
                List.of(
                    ChainProof.decode(bytes("chain.proof")).proofs().get(0),
                    Arrays.copyOf(cut, cut.length - 1)))
            .encode();
    assertThatThrownBy(() -> chain.compact(broken, CONTEXT))
        .isInstanceOf(MalformedChainException.class)
        .hasMessageStartingWith("part 1: ");
  }

  private static void requireFault(int proof, String text, List<byte[]> proofs) throws Exception {
    ProofVerifier verifier = chain.verifier();
    assertThatThrownBy(() -> verifier.verifyAll(proofs, contexts(proofs.size())))
        .isInstanceOfSatisfying(
            VerificationException.class, e -> assertThat(e.batchIndex()).hasValue(proof))
        .hasMessageContaining(text);
  }

  private static List<byte[]> contexts(int count) {
    return Collections.nCopies(count, CONTEXT);
  }

  /** All parts of all proofs are one check; what is at fault is named by proof and part. */
  @Test
  void manyProofsOfAChainAreVerifiedTogether() throws Exception {
    byte[] plain = bytes("chain.proof");
    byte[] compact = bytes("chain.compact.proof");
    ProofVerifier verifier = chain.verifier();
    assertThat(verifier.verifyAll(List.of(plain, compact, plain), contexts(3))).hasSize(3);
    assertThat(verifier.verifyAll(List.of(), List.of())).isEmpty();
    assertThatThrownBy(() -> verifier.verifyAll(List.of(plain), contexts(2)))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] wrong = plain.clone();
    wrong[wrong.length - 1] ^= 1;
    requireFault(1, "proof 1 of the batch: part 1: ", List.of(plain, wrong));
    List<byte[]> first = chain.partProofs(plain);
    List<byte[]> second = chain.partProofs(compact);
    byte[] mixed = new ChainProof(chain.modelId(), List.of(first.get(0), second.get(1))).encode();
    requireFault(2, "the commitments at both ends", List.of(plain, compact, mixed));
    byte[] other = new ChainProof(model.modelId(), List.of(first.get(0), first.get(1))).encode();
    requireFault(1, "the proof names chain", List.of(plain, other));
    requireFault(0, "not a proof of a chain", List.of(bytes("plain.proof"), plain));
    byte[] cut = new ChainProof(chain.modelId(), List.of(first.get(0), new byte[] {1})).encode();
    requireFault(1, "part 1: ", List.of(plain, cut));
    assertThatThrownBy(
            () -> verifier.verifyAll(List.of(plain, plain), List.of(CONTEXT, new byte[0])))
        .hasMessageContaining("proof 1 of the batch: part 0: ");
  }

  @Test
  void verifiersAreOfTheirKeys() throws Exception {
    assertThat(model.verifier()).isInstanceOf(Verifier.class);
    assertThat(model.verifier().key()).isSameAs(model);
    assertThat(chain.verifier().key()).isSameAs(chain);
    assertThat(chain.verifier().withPool(ForkJoinPool.commonPool()).key()).isSameAs(chain);
  }
}
