package dev.vouch.verifier.circuit.layout;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import java.util.BitSet;
import java.util.List;

/**
 * How many covectors reach each tensor when the assertions are pulled back (protocol.md §2.1), and
 * what they cost: counted by adding along the DAG, from the assertions down, so that a chain which
 * doubles at each step is counted as fast as any other (§11, rules 5 and 32).
 */
public final class CovectorCounts {
  /** No sum or product below grows beyond this. */
  private static final long SATURATED = 1L << 61;

  private final Circuit circuit;

  /** n(T), by tensor. */
  private final long[] counts;

  /** δ(T): tensors that a dense covector can reach. */
  private final BitSet dense = new BitSet();

  private long total;

  private CovectorCounts(Circuit circuit) {
    this.circuit = circuit;
    this.counts = new long[circuit.tensors().size()];
  }

  /** Counts a circuit whose tensors are read by later ones only; no count overflows. */
  public static CovectorCounts of(Circuit circuit) {
    CovectorCounts result = new CovectorCounts(circuit);
    result.count();
    return result;
  }

  /** Σ n(T) over all tensors; at most 2^61. */
  public long total() {
    return total;
  }

  /**
   * n(T): how many covectors reach a tensor; as many entries of §5 has each of its 2-operand terms.
   */
  int reaching(int tensor) {
    return (int) counts[tensor];
  }

  private void count() {
    for (Lookup lookup : circuit.lookups()) {
      arrive(lookup.keys());
    }
    for (Table table : circuit.tables()) {
      arrive(table.multiplicity(), 1);
      if (table.direct()) {
        dense.set(table.multiplicity());
      } else {
        arrive(table.columns());
      }
    }
    arrive(circuit.zeros());
    for (int i = counts.length - 1; i >= 0; i--) {
      if (circuit.tensors().get(i) instanceof Tensor.Derived derived) {
        for (Term term : derived.terms()) {
          for (int operand : Depth.operands(term).toArray()) {
            arrive(operand, counts[i]);
            dense.set(operand, dense.get(operand) || dense.get(i) || term instanceof Term.Index);
          }
        }
      }
    }
  }

  private void arrive(List<Integer> tensors) {
    for (int tensor : tensors) {
      arrive(tensor, 1);
    }
  }

  private void arrive(int tensor, long more) {
    counts[tensor] = sum(counts[tensor], more);
    total = sum(total, more);
  }

  /** Units of work of rule 32 that covectors and direct tables make; at most 2^61. */
  public long work() {
    long work = directTables();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        Tensor tensor = circuit.tensors().get(i);
        work = sum(work, product(counts[i], work(tensor, dense.get(i))));
      }
    }
    return work;
  }

  /** Entries of covectors on derived tensors; at most 2^61. */
  public long entries() {
    long entries = 0;
    for (int i = 0; i < counts.length; i++) {
      Tensor tensor = circuit.tensors().get(i);
      if (counts[i] > 0 && tensor.kind() == TensorKind.DERIVED) {
        entries = sum(entries, product(counts[i], entries(tensor, dense.get(i))));
      }
    }
    return entries;
  }

  /**
   * Entries of covectors that are held cell by cell, those of direct tables among them; at most
   * 2^61.
   */
  public long denseEntries() {
    long entries = 0;
    for (int i = dense.nextSetBit(0); i >= 0; i = dense.nextSetBit(i + 1)) {
      long cells = PaddedSpace.of(circuit.tensors().get(i).shape()).cells();
      entries = sum(entries, product(counts[i], cells));
    }
    return entries;
  }

  /** Rows times columns: what their keys take (§4). */
  private long directTables() {
    long work = 0;
    for (Table table : circuit.tables()) {
      if (table.direct()) {
        long rows = circuit.tensors().get(table.multiplicity()).size();
        work = sum(work, product(rows, table.columns().size()));
      }
    }
    return work;
  }

  private static long entries(Tensor tensor, boolean isDense) {
    return isDense
        ? PaddedSpace.of(tensor.shape()).cells()
        : tensor.shape().stream().mapToLong(length -> length).sum();
  }

  private long work(Tensor tensor, boolean isDense) {
    PaddedSpace space = PaddedSpace.of(tensor.shape());
    if (tensor instanceof Tensor.Derived derived) {
      long work = 0;
      for (Term term : derived.terms()) {
        work = sum(work, work(term, space, isDense));
      }
      return work;
    }
    if (isDense || tensor.kind() == TensorKind.CONST || tensor.kind() == TensorKind.PUBLIC) {
      return space.cells();
    }
    long work = tensor.kind().committed() ? space.rows(Layout.columnBits(circuit, tensor)) : 0;
    for (int length : tensor.shape()) {
      work += length;
    }
    return work;
  }

  private long work(Term term, PaddedSpace result, boolean isDense) {
    if (term instanceof Term.Index index) {
      return index.resultCells().length
          + result.cells()
          + PaddedSpace.of(circuit.tensors().get(index.tensor()).shape()).cells();
    }
    Term.Box box = (Term.Box) term;
    long positions = 1;
    long work = 1;
    for (int length : box.box()) {
      positions = product(positions, length);
      work += length;
    }
    if (isDense) {
      return positions;
    }
    for (Term.Operand operand : box.operands()) {
      for (IndexEntry entry : operand.map()) {
        long meeting = 1;
        for (IndexEntry.Part part : entry.parts()) {
          meeting = product(meeting, box.box().get(part.boxAxis()));
        }
        work = sum(work, meeting);
      }
    }
    return work;
  }

  /** a·b for 0 ≤ a, b ≤ 2^61, or 2^61 if that is less. */
  private static long product(long a, long b) {
    long low = a * b;
    return Math.multiplyHigh(a, b) != 0 || low < 0 ? SATURATED : Math.min(low, SATURATED);
  }

  /** a + b for 0 ≤ a, b ≤ 2^61, or 2^61 if that is less. */
  private static long sum(long a, long b) {
    return Math.min(a + b, SATURATED);
  }
}
