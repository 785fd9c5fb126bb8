package dev.vouch.verifier.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ProofVerifier;
import dev.vouch.verifier.Refusal;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.testing.Vectors;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Proofs of rows as a set: those of docs/spec/golden, and what becomes of them (rule 36). */
class RowVerifierTest {
  private static final Path FOLDER =
      Path.of("..", "docs", "spec", "golden", "2026-11-rows", "rows");

  private static Verifier verifier;
  private static RowVerifier rows;

  /** Rows 0 to 3, and 4 to 5 with two of padding. */
  private static RowProof first;

  private static RowProof second;

  private final List<VerifiedRows> verified = new ArrayList<>();

  @BeforeAll
  static void read() throws Exception {
    verifier = Verifier.of(VerifyingKey.decode(Files.readAllBytes(FOLDER.resolve("model.vk"))));
    rows =
        RowVerifier.of(
            verifier,
            Vectors.bytes(
                new ObjectMapper()
                    .readTree(FOLDER.resolve("expected.json").toFile())
                    .get("context")));
    try (RowProofReader reader =
        RowProofReader.of(Files.newInputStream(FOLDER.resolve("rows.proofs")))) {
      first = reader.next();
      second = reader.next();
    }
    assertThat(second.range()).isEqualTo(new RowRange(4, 2, 4, false));
  }

  private static RowProofs source(List<RowProof> proofs) {
    Iterator<RowProof> left = proofs.iterator();
    return () -> left.hasNext() ? left.next() : null;
  }

  private RowVerdict check(RowProof... proofs) throws Exception {
    return rows.check(source(List.of(proofs)), verified::add);
  }

  private List<RowRange> ranges() {
    return verified.stream().map(VerifiedRows::range).toList();
  }

  private static RowProof changed(RowProof proof) {
    byte[] bytes = proof.proof().clone();
    bytes[bytes.length - 32] ^= 1;
    return new RowProof(proof.range(), bytes);
  }

  private static RowProof as(long first, int rows, int batch, boolean last) {
    return new RowProof(new RowRange(first, rows, batch, last), RowVerifierTest.first.proof());
  }

  @Test
  void whatFollowsOneAnotherIsAccepted() throws Exception {
    RowVerdict verdict = rows.verify(source(List.of(first, second)), verified::add);
    assertThat(verdict).isEqualTo(new RowVerdict(0, 6, 2, false, List.of(), 0, RowIds.NONE));
    assertThat(verdict.rows()).isEqualTo("rows 0 to 5");
    assertThat(ranges()).containsExactly(first.range(), second.range());
  }

  @Test
  void aSetMayBeginAnywhere() throws Exception {
    assertThat(check(second)).isEqualTo(new RowVerdict(4, 6, 1, false, List.of(), 0, RowIds.NONE));
  }

  @Test
  void ofNoProofThereAreNoRows() throws Exception {
    RowVerdict verdict = check();
    assertThat(verdict).isEqualTo(new RowVerdict(-1, 0, 0, false, List.of(), 0, RowIds.NONE));
    assertThat(verdict.rows()).isEqualTo("no rows");
  }

