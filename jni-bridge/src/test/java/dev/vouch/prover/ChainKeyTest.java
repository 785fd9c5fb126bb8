package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.split.ChainExecution;
import dev.vouch.circuits.split.Splitter;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainContext;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.chain.MalformedChainException;
import dev.vouch.verifier.chain.RejectedChainException;
import dev.vouch.verifier.chain.VerifiedChain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can be joined, and what cannot: keys before there is a proof, and verified inferences. */
class ChainKeyTest {
  private static final int INPUTS = 12;
  private static final Map<String, TensorData> INPUT = Networks.input(INPUTS, 3);
  private static final byte[] NONE = {};

  private static ChainModelFile model;
  private static List<VerifyingKey> keys;
  private static List<ChainLink> links;
  private static List<VerifiedInference> parts;
  private static List<VerifiedInference> others;

  @BeforeAll
  static void prove() throws Exception {
    model = commit(10);
    keys = model.key().keys();
    links = model.links();
    ChainExecution run = ChainProver.run(model, INPUT);
    parts = verified(run, ChainBoundaries.draw(model.key(), run));
    others = verified(run, ChainBoundaries.draw(model.key(), run));
  }

  private static ChainModelFile commit(int width) throws Exception {
    CompiledNetwork network = Networks.dense(CompileOptions.defaults(), INPUTS, width, 8, 6, 4);
    return ChainProver.commit(Splitter.split(network, 3, ProofGoal.LATENCY), 2);
  }

  private static List<VerifiedInference> verified(ChainExecution run, ChainBoundaries boundaries)
      throws Exception {
    List<VerifiedInference> verified = new ArrayList<>();
    for (int part = 0; part < keys.size(); part++) {
      try (ChainPartProver prover = ChainPartProver.of(model, part, 2)) {
        byte[] proof =
            prover
                .prove(
                    run.parts().get(part), OpenedRows.NONE, boundaries, ProveOptions.defaults(), 0)
                .proof();
        byte[] context = ChainContext.of(model.key().modelId(), part, NONE);
        verified.add(Verifier.of(keys.get(part)).verify(proof, context));
      }
    }
    return verified;
  }

  private static ChainLink first() {
    return links.get(0);
  }

  private static void requireNoKey(String message, List<VerifyingKey> own, ChainLink... joined) {
    assertThatThrownBy(() -> ChainKey.of(own, List.of(joined)))
        .isInstanceOf(MalformedChainException.class)
        .hasMessageContaining(message);
  }

  private static void requireNotJoined(String reason, String message, ChainLink... joined) {
    assertThatThrownBy(() -> VerifiedChain.of(parts, List.of(joined)))
        .isInstanceOfSatisfying(
            RejectedChainException.class, e -> assertThat(e.reasonName()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void theOrderInWhichLinksAreGivenDoesNotMatter() throws Exception {
    List<ChainLink> turned = new ArrayList<>(links);
    Collections.reverse(turned);
    assertThat(ChainKey.of(keys, turned).modelId()).isEqualTo(model.key().modelId());
  }

  @Test
  void theIdNamesModelsOrderAndLinks() throws Exception {
    ChainKey key = model.key();
    assertThat(ChainKey.of(keys, List.of(first())).modelId()).isNotEqualTo(key.modelId());
    assertThat(ChainKey.of(keys.subList(0, 2), List.of(first())).modelId())
        .isNotEqualTo(key.modelId());
    assertThat(ChainKey.of(List.of(keys.get(1), keys.get(0)), List.of()).modelId())
        .isNotEqualTo(ChainKey.of(List.of(keys.get(0), keys.get(1)), List.of()).modelId());
  }

  @Test
  void onlyHiddenValuesOfOneFormatAreJoined() {
    String out = first().output();
    requireNoKey("there are 2 parts", keys.subList(0, 2), links.get(1));
    requireNoKey("no such output", keys, new ChainLink(0, "none", 1, first().input()));
    requireNoKey("no such input", keys, new ChainLink(0, out, 1, "none"));
    requireNoKey("formats differ", keys, new ChainLink(0, out, 2, links.get(1).input()));
    requireNoKey("two links lead to", keys, first(), new ChainLink(0, out, 1, first().input()));
    requireNoKey("2 to 64 parts", keys.subList(0, 1));
    assertThatThrownBy(() -> new ChainLink(1, "a", 1, "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPublicOutputCannotPass() throws Exception {
    CompileOptions open = CompileOptions.defaults().withOutput(Visibility.PUBLIC);
    VerifyingKey shown = Prover.commit(Networks.dense(open, INPUTS, 10, 4), 2).key();
    VerifyingKey next = Prover.commit(Networks.dense(open, 4, 3, 2), 2).key();
    requireNoKey("the output is public", List.of(shown, next), new ChainLink(0, "y", 1, "x"));
  }

  @Test
  void inputsAndOutputsOfTheWholeHaveDifferentNames() throws Exception {
    VerifyingKey same = Prover.commit(Networks.dense(CompileOptions.defaults(), 5, 3), 2).key();
    requireNoKey("two inputs of the whole are called 'x'", List.of(same, same));
  }

  @Test
  void verifiedPartsAreJoinedWhereTheirCommitmentsAreEqual() throws Exception {
    VerifiedChain chain = VerifiedChain.of(parts, links);
    assertThat(chain.output("y").integers()).isNotEmpty();
    assertThat(chain.inputs()).hasSize(1);
    assertThatThrownBy(() -> chain.output("none")).isInstanceOf(IllegalArgumentException.class);
    // of the same values under other blinders nothing is known but that they are in range
    assertThatThrownBy(() -> VerifiedChain.of(List.of(parts.get(0), others.get(1)), first(links)))
        .isInstanceOfSatisfying(
            RejectedChainException.class, e -> assertThat(e.reasonName()).isEqualTo("LINK"))
        .hasMessageContaining(first().toString());
  }

  private static List<ChainLink> first(List<ChainLink> all) {
    return all.subList(0, 1);
  }

  @Test
  void whatCannotBeOneValueIsNotJoined() {
    String out = first().output();
    String in = first().input();
    requireNotJoined("LINK_FORMAT", "no such output", new ChainLink(0, "none", 1, in));
    requireNotJoined("LINK_FORMAT", "no such input", new ChainLink(0, out, 1, "none"));
    requireNotJoined(
        "LINK_FORMAT", "formats differ", new ChainLink(0, out, 2, links.get(1).input()));
    assertThatThrownBy(
            () ->
                VerifiedChain.of(
                    List.of(parts.get(2), parts.get(0)), List.of(new ChainLink(0, "y", 1, "x"))))
        .isInstanceOf(RejectedChainException.class)
        .hasMessageContaining("the output is public");
    assertThatThrownBy(() -> VerifiedChain.of(parts, List.of(first(), first())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNotJoinedIsOfTheWhole() throws Exception {
    VerifiedChain loose = VerifiedChain.of(parts, first(links));
    assertThat(loose.inputs()).hasSize(2);
    assertThat(loose.outputs()).hasSize(2);
  }
}
