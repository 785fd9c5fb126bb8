package dev.vouch.prover.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.rows.RowBatches;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.circuits.rows.TensorRows;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.Prover;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.rows.RejectedRowsException;
import dev.vouch.verifier.rows.RowFault;
import dev.vouch.verifier.rows.RowProof;
import dev.vouch.verifier.rows.RowProofs;
import dev.vouch.verifier.rows.RowRange;
import dev.vouch.verifier.rows.RowVerdict;
import dev.vouch.verifier.rows.RowVerifier;
import dev.vouch.verifier.rows.VerifiedRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows proven several in a proof, and every way to pass them for others. */
class RowProverTest {
  private static final int BATCH = 4;
  private static final int ROWS = 10;
  private static final byte[] CONTEXT = "run 7".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private static ModelFile model;
  private static Prover prover;
  private static RowPorts ports;
  private static TensorData data;
  private static List<RowProof> proofs;

  @BeforeAll
  static void prove() throws Exception {
    CompileOptions options = CompileOptions.defaults().withInput(Visibility.PUBLIC);
    model = Prover.commit(Networks.rows(options, BATCH, 3), 2);
    prover = Prover.of(model, 2);
    ports = RowPorts.of(model);
    double[] values = new double[ROWS * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7 % 13 - 6) / 8.0;
    }
    data = TensorData.ofDoubles(DataType.FLOAT, new int[] {ROWS, 3}, values);
    proofs = proofs(0, Long.MAX_VALUE, false);
  }

  @AfterAll
  static void close() {
    prover.close();
  }

  private static RowBatches batches(long first, long end) throws Exception {
    return RowBatches.of(ports, TensorRows.of(ports, Map.of("x", data)), first, end);
  }

  private static List<RowProof> proofs(long first, long end, boolean compact) throws Exception {
    List<RowProof> made = new ArrayList<>();
    RowProver rows = RowProver.of(prover, ProveOptions.defaults().withContext(CONTEXT));
    (compact ? rows.withCompactProofs() : rows)
        .proveAll(batches(first, end), proven -> made.add(proven.proof()));
    return made;
  }

  private static RowProofs source(List<RowProof> proofs) {
    Iterator<RowProof> left = proofs.iterator();
    return () -> left.hasNext() ? left.next() : null;
  }

  private static RowVerdict check(List<RowProof> some, byte[] context) throws Exception {
    return RowVerifier.of(Verifier.of(model.key()), context).check(source(some), rows -> {});
  }

  private static RowProof at(RowProof proof, RowRange range) {
    return new RowProof(range, proof.proof());
  }

  @Test
  void everyRowIsProvenOnceInOrder() throws Exception {
    for (boolean compact : new boolean[] {false, true}) {
      List<VerifiedRows> verified = new ArrayList<>();
      RowVerdict verdict =
          RowVerifier.of(Verifier.of(model.key()), CONTEXT)
              .verify(source(proofs(0, Long.MAX_VALUE, compact)), verified::add);
      assertThat(verdict.complete()).isTrue();
      assertThat(verdict.proofs()).isEqualTo(3);
      assertThat(verdict.rows()).isEqualTo("rows 0 to 9");
      for (VerifiedRows batch : verified) {
        for (long row = batch.range().first(); row < batch.range().end(); row++) {
          assertThat(batch.input("x", row).shape()).containsExactly(1, 3);
          long[] x = batch.input("x", row).integers();
          double scale = Math.scalb(1.0, batch.input("x", row).scaleExponent());
          for (int i = 0; i < 3; i++) {
            assertThat(x[i] / scale).isEqualTo(data.doubleAt((int) (3 * row) + i));
          }
          assertThat(batch.output("y", row).integers()).isEqualTo(expected(row));
        }
        long end = batch.range().end();
        assertThatThrownBy(() -> batch.output("y", end))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  /** What the network computes of that row in a batch of its own. */
  private static long[] expected(long row) throws Exception {
    Map<String, TensorData> alone = batches(row, row + 1).next().inputs();
    long[] all = model.program().execute(model.modelValues(), alone).outputs().get("y").integers();
    return Arrays.copyOf(all, 2);
  }

  @Test
  void otherRowsAreRejected() throws Exception {
    RowProof first = proofs.get(0);
    RowProof second = proofs.get(1);
    RowProof third = proofs.get(2);
    List<RowProof> swapped = List.of(at(second, first.range()), at(first, second.range()), third);
    assertFaults(swapped, "rows 0 to 3: QUADRATIC_FORM", "rows 4 to 7: QUADRATIC_FORM");
    assertFaults(List.of(second, first, third), "rows 0 to 3: ROWS_TWICE");
    assertFaults(List.of(first, third), "rows 4 to 7: ROWS_MISSING");
    assertFaults(List.of(first, first, second, third), "rows 0 to 3: ROWS_TWICE");
    assertFaults(
        List.of(first, second, third, at(first, new RowRange(10, 4, 4, false))),
        "rows 10 to 13: ROWS_AFTER_LAST",
        "rows 10 to 13: QUADRATIC_FORM");
  }

  @Test
  void paddingIsNoRowAndTheEndIsTheEnd() throws Exception {
    RowProof last = proofs.get(2);
    Function<RowRange, List<RowProof>> with =
        range -> List.of(proofs.get(0), proofs.get(1), at(last, range));
    assertFaults(with.apply(new RowRange(8, 4, 4, true)), "rows 8 to 11: QUADRATIC_FORM");
    assertFaults(with.apply(new RowRange(8, 1, 4, true)), "row 8: QUADRATIC_FORM");
    assertFaults(with.apply(new RowRange(8, 2, 4, false)), "rows 8 to 9: QUADRATIC_FORM");
    assertFaults(with.apply(new RowRange(8, 1, 1, true)), "row 8: NO_ROWS");
    assertFaults(with.apply(new RowRange(8, 2, 2, true)), "rows 8 to 9: NO_ROWS");
    RowVerdict partial = check(proofs.subList(0, 2), CONTEXT);
    assertThat(partial.accepted()).isTrue();
    assertThat(partial.complete()).isFalse();
    RowVerdict without = check(proofs.subList(1, 3), CONTEXT);
    assertThat(without.accepted()).isTrue();
    assertThat(without.complete()).isFalse();
    assertThat(check(List.of(), CONTEXT).accepted()).isFalse();
  }

  @Test
  void falseAndForeignProofsAreNamed() throws Exception {
    byte[] changed = proofs.get(1).proof().clone();
    changed[changed.length - 40] ^= 1;
    byte[] cut = Arrays.copyOf(proofs.get(2).proof(), 50);
    RowVerdict verdict =
        check(
            List.of(
                proofs.get(0),
                new RowProof(proofs.get(1).range(), changed),
                new RowProof(proofs.get(2).range(), cut)),
            CONTEXT);
    assertThat(verdict.faults()).extracting(RowFault::first).containsExactly(4L, 8L);
    assertThat(verdict.faults().get(1).reason()).isEqualTo("MALFORMED");
    assertThat(check(proofs, new byte[0]).faults()).hasSize(3);
    assertThatThrownBy(
            () ->
                RowVerifier.of(Verifier.of(model.key()), new byte[0])
                    .verify(source(proofs), rows -> {}))
        .isInstanceOf(RejectedRowsException.class)
        .hasMessageContaining("rows 0 to 3: QUADRATIC_FORM");
  }

  private void assertFaults(List<RowProof> some, String... texts) throws Exception {
    RowVerdict verdict = check(some, CONTEXT);
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.complete()).isFalse();
    List<String> found = verdict.faults().stream().map(RowFault::text).toList();
    assertThat(found).hasSize(texts.length);
    for (String text : texts) {
      assertThat(found).anyMatch(fault -> fault.startsWith(text + ":"));
    }
  }

  @Test
  void aFileGoesOnWhereverItsWriterWasStopped() throws Exception {
    Path whole = folder.resolve("whole.proofs");
    try (RowProofStore store = RowProofFile.create(whole, model.key().modelId(), BATCH, 0)) {
      for (RowProof proof : proofs) {
        store.append(proof);
      }
    }
    byte[] bytes = Files.readAllBytes(whole);
    StoredProofCheck check = StoredProofCheck.of(model.key(), CONTEXT);
    Path file = folder.resolve("stopped.proofs");
    for (int length = 0; length <= bytes.length; length += length < 60 ? 1 : 997) {
      Files.write(file, Arrays.copyOf(bytes, length));
      try (RowProofStore store =
          RowProofFile.resume(file, model.key().modelId(), BATCH, 0, check)) {
        for (RowProof proof : proofs) {
          if (proof.range().first() >= store.next() && !store.ended()) {
            store.append(proof);
          }
        }
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }
  }

  @Test
  void otherWorkIsNotGoneOnWith() throws Exception {
    Path file = folder.resolve("other.proofs");
    try (RowProofStore store = RowProofFile.create(file, model.key().modelId(), BATCH, 0)) {
      store.append(proofs.get(0));
      assertThatThrownBy(() -> store.append(proofs.get(2)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> RowProofFile.create(file, model.key().modelId(), BATCH, 0))
          .hasMessageContaining("another process writes to it");
    }
    byte[] before = Files.readAllBytes(file);
    StoredProofCheck check = StoredProofCheck.of(model.key(), CONTEXT);
    StoredProofCheck otherContext = StoredProofCheck.of(model.key(), new byte[0]);
    ModelFile other = Prover.commit(Networks.rows(CompileOptions.defaults(), BATCH, 3), 2);
    assertThatThrownBy(
            () -> RowProofFile.resume(file, model.key().modelId(), BATCH, 0, otherContext))
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("not accepted for this context");
    assertThatThrownBy(() -> RowProofFile.resume(file, other.key().modelId(), BATCH, 0, check))
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("they are of model " + model.key().modelId().hex());
    assertThatThrownBy(() -> RowProofFile.resume(file, model.key().modelId(), BATCH, 4, check))
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("where row 4 belongs");
    assertThatThrownBy(() -> RowProofFile.resume(file, model.key().modelId(), 8, 0, check))
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("each is of 4 rows");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aFolderHasAFileForEachProof() throws Exception {
    Path place = folder.resolve("proofs");
    StoredProofCheck check = StoredProofCheck.of(model.key(), CONTEXT);
    for (int made = 0; made < proofs.size(); made++) {
      try (RowProofStore store =
          RowProofFolder.resume(place, model.key().modelId(), BATCH, 0, check)) {
        assertThat(store.next()).isEqualTo(4L * made);
        assertThat(store.ended()).isFalse();
        store.append(proofs.get(made));
      }
    }
    try (Stream<Path> files = Files.list(place)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly(
              "rows-000000000000.proofs", "rows-000000000004.proofs", "rows-000000000008.proofs");
    }
    Files.delete(place.resolve("rows-000000000004.proofs"));
    assertThatThrownBy(() -> RowProofFolder.resume(place, model.key().modelId(), BATCH, 0, check))
        .isInstanceOf(StoredRowsException.class)
        .hasMessageContaining("rows 8 to 9 where row 4 belongs");
  }

  /** Hidden rows of more than 2^8 cells have a point each (protocol.md §2.2). */
  @Test
  void wideRowsOfHiddenInputs() throws Exception {
    CompileOptions options = CompileOptions.defaults().withGoal(ProofGoal.COMPACT);
    ModelFile wide = Prover.commit(Networks.rows(options, 16, 600), 2);
    Circuit circuit = wide.key().circuit();
    Tensor.Committed input = (Tensor.Committed) circuit.tensorsOf(TensorKind.INPUT).get(0);
    assertThat(circuit.c()).isGreaterThan(8);
    assertThat(input.columnBits()).isEqualTo(Math.min(10, circuit.c()));
    assertThat(wide.key().circuitBytes()[0]).as("format version").isEqualTo((byte) 2);
    RowPorts widePorts = RowPorts.of(wide);
    TensorRows rows = TensorRows.of(widePorts, Map.of("x", Networks.input(600, 3).get("x")));
    List<RowProof> made = new ArrayList<>();
    try (Prover wideProver = Prover.of(ModelFile.decode(wide.encode()), 2)) {
      RowProver.of(wideProver, ProveOptions.defaults())
          .withCompactProofs()
          .proveAll(
              RowBatches.of(widePorts, rows, 0, Long.MAX_VALUE),
              proven -> made.add(proven.proof()));
    }
    VerifyingKey key = VerifyingKey.decode(wide.key().encode());
    RowVerdict verdict =
        RowVerifier.of(Verifier.of(key), new byte[0]).verify(source(made), verified -> {});
    assertThat(verdict.rows()).isEqualTo("row 0");
    assertThat(verdict.complete()).isTrue();
  }

  /** So few cells a row that a point of 2^8 would span several rows. */
  @Test
  void narrowRowsOfHiddenTensorsHaveAPointEach() throws Exception {
    CompileOptions options = CompileOptions.defaults().withOutput(Visibility.PRIVATE);
    ModelFile narrow = Prover.commit(Networks.rows(options, 4, 5), 2);
    ModelFile read = ModelFile.decode(narrow.encode());
    Circuit circuit = read.key().circuit();
    assertThat(circuit.tensorsOf(TensorKind.INPUT, TensorKind.OUTPUT))
        .extracting(tensor -> ((Tensor.Committed) tensor).columnBits())
        .containsExactly(3, 1);
    assertThat(Layout.of(circuit).matrices(TensorKind.INPUT).get(0).rows()).isEqualTo(4);
    Map<String, TensorData> rows =
        Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {4, 5}, new double[20]));
    try (Prover narrowProver = Prover.of(read, 2)) {
      ProvedInference proved = narrowProver.prove(rows, ProveOptions.defaults());
      VerifiedInference verified =
          Verifier.of(VerifyingKey.decode(read.key().encode())).verify(proved.proof(), new byte[0]);
      assertThat(verified.hidden()).hasSize(2);
    }
  }

  @Test
  void aRowThatCannotBeProvenIsNamedAndThoseBeforeAreKept() throws Exception {
    double[] values = data.toDoubles().clone();
    values[3 * 5] = Double.NaN;
    TensorRows bad =
        TensorRows.of(
            ports, Map.of("x", TensorData.ofDoubles(DataType.FLOAT, data.shape(), values)));
    List<RowRange> kept = new ArrayList<>();
    assertThatThrownBy(
            () ->
                RowProver.of(prover, ProveOptions.defaults())
                    .proveAll(
                        RowBatches.of(ports, bad, 0, Long.MAX_VALUE),
                        proven -> kept.add(proven.range())))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("rows 4 to 7: input 'x' holds NaN");
    assertThat(kept).containsExactly(new RowRange(0, 4, 4, false));
  }
}
