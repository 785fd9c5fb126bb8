package dev.vouch.prover.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.rows.TensorRows;
import dev.vouch.circuits.split.Splitter;
import dev.vouch.prover.ChainProver;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.Prover;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainContext;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainProof;
import dev.vouch.verifier.chain.ChainVerifier;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.independence.RowIndependence;
import dev.vouch.verifier.rows.RowFault;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowProofs;
import dev.vouch.verifier.rows.RowRange;
import dev.vouch.verifier.rows.RowVerdict;
import dev.vouch.verifier.rows.RowVerifier;
import dev.vouch.verifier.rows.VerifiedRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of a network in two parts, and every way to pass them for others. */
class ChainRowsTest {
  private static final int BATCH = 4;
  private static final int ROWS = 10;
  private static final int WIDTH = 5;
  private static final byte[] CONTEXT = "run 8".getBytes(StandardCharsets.UTF_8);

  private static CompiledNetwork network;
  private static ChainModelFile model;
  private static ChainVerifier verifier;
  private static TensorData data;
  private static List<RowProof> proofs;

  @BeforeAll
  static void prove() throws Exception {
    network = Networks.rows(CompileOptions.defaults(), BATCH, WIDTH);
    model = ChainProver.commit(Splitter.split(network, 2, ProofGoal.LATENCY), 2);
    verifier = ChainVerifier.of(model.key());
    double[] values = new double[ROWS * WIDTH];
    Arrays.setAll(values, i -> (i * 7 % 13 - 6) / 8.0);
    data = TensorData.ofDoubles(DataType.FLOAT, new int[] {ROWS, WIDTH}, values);
    proofs = proofs(false);
  }

  private static RowBatches batches() throws Exception {
    RowPorts ports = RowPorts.of(model);
    return RowBatches.of(ports, TensorRows.of(ports, Map.of("x", data)), 0, Long.MAX_VALUE);
  }

  private static List<RowProof> proofs(boolean compact) throws Exception {
    List<RowProof> made = new ArrayList<>();
    try (ChainProver prover = ChainProver.of(model, 2)) {
      RowProver rows = RowProver.of(prover, ProveOptions.defaults().withContext(CONTEXT));
      (compact ? rows.withCompactProofs() : rows)
          .proveAll(batches(), proven -> made.add(proven.proof()));
    }
    return made;
  }

  private static RowProofs source(List<RowProof> proofs) {
    Iterator<RowProof> left = proofs.iterator();
    return () -> left.hasNext() ? left.next() : null;
  }

  private static RowVerdict check(RowProof... some) throws Exception {
    return RowVerifier.of(verifier, CONTEXT).check(source(List.of(some)), rows -> {});
  }