  @Test
  void eachRowHasItsOwnValues() throws Exception {
    check(first, second);
    for (VerifiedRows part : verified) {
      VerifiedTensor all = part.inference().outputs().get(0);
      int cells = all.integers().length / part.range().batch();
      for (int i = 0; i < part.range().rows(); i++) {
        VerifiedTensor row = part.output(all.name(), part.range().first() + i);
        assertThat(row.shape().get(0)).isEqualTo(1);
        assertThat(row.integers())
            .isEqualTo(Arrays.copyOfRange(all.integers(), i * cells, (i + 1) * cells));
      }
      long end = part.range().end();
      assertThatThrownBy(() -> part.output(all.name(), end))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void oneFalseProofLeavesTheOthers() throws Exception {
    RowVerdict verdict = check(changed(first), second);
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.more()).isZero();
    assertThat(verdict.faults()).hasSize(1);
    RowFault fault = verdict.faults().get(0);
    assertThat(fault.kind()).isEqualTo(Refusal.Kind.REJECTED);
    assertThat(fault.text()).startsWith("rows 0 to 3: GROUP_EQUATIONS: ");
    assertThat(ranges()).containsExactly(second.range());
  }

  @Test
  void bytesThatAreNoProofAreAFaultOfTheirRows() throws Exception {
    RowProof cut = new RowProof(first.range(), Arrays.copyOf(first.proof(), 100));
    RowVerdict verdict = check(cut, second);
    assertThat(verdict.faults()).extracting(RowFault::kind).containsExactly(Refusal.Kind.MALFORMED);
    assertThat(verdict.faults()).extracting(RowFault::first).containsExactly(0L);
    assertThat(ranges()).containsExactly(second.range());
  }

  /** A proof is about the rows that it was made for, and about no others. */
  @Test
  void otherRowsAreNotThoseOfTheProof() throws Exception {
    for (RowProof other : List.of(as(0, 3, 4, false), as(4, 4, 4, false), as(0, 4, 4, true))) {
      RowVerdict verdict = check(other);
      assertThat(verdict.faults()).extracting(RowFault::kind).containsOnly(Refusal.Kind.REJECTED);
      assertThat(verdict.faults()).extracting(RowFault::reason).doesNotContain(RowFault.NO_ROWS);
      assertThat(verdict.complete()).isFalse();
    }
    assertThat(verified).isEmpty();
  }

  @Test
  void theModelTakesItsOwnNumberOfRows() throws Exception {
    for (int batch : new int[] {1, 3, 5}) {
      RowVerdict verdict = check(as(0, 1, batch, false));
      assertThat(verdict.faults()).extracting(RowFault::reason).containsExactly(RowFault.NO_ROWS);
      assertThat(verified).isEmpty();
    }
  }

  private static <T> T answering(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object answer = answers.get(method.getName());
              if (answer instanceof Exception e) {
                throw e;
              }
              return Objects.requireNonNull(answer, method.getName());
            }));
  }

  /** The stand-in has verified nothing, and is asked for nothing. */
  @Test
  void partsThatTakeDifferentNumbersOfRowsTakeNone() throws Exception {
    ModelKey key =
        answering(
            ModelKey.class,
            Map.of(
                "keys",
                List.of(verifier.key(), verifier.key()),
                "maxContextBytes",
                Verifier.MAX_CONTEXT_BYTES,
                "rows",
                NoRowFormatException.ofParts(List.of(4, 2))));
    RowVerdict verdict =
        RowVerifier.of(
                answering(ProofVerifier.class, Map.of("key", key, "verifyAll", List.of())),
                new byte[0])
            .check(source(List.of(first)), verified::add);
    assertThat(verdict.faults()).extracting(RowFault::reason).containsExactly(RowFault.NO_ROWS);
    assertThat(verified).isEmpty();
  }

  @Test
  void whatIsSaidOfTheRowsIsPartOfTheContext() {
    int most = RowRange.maxContextBytes(verifier.key());
    assertThat(most).isEqualTo(RowRange.MAX_CONTEXT_BYTES);
    assertThat(RowVerifier.of(verifier, new byte[most])).isNotNull();
    assertThatThrownBy(() -> RowVerifier.of(verifier, new byte[most + 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most " + most);
  }

  @Test
  void twiceIsAFaultThoughBothHold() throws Exception {
    RowVerdict verdict = check(first, first);
    assertThat(verdict.faults()).extracting(RowFault::reason).containsExactly(RowFault.TWICE);
    assertThat(ranges()).containsExactly(first.range(), first.range());
  }

  @Test
  void oneThousandFaultsAreToldAndTheOthersCounted() throws Exception {
    List<RowProof> wrong = LongStream.range(0, 1002).mapToObj(i -> as(3 * i, 3, 3, false)).toList();
    RowVerdict verdict = rows.check(source(wrong), verified::add);
    assertThat(verdict.faults()).hasSize(1000);
    assertThat(verdict.more()).isEqualTo(2);
    assertThat(verdict.proofs()).isEqualTo(1002);
  }

  /** 64 proofs at once: none is verified before there are so many, and no more are kept. */
  @Test
  void groupsBoundTheMemory() throws Exception {
    List<Integer> seen = new ArrayList<>();
    Iterator<RowProof> left = Collections.nCopies(65, second).iterator();
    RowProofs counted =
        () -> {
          seen.add(verified.size());
          return left.hasNext() ? left.next() : null;
        };
    assertThat(rows.check(counted, verified::add).proofs()).isEqualTo(65);
    assertThat(seen.subList(0, 64)).containsOnly(0);
    assertThat(seen.subList(64, 66)).containsOnly(64);
    assertThat(verified).hasSize(65);
  }

  @Test
  void refusalsSayWhatIsWrongFirst() {
    assertThatThrownBy(() -> rows.verify(source(List.of()), verified::add))
        .isInstanceOfSatisfying(
            RejectedRowsException.class, e -> assertThat(e.verdict().accepted()).isFalse())
        .hasMessage("there is no proof");
    assertThatThrownBy(() -> rows.verify(source(List.of(first, first)), verified::add))
        .isInstanceOf(RejectedRowsException.class)
        .hasMessageStartingWith("rows 0 to 3: ROWS_TWICE")
        .hasMessageNotContaining("other rows");
    assertThatThrownBy(() -> rows.verify(source(List.of(second, second, second)), verified::add))
        .isInstanceOf(RejectedRowsException.class)
        .hasMessageEndingWith("; and other rows");
  }
}
