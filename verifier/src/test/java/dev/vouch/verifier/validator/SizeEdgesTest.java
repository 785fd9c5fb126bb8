package dev.vouch.verifier.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.layout.CovectorCounts;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.testing.CircuitSketch;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Circuits of the largest size that is allowed, and those that are larger by one. */
class SizeEdgesTest {
  private final CircuitSketch n = CircuitRulesTest.good();

  private void valid() {
    assertThatCode(() -> CircuitValidator.validateForm(n.circuit())).doesNotThrowAnyException();
  }

  private void refused(CircuitRule rule) {
    assertThatThrownBy(() -> CircuitValidator.validateForm(n.circuit()))
        .isInstanceOfSatisfying(
            InvalidCircuitException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  private CovectorCounts counts() {
    return CovectorCounts.of(n.circuit());
  }

  @Test
  void covectors() {
    int scalar = n.iota("scalar", 0);
    long left = Limits.MAX_COVECTORS - counts().total();
    n.zeros.addAll(Collections.nCopies((int) left, scalar));
    assertThat(counts().total()).isEqualTo(Limits.MAX_COVECTORS);
    valid();
    n.zeros.add(scalar);
    refused(CircuitRule.COVECTORS);
  }

  /** A covector on a closed form has an entry for each index of an axis. */
  @Test
  void work() {
    long left = Limits.MAX_WORK - counts().work();
    int line = n.iota("line", 0, (int) left);
    n.zeros.add(line);
    assertThat(counts().work()).isEqualTo(Limits.MAX_WORK);
    valid();
    n.tensors.set(line, new Tensor.Iota("line", List.of((int) left + 1), 0));
    refused(CircuitRule.WORK);
  }

  /** One position in a long axis: next to no work, but a covector of so many entries. */
  @Test
  void entriesOfCovectorsOnDerivedTensors() {
    Term.Operand first = new Term.Operand(0, List.of(IndexEntry.constant(0)));
    Term term = CircuitRulesTest.box(1, List.of(1), CircuitSketch.axes(1), first);
    int left = (int) (Limits.MAX_WORK - counts().entries());
    int wide = n.derived("wide", List.of(left), term);
    n.zeros.add(wide);
    assertThat(counts().entries()).isEqualTo(Limits.MAX_WORK);
    assertThat(counts().work()).isLessThan(1000);
    valid();
    n.tensors.set(wide, new Tensor.Derived("wide", List.of(left + 1), List.of(term)));
    refused(CircuitRule.WORK);
  }

  @Test
  void rowsOfCommittedTensors() {
    int rows = Layout.of(n.circuit()).rows();
    int tensor = n.add(weights((int) Limits.MAX_ROWS - rows));
    assertThat((long) Layout.of(n.circuit()).rows()).isEqualTo(Limits.MAX_ROWS);
    valid();
    n.tensors.set(tensor, weights((int) Limits.MAX_ROWS - rows + 1));
    refused(CircuitRule.PROOF_LENGTH);
  }

  /** A row a cell. */
  private static Tensor weights(int cells) {
    return new Tensor.Committed("w", List.of(cells), TensorKind.MODEL, 0, 1, 0, 0, List.of(""));
  }

  @Test
  void bytesOfMessages() {
    long left = Limits.MAX_MESSAGE_BYTES - Plan.of(Layout.of(n.circuit())).messageBytes();
    int cells = (int) (left / 32) << n.c; // 2^c in a row of 32 bytes
    int tensor = n.witness("w", 0, 1, cells);
    assertThat(Plan.of(Layout.of(n.circuit())).messageBytes()).isEqualTo(Limits.MAX_MESSAGE_BYTES);
    valid();
    n.tensors.set(tensor, new Tensor.Witness("w", List.of(cells + 1), 0, 1));
    refused(CircuitRule.PROOF_LENGTH);
  }

  /** A table of 2^33 rows and a key of as many cells. */
  @Test
  void leavesOfTheTree() {
    n.c = 16;
    n.lookups.clear();
    n.tables.clear();
    int key = n.iota("key", 0, 1 << 17, 1 << 16);
    int table = n.table("t2", 0, n.iota("row", 0, 1 << 17, 1 << 16));
    n.lookup(table, key);
    assertThat(Layout.of(n.circuit()).leafVariables()).isEqualTo(Limits.MAX_VARIABLES);
    valid();
    n.lookup(table, n.iota("one more", 0));
    refused(CircuitRule.LEAVES);
  }
}