  private static void requireFault(String reason, String text, RowProof... some) throws Exception {
    RowVerdict verdict = check(some);
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.faults()).extracting(RowFault::reason).contains(reason);
    assertThat(verdict.faults()).extracting(RowFault::text).anyMatch(t -> t.contains(text));
  }

  private static RowProof as(RowProof proof, long first, int rows, boolean last) {
    return new RowProof(new RowRange(first, rows, BATCH, last), proof.proof());
  }

  /** A proof of the first one's rows with a part of another one. */
  private static RowProof withPart(int part, RowProof other) throws Exception {
    List<byte[]> parts = new ArrayList<>(ChainProof.decode(proofs.get(0).proof()).proofs());
    parts.set(part, ChainProof.decode(other.proof()).proofs().get(part));
    byte[] joined = new ChainProof(model.key().modelId(), parts).encode();
    return new RowProof(proofs.get(0).range(), joined);
  }

  @Test
  void rowsAreIndependentThroughAllParts() {
    RowIndependence rows = RowVerifier.of(verifier, CONTEXT).independence();
    assertThat(rows.independent()).isTrue();
    assertThat(rows.alike()).isTrue();
    assertThat(model.key().keys().get(1).circuit().rows()).isEqualTo(BATCH);
  }

  @Test
  void everyRowIsWhatTheWholeNetworkGives() throws Exception {
    for (boolean compact : new boolean[] {false, true}) {
      List<VerifiedRows> verified = new ArrayList<>();
      RowVerdict verdict =
          RowVerifier.of(verifier, CONTEXT).verify(source(proofs(compact)), verified::add);
      assertThat(verdict.complete()).isTrue();
      assertThat(verdict.rows()).isEqualTo("rows 0 to 9");
      assertThat(verdict.ids().inputs()).containsOnlyKeys("x");
      RowBatches again = batches();
      for (VerifiedRows batch : verified) {
        long[] all = network.execute(again.next().inputs()).outputs().get("y").integers();
        for (int i = 0; i < batch.range().rows(); i++) {
          assertThat(batch.output("y", batch.range().first() + i).integers())
              .isEqualTo(Arrays.copyOfRange(all, 2 * i, 2 * i + 2));
        }
      }
    }
  }

  @Test
  void swappedRowsAreRejected() throws Exception {
    RowProof first = as(proofs.get(1), 0, BATCH, false);
    RowProof second = as(proofs.get(0), BATCH, BATCH, false);
    RowVerdict verdict = check(first, second, proofs.get(2));
    assertThat(verdict.faults())
        .extracting(RowFault::text)
        .satisfiesExactly(
            fault -> assertThat(fault).startsWith("rows 0 to 3: QUADRATIC_FORM: part 0"),
            fault -> assertThat(fault).startsWith("rows 4 to 7: QUADRATIC_FORM: part 0"));
  }

  @Test
  void aPartOfAnotherBatchIsRejected() throws Exception {
    requireFault(
        "QUADRATIC_FORM", "rows 0 to 3: QUADRATIC_FORM: part 0", withPart(0, proofs.get(1)));
    requireFault(
        "QUADRATIC_FORM", "rows 0 to 3: QUADRATIC_FORM: part 1", withPart(1, proofs.get(1)));
  }

  /** Of the same rows under the same context, so that each part holds alone. */
  @Test
  void aPartOfAnotherRunIsRejectedByItsLink() throws Exception {
    requireFault("LINK", "of part 0 to input", withPart(1, proofs(false).get(0)));
  }

  @Test
  void missingAndDoubledRowsAreNamed() throws Exception {
    requireFault("ROWS_MISSING", "rows 4 to 7", proofs.get(0), proofs.get(2));
    requireFault("ROWS_TWICE", "rows 0 to 3", proofs.get(0), proofs.get(0), proofs.get(1));
  }

  @Test
  void paddingDoesNotCountAndTheEndStaysWhereItIs() throws Exception {
    RowProof last = proofs.get(2);
    assertThat(last.range()).isEqualTo(new RowRange(8, 2, BATCH, true));
    requireFault("QUADRATIC_FORM", "rows 8 to 10", as(last, 8, 3, true));
    requireFault("QUADRATIC_FORM", "rows 8 to 9", as(last, 8, 2, false));
    requireFault("QUADRATIC_FORM", "rows 4 to 7", as(proofs.get(1), 4, BATCH, true));
  }

  @Test
  void oneFalseProofLeavesTheOthers() throws Exception {
    byte[] bytes = proofs.get(1).proof().clone();
    bytes[bytes.length - 32] ^= 1;
    List<RowRange> seen = new ArrayList<>();
    RowVerdict verdict =
        RowVerifier.of(verifier, CONTEXT)
            .check(
                source(
                    List.of(
                        proofs.get(0), new RowProof(proofs.get(1).range(), bytes), proofs.get(2))),
                rows -> seen.add(rows.range()));
    assertThat(verdict.faults()).hasSize(1);
    assertThat(verdict.faults().get(0).text()).startsWith("rows 4 to 7: GROUP_EQUATIONS: part 1");
    assertThat(seen).containsExactly(proofs.get(0).range(), proofs.get(2).range());
  }

  @Test
  void proofsOfOtherThingsAreRefusedByName() throws Exception {
    byte[] part = ChainProof.decode(proofs.get(0).proof()).proofs().get(0);
    requireFault("MALFORMED", "not a proof of a chain", new RowProof(proofs.get(0).range(), part));
    ChainModelFile again = ChainProver.commit(Splitter.split(network, 2, ProofGoal.LATENCY), 2);
    RowVerdict other =
        RowVerifier.of(ChainVerifier.of(again.key()), CONTEXT).check(source(proofs), rows -> {});
    assertThat(other.faults()).extracting(RowFault::reason).containsOnly("CHAIN_ID");
    RowVerdict context = RowVerifier.of(verifier, new byte[] {1}).check(source(proofs), rows -> {});
    assertThat(context.faults()).extracting(RowFault::reason).containsOnly("QUADRATIC_FORM");
    assertThat(context.faults()).hasSize(3);
  }

  /** A proof of the rows of one run is none of a sample, nor the other way round. */
  @Test
  void rowsAndSamplesAreNotTakenForEachOther() throws Exception {
    assertThatThrownBy(() -> verifier.verify(proofs.get(0).proof(), CONTEXT))
        .hasMessageContaining("part 0");
    byte[] bound = proofs.get(0).range().context(CONTEXT);
    assertThat(verifier.verify(proofs.get(0).proof(), bound).outputs()).hasSize(1);
  }

  @Test
  void theContextLeavesRoomForChainAndRows() throws Exception {
    int most = RowRange.maxContextBytes(model.key());
    assertThat(most).isEqualTo(ChainContext.MAX_CONTEXT_BYTES - 29);
    assertThatThrownBy(() -> RowVerifier.of(verifier, new byte[most + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    try (ChainProver prover = ChainProver.of(model, 2)) {
      ProveOptions tooLong = ProveOptions.defaults().withContext(new byte[most + 1]);
      assertThatThrownBy(() -> RowProver.of(prover, tooLong))
          .isInstanceOf(IllegalArgumentException.class);
      List<RowProof> made = new ArrayList<>();
      RowProver.of(prover, ProveOptions.defaults().withContext(new byte[most]))
          .proveAll(batches(), proven -> made.add(proven.proof()));
      RowVerifier.of(verifier, new byte[most]).verify(source(made), rows -> {});
    }
  }

  /** Of a row of parts that take 4 and 1 at once a quarter would be compared, and all be shown. */
  @Test
  void partsThatTakeDifferentNumbersOfRowsTakeNone() throws Exception {
    CompiledNetwork small = Networks.rows(CompileOptions.defaults(), 1, WIDTH);
    VerifyingKey one =
        Prover.commit(Splitter.split(small, 2, ProofGoal.LATENCY).parts().get(0), 2).key();
    VerifyingKey four = model.key().keys().get(1);
    ChainKey uneven = ChainKey.of(List.of(one, four), List.of());
    assertThatThrownBy(uneven::rows)
        .isInstanceOf(NoRowFormatException.class)
        .hasMessageContaining("different numbers of rows at once: [1, 4]");
    assertThatThrownBy(uneven::hidden).isInstanceOf(NoRowFormatException.class);
    RowVerdict verdict =
        RowVerifier.of(ChainVerifier.of(uneven), CONTEXT)
            .check(source(List.of(proofs.get(0))), rows -> {});
    assertThat(verdict.faults()).extracting(RowFault::reason).containsExactly("NO_ROWS");
  }
}
