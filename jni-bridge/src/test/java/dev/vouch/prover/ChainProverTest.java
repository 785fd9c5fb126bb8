package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.MalformedModelFileException;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.split.ChainExecution;
import dev.vouch.circuits.split.SplitNetwork;
import dev.vouch.circuits.split.Splitter;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.KeyReader;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.WeightStatus;
import dev.vouch.verifier.chain.ChainContext;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.chain.ChainProof;
import dev.vouch.verifier.chain.ChainVerifier;
import dev.vouch.verifier.chain.MalformedChainException;
import dev.vouch.verifier.chain.RejectedChainException;
import dev.vouch.verifier.chain.VerifiedChain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks proven in parts, and every way in which such proofs could be put together wrongly. */
class ChainProverTest {
  private static final int PARTS = 3;
  private static final int INPUTS = 12;
  private static final byte[] NONCE = {1, 2, 3};

  private static CompiledNetwork network;
  private static ChainModelFile model;
  private static ChainVerifier verifier;
  private static ChainProof proof;
  private static ChainProof other;

  @BeforeAll
  static void prove() throws Exception {
    network = Networks.dense(CompileOptions.defaults(), INPUTS, 10, 8, 6, 4);
    model = ChainProver.commit(split(), 2);
    verifier = ChainVerifier.of(model.key());
    try (ChainProver prover = ChainProver.of(model, 2)) {
      proof = ChainProof.decode(prover.prove(input(1), options()).proof());
      other = ChainProof.decode(prover.prove(input(2), options()).proof());
    }
  }

  private static SplitNetwork split() throws Exception {
    return Splitter.split(network, PARTS, ProofGoal.LATENCY);
  }

  private static Map<String, TensorData> input(long seed) {
    return Networks.input(INPUTS, seed);
  }

  private static ProveOptions options() {
    return ProveOptions.defaults().withContext(NONCE);
  }

  private static ChainProof with(int part, byte[] bytes) {
    List<byte[]> parts = new ArrayList<>(proof.proofs());
    parts.set(part, bytes);
    return new ChainProof(proof.id(), parts);
  }

