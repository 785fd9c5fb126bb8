package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An axis for the rows of data in every tensor that has to do with a port, such that all cells that
 * are joined are of one row each (protocol.md §11, rule 39): most circuits have one, and it is
 * found and checked in a time that grows with their terms and rows, not with their cells. Where
 * there is none, nothing follows. Not thread-safe.
 */
final class AlignedRows {
  private final Circuit circuit;
  private final Budget budget;
  private final boolean[] fixed;
  private final List<List<RowLink>> links = new ArrayList<>();
  private final @Nullable RowAxis[] axes;

  private AlignedRows(Circuit circuit, Budget budget) {
    this.circuit = circuit;
    this.budget = budget;
    this.fixed = Numbering.fixed(circuit);
    this.axes = new RowAxis[fixed.length];
    for (int i = 0; i < fixed.length; i++) {
      links.add(new ArrayList<>());
    }
  }

  /**
   * Looks for such axes.
   *
   * @return null if there are none
   */
  static @Nullable AlignedRows find(Circuit circuit, Budget budget) throws TooLargeException {
    AlignedRows rows = new AlignedRows(circuit, budget);
    return rows.linked() && rows.spread() ? rows : null;
  }

  /** Where a tensor has its rows; null if it has none, or nothing to do with ports. */
  @Nullable RowAxis axis(int tensor) {
    return axes[tensor];
  }

  /** Notes what joins cells; false if a table is not fixed. */
  private boolean linked() {
    for (int i = 0; i < fixed.length; i++) {
      if (!fixed[i] && circuit.tensors().get(i) instanceof Tensor.Derived derived) {
        for (Term term : derived.terms()) {
          if (term instanceof Term.Index index) {
            link(new RowLink(i, index.tensor(), term, null));
          } else {
            for (Term.Operand operand : ((Term.Box) term).operands()) {
              link(new RowLink(i, operand.tensor(), term, operand));
            }
          }
        }
      }
    }
    for (Lookup lookup : circuit.lookups()) {
      if (!circuit.tables().get(lookup.table()).columns().stream().allMatch(c -> fixed[c])) {
        return false;
      }
      List<Integer> keys = lookup.keys().stream().filter(key -> !fixed[key]).toList();
      for (int i = 1; i < keys.size(); i++) {
        link(RowLink.ofKeys(keys.get(0), keys.get(i)));
      }
    }
    return true;
  }

  private void link(RowLink link) {
    if (!fixed[link.first()] && !fixed[link.second()]) {
      links.get(link.first()).add(link);
      links.get(link.second()).add(link);
    }
  }

  /** From the ports on, along the links; false where no axis fits. */
  private boolean spread() throws TooLargeException {
    Deque<Integer> left = new ArrayDeque<>();
    for (Port port : ports().toList()) {
      List<Integer> shape = circuit.tensors().get(port.tensor()).shape();
      for (RowAxis axis : RowAxis.candidates(shape, circuit.rows())) {
        if (axis.isFirst(shape)) {
          axes[port.tensor()] = axis;
        }
      }
      if (axes[port.tensor()] == null) {
        return false;
      }
      left.add(port.tensor());
    }
    while (!left.isEmpty()) {
      int tensor = left.remove();
      for (RowLink link : links.get(tensor)) {
        int other = link.other(tensor);
        if (axes[other] == null) {
          axes[other] = fitting(link, other);
          left.add(other);
        }
        if (axes[other] == null || !keepsRows(link)) {
          return false;
        }
      }
    }
    return true;
  }

  private Stream<Port> ports() {
    return Stream.concat(circuit.inputs().stream(), circuit.outputs().stream());
  }

  /** The first axis of a tensor that fits a link whose other tensor has one. */
  private @Nullable RowAxis fitting(RowLink link, int tensor) throws TooLargeException {
    List<Integer> shape = circuit.tensors().get(tensor).shape();
    for (RowAxis candidate : RowAxis.candidates(shape, circuit.rows())) {
      axes[tensor] = candidate;
      if (keepsRows(link)) {
        return candidate;
      }
    }
    return null;
  }

  private boolean keepsRows(RowLink link) throws TooLargeException {
    RowAxis first = axes[link.first()];
    RowAxis second = axes[link.second()];
    return first != null && second != null && link.keepsRows(circuit, first, second, budget);
  }

  /**
   * Whether it is known that all rows are computed alike: moving every cell to the next row makes
   * of each term and lookup of a row those of the next, and ports are read alike.
   */
  boolean alike() {
    for (int i = 0; i < axes.length; i++) {
      RowAxis axis = axes[i];
      if (axis != null && circuit.tensors().get(i) instanceof Tensor.Derived derived) {
        int length = derived.shape().get(axis.axis());
        if (!derived.terms().stream().allMatch(term -> isAlike(term, axis, length))) {
          return false;
        }
      }
    }
    boolean scaled = ports().anyMatch(port -> port.slices() != null && port.slices().axis() == 0);
    return !scaled && circuit.lookups().stream().allMatch(this::isAlike);
  }

  /** Whether one box axis goes through the rows of the result and of what is not fixed alone. */
  private boolean isAlike(Term term, RowAxis axis, int length) {
    if (!(term instanceof Term.Box box)) {
      return false;
    }
    int rows = axis.boxAxis(box, length);
    return rows >= 0
        && box.operands().stream().allMatch(operand -> isAlike(operand, rows, axis.block()));
  }

  /** Whether a step to the next row of the result is one of the operand, or none if it is fixed. */
  private boolean isAlike(Term.Operand operand, int boxAxis, int block) {
    RowAxis own = axes[operand.tensor()];
    for (int axis = 0; axis < operand.map().size(); axis++) {
      long moved = 0;
      for (IndexEntry.Part part : operand.map().get(axis).parts()) {
        moved += part.boxAxis() == boxAxis ? part.coefficient() * block : 0;
      }
      if (moved != (own != null && own.axis() == axis ? own.block() : 0)) {
        return false;
      }
    }
    return true;
  }

  /** Whether keys are all of rows, or none is. */
  private boolean isAlike(Lookup lookup) {
    long ofRows = lookup.keys().stream().filter(key -> axes[key] != null).count();
    return ofRows == 0 || ofRows == lookup.keys().size();
  }
}