  private static void requireRejected(String reason, String message, ChainProof forged) {
    assertThatThrownBy(() -> verifier.verify(forged.encode(), NONCE))
        .isInstanceOfSatisfying(
            RejectedChainException.class,
            e -> assertThat(e.reasonName()).as(e.getMessage()).isEqualTo(reason))
        .hasMessageContaining(message);
    assertThatThrownBy(
            () ->
                ChainVerifier.verifyOnce(
                    model.key(), forged.encode(), NONCE, false, ForkJoinPool.commonPool()))
        .isInstanceOfSatisfying(
            RejectedChainException.class, e -> assertThat(e.reasonName()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void theOutputsAreThoseOfTheWholeNetwork() throws Exception {
    Execution whole = network.execute(input(1));
    VerifiedChain verified = verifier.verify(proof.encode(), NONCE);
    assertThat(verified.output("y").integers()).isEqualTo(whole.outputs().get("y").integers());
    assertThat(verified.outputs()).hasSize(1);
    assertThat(verified.input("x").isHidden()).isTrue();
    assertThat(verified.inputs()).hasSize(1);
    assertThat(verified.weights()).containsOnly(WeightStatus.CERTIFIED);
    assertThat(verified.securityBits()).isEqualTo(126);
    assertThat(verified.links()).hasSize(PARTS - 1);
  }

  @Test
  void oneCheckOfCertificatesAndProofsAcceptsTheSame() throws Exception {
    VerifiedChain once =
        ChainVerifier.verifyOnce(
            model.key(), proof.encode(), NONCE, false, ForkJoinPool.commonPool());
    VerifiedChain pooled =
        verifier.withPool(ForkJoinPool.commonPool()).verify(proof.encode(), NONCE);
    long[] expected = verifier.verify(proof.encode(), NONCE).output("y").integers();
    assertThat(once.output("y").integers()).isEqualTo(expected);
    assertThat(pooled.output("y").integers()).isEqualTo(expected);
  }

  @Test
  void aPartWithoutCertificateIsRefusedByNumberUnlessToldToTakeIt() throws Exception {
    List<VerifyingKey> keys = new ArrayList<>(model.key().keys());
    VerifyingKey own = keys.get(1);
    keys.set(1, VerifyingKey.of(own.circuit(), own.modelPointBytes(), new byte[0]));
    ChainKey bare = ChainKey.of(keys, model.links()); // ids do not name certificates
    assertThatThrownBy(() -> ChainVerifier.of(bare))
        .isInstanceOfSatisfying(
            RejectedChainException.class, e -> assertThat(e.reasonName()).isEqualTo("UNCERTIFIED"))
        .hasMessageContaining("part 1: ");
    ForkJoinPool pool = ForkJoinPool.commonPool();
    assertThatThrownBy(() -> ChainVerifier.verifyOnce(bare, proof.encode(), NONCE, false, pool))
        .isInstanceOfSatisfying(
            RejectedChainException.class, e -> assertThat(e.reasonName()).isEqualTo("UNCERTIFIED"))
        .hasMessageContaining("part 1: ");
    for (VerifiedChain taken :
        List.of(
            ChainVerifier.ofUncertified(bare).verify(proof.encode(), NONCE),
            ChainVerifier.verifyOnce(bare, proof.encode(), NONCE, true, pool))) {
      assertThat(taken.weights())
          .containsExactly(
              WeightStatus.CERTIFIED, WeightStatus.FIELD_VALUED, WeightStatus.CERTIFIED);
    }
  }

  @Test
  void aFalseCertificateOfAPartIsRejectedByNumber() throws Exception {
    List<VerifyingKey> keys = new ArrayList<>(model.key().keys());
    VerifyingKey own = keys.get(2);
    byte[] certificate = own.certificate().clone();
    certificate[certificate.length - 40] ^= 1; // a blinder or a scalar before it
    keys.set(2, VerifyingKey.of(own.circuit(), own.modelPointBytes(), certificate));
    ChainKey forged = ChainKey.of(keys, model.links());
    assertThatThrownBy(() -> ChainVerifier.of(forged))
        .isInstanceOfSatisfying(
            RejectedChainException.class, e -> assertThat(e.reasonName()).isEqualTo("CERTIFICATE"))
        .hasMessageContaining("part 2: ");
    assertThatThrownBy(
            () ->
                ChainVerifier.verifyOnce(
                    forged, proof.encode(), NONCE, false, ForkJoinPool.commonPool()))
        .isInstanceOfSatisfying(
            RejectedChainException.class, e -> assertThat(e.reasonName()).isEqualTo("CERTIFICATE"))
        .hasMessageContaining("part 2: ");
  }

  @Test
  void compactProofsOfPartsAreAcceptedAsTheyAre() throws Exception {
    byte[] context = ChainContext.of(model.key().modelId(), 0, NONCE);
    byte[] smaller = Verifier.compact(model.key().keys().get(0), proof.proofs().get(0), context);
    assertThat(smaller.length).isLessThan(proof.proofs().get(0).length);
    verifier.verify(with(0, smaller).encode(), NONCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aPartOfAnotherRunBreaksALink(int part) {
    requireRejected("LINK", "of part", with(part, other.proofs().get(part)));
  }

  @Test
  void swappedPartsAreOfOtherModels() {
    List<byte[]> parts = new ArrayList<>(proof.proofs());
    parts.set(0, proof.proofs().get(1));
    parts.set(1, proof.proofs().get(0));
    requireRejected("MODEL_ID", "part 0: ", new ChainProof(proof.id(), parts));
  }

  @Test
  void theBoundaryOfAnotherRunPutIntoAPartIsNotWhatItsProofIsAbout() throws Exception {
    Proof own = Proof.decode(proof.proofs().get(1), model.key().keys().get(1).circuit());
    Proof foreign = Proof.decode(other.proofs().get(1), model.key().keys().get(1).circuit());
    Proof exchanged =
        new Proof(own.modelId(), own.publicValues(), foreign.hiddenPoints(), own.messages());
    requireRejected(
        RejectionReason.QUADRATIC_FORM.name(),
        "part 1: ",
        with(1, exchanged.encode(model.key().keys().get(1).circuit())));
  }

  @Test
  void anotherContextIsRejected() {
    assertThatThrownBy(() -> verifier.verify(proof.encode(), new byte[] {9}))
        .isInstanceOfSatisfying(
            RejectedChainException.class,
            e -> assertThat(e.reasonName()).isEqualTo(RejectionReason.QUADRATIC_FORM.name()));
  }

  @Test
  void aPartProvenForAnotherPlaceOfTheChainIsRejected() throws Exception {
    try (Prover alone = Prover.of(model.parts().get(0), 2)) {
      byte[] elsewhere = ChainContext.of(model.key().modelId(), 1, NONCE);
      byte[] bytes = alone.prove(input(1), ProveOptions.defaults().withContext(elsewhere)).proof();
      requireRejected(RejectionReason.QUADRATIC_FORM.name(), "part 0: ", with(0, bytes));
    }
  }

  @Test
  void aPartOfAChainOfOtherBlindersIsOfAnotherModel() throws Exception {
    ChainModelFile again = ChainProver.commit(split(), 2);
    assertThat(again.key().modelId()).isNotEqualTo(model.key().modelId());
    try (ChainProver prover = ChainProver.of(again, 2)) {
      ChainProof foreign = ChainProof.decode(prover.prove(input(1), options()).proof());
      requireRejected("CHAIN_ID", again.key().modelId().hex(), foreign);
      requireRejected("MODEL_ID", "part 0: ", new ChainProof(proof.id(), foreign.proofs()));
      requireRejected("MODEL_ID", "part 2: ", with(2, foreign.proofs().get(2)));
    }
  }

  @Test
  void aChainWithoutALinkIsAnotherChain() throws Exception {
    ChainKey key = model.key();
    ChainKey loose = ChainKey.of(key.keys(), key.links().subList(0, 1));
    assertThat(loose.modelId()).isNotEqualTo(key.modelId());
    assertThatThrownBy(() -> ChainKey.decode(loose.encode(), key.modelId(), KeyReader.create()))
        .isInstanceOfSatisfying(
            RejectedChainException.class, e -> assertThat(e.reasonName()).isEqualTo("CHAIN_ID"));
    assertThatThrownBy(() -> ChainVerifier.of(loose).verify(proof.encode(), NONCE))
        .isInstanceOfSatisfying(
            RejectedChainException.class, e -> assertThat(e.reasonName()).isEqualTo("CHAIN_ID"));
    // naming the other chain does not help: its parts are proven for contexts of their own
    ChainProof renamed = new ChainProof(loose.modelId(), proof.proofs());
    assertThatThrownBy(() -> ChainVerifier.of(loose).verify(renamed.encode(), NONCE))
        .isInstanceOfSatisfying(
            RejectedChainException.class,
            e -> assertThat(e.reasonName()).isEqualTo(RejectionReason.QUADRATIC_FORM.name()));
  }

  @Test
  void partsOfFewerOrMoreNumbersAreNoProofOfTheChain() {
    ChainProof short1 = new ChainProof(proof.id(), proof.proofs().subList(0, 2));
    assertThatThrownBy(() -> verifier.verify(short1.encode(), NONCE))
        .isInstanceOf(MalformedChainException.class)
        .hasMessageContaining("it has 2 parts, the chain has 3");
    byte[] bytes = proof.encode();
    for (int length : new int[] {0, 11, 40, 60, bytes.length - 1}) {
      assertThatThrownBy(() -> verifier.verify(Arrays.copyOf(bytes, length), NONCE))
          .isInstanceOf(MalformedChainException.class);
    }
    assertThatThrownBy(() -> verifier.verify(Arrays.copyOf(bytes, bytes.length + 1), NONCE))
        .isInstanceOf(MalformedChainException.class)
        .hasMessageContaining("after the end");
  }

  @Test
  void filesAreReadBackAndRefusedWhereCutOff() throws Exception {
    byte[] bytes = model.encode();
    ChainModelFile read = ChainModelFile.decode(bytes);
    assertThat(read.encode()).isEqualTo(bytes);
    assertThat(read.key().modelId()).isEqualTo(model.key().modelId());
    byte[] keyBytes = model.key().encode();
    ModelId id = model.key().modelId();
    assertThat(ChainKey.decode(keyBytes, id, KeyReader.create()).encode()).isEqualTo(keyBytes);
    for (int length : new int[] {0, 12, 20, keyBytes.length / 2, keyBytes.length - 1}) {
      assertThatThrownBy(() -> ChainKey.decode(Arrays.copyOf(keyBytes, length), KeyReader.create()))
          .isInstanceOf(MalformedChainException.class);
      assertThatThrownBy(() -> ChainModelFile.decode(Arrays.copyOf(bytes, length)))
          .isInstanceOf(MalformedModelFileException.class);
    }
  }

  @Test
  void partsAreProvenOneByOneFromAFileOfBoundaries() throws Exception {
    ChainExecution run = ChainProver.run(model, input(1));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ChainBoundaries.draw(model.key(), run).write(file);
    List<byte[]> parts = new ArrayList<>(List.of(new byte[0], new byte[0], new byte[0]));
    for (int part : new int[] {2, 0, 1}) {
      ChainBoundaries boundaries = read(file.toByteArray());
      try (ChainPartProver prover = ChainPartProver.of(model, part, 1)) {
        Map<String, TensorData> given = part == 0 ? input(1) : Map.of();
        parts.set(part, prover.prove(given, boundaries, options()).proof());
      }
    }
    VerifiedChain verified =
        verifier.verify(new ChainProof(model.key().modelId(), parts).encode(), NONCE);
    assertThat(verified.output("y").integers()).isEqualTo(run.outputs().get("y").integers());
  }

  private static ChainBoundaries read(byte[] file) throws Exception {
    return ChainBoundaries.read(model.key(), new ByteArrayInputStream(file));
  }

  @Test
  void boundariesOfAnotherRunAreNeverCommittedToUnderTheSameBlinders() throws Exception {
    ChainBoundaries boundaries =
        ChainBoundaries.draw(model.key(), ChainProver.run(model, input(2)));
    try (ChainPartProver prover = ChainPartProver.of(model, 0, 1)) {
      assertThatThrownBy(() -> prover.prove(input(1), boundaries, options()))
          .isInstanceOf(ChainBoundaryException.class)
          .hasMessageContaining("part 0 computes other values of");
    }
  }

  @Test
  void boundariesOfAnotherChainOrCutOffOnesAreRefused() throws Exception {
    CompiledNetwork wider = Networks.dense(CompileOptions.defaults(), INPUTS, 11, 9, 7, 4);
    ChainModelFile foreign = ChainProver.commit(Splitter.split(wider, PARTS, ProofGoal.LATENCY), 2);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ChainBoundaries.draw(foreign.key(), ChainProver.run(foreign, input(1))).write(file);
    assertThatThrownBy(() -> read(file.toByteArray()))
        .isInstanceOf(ChainBoundaryException.class)
        .hasMessageContaining("what passes in this chain is");
    ByteArrayOutputStream own = new ByteArrayOutputStream();
    ChainBoundaries.draw(model.key(), ChainProver.run(model, input(1))).write(own);
    byte[] cut = Arrays.copyOf(own.toByteArray(), own.size() - 1);
    assertThatThrownBy(() -> read(cut))
        .isInstanceOf(ChainBoundaryException.class)
        .hasMessageContaining("has not the 1 rows");
  }

  @Test
  void boundariesAreCommittedToAnewInEachProofAndNothingElseIsShared() throws Exception {
    try (ChainProver prover = ChainProver.of(model, 2)) {
      VerifiedChain first = verifier.verify(prover.prove(input(1), options()).proof(), NONCE);
      VerifiedChain second = verifier.verify(prover.prove(input(1), options()).proof(), NONCE);
      for (ChainLink link : model.links()) {
        byte[] a = first.parts().get(link.fromPart()).output(link.output()).points();
        byte[] b = second.parts().get(link.fromPart()).output(link.output()).points();
        assertThat(a).isNotEqualTo(b);
      }
    }
  }

  @Test
  void batchesPassRowByRow() throws Exception {
    CompiledNetwork rows = Networks.rows(CompileOptions.defaults(), 4, 5);
    ChainModelFile batch = ChainProver.commit(Splitter.split(rows, 2, ProofGoal.LATENCY), 2);
    double[] values = new double[20];
    Arrays.setAll(values, i -> (i % 7 - 3) / 4.0);
    Map<String, TensorData> input =
        Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {4, 5}, values));
    try (ChainProver prover = ChainProver.of(batch, 2)) {
      byte[] bytes = prover.prove(input, options()).proof();
      VerifiedChain verified = ChainVerifier.of(batch.key()).verify(bytes, NONCE);
      assertThat(verified.output("y").integers())
          .isEqualTo(rows.execute(input).outputs().get("y").integers());
    }
  }

  @Test
  void strictlyNothingIsProvenOfWhatWasCutOff() throws Exception {
    double[] large = new double[INPUTS];
    Arrays.fill(large, 1e6);
    Map<String, TensorData> beyond =
        Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, INPUTS}, large));
    try (ChainProver prover = ChainProver.of(model, 2)) {
      assertThatThrownBy(() -> prover.prove(beyond, options().withStrict()))
          .isInstanceOf(SaturatedException.class);
      assertThat(prover.prove(beyond, options()).warnings()).isNotEmpty();
    }
  }
}
