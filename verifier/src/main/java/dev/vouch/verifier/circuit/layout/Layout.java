package dev.vouch.verifier.circuit.layout;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the cells of a circuit lie: matrices of committed tensors, blocks of the lookup tree's
 * leaves, tables outside it (protocol.md §2.2, §4, §11 rules 12, 15). Immutable.
 */
public final class Layout {
  private final Circuit circuit;
  private final CovectorCounts counts;
  private final List<Matrix> matrices = new ArrayList<>();

  /** By tensor; null for tensors that are not committed. */
  private final @Nullable Matrix[] byTensor;

  private final List<LeafBlock> leafBlocks;
  private final int rows;
  private final int leafVariables;
  private final List<DirectTable> directTables;

  /**
   * The layout of a circuit that has passed the validator's checks of form.
   *
   * @param counts of the same circuit
   */
  public Layout(Circuit circuit, CovectorCounts counts) {
    this.circuit = circuit;
    this.counts = counts;
    this.byTensor = new Matrix[circuit.tensors().size()];
    for (int i = 0; i < byTensor.length; i++) {
      Tensor tensor = circuit.tensors().get(i);
      if (tensor.kind().committed()) {
        PaddedSpace space = PaddedSpace.of(tensor.shape());
        int columnBits = columnBits(circuit, tensor);
        byTensor[i] = new Matrix(i, space, columnBits, Math.toIntExact(space.rows(columnBits)), 0);
      }
    }
    this.rows = numberRows();
    this.leafBlocks = leafBlocks(circuit);
    long leaves = leafBlocks.stream().mapToLong(block -> 1L << block.space().bits()).sum();
    this.directTables = DirectTable.of(circuit);
    this.leafVariables =
        leaves == 0 ? 0 : Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(leaves - 1));
  }

  /**
   * Numbers the rows of all committed tensors: MODEL first, then INPUT and OUTPUT, then WITNESS,
   * each in declaration order; returns how many there are.
   */
  private int numberRows() {
    List<List<TensorKind>> groups =
        List.of(
            List.of(TensorKind.MODEL),
            List.of(TensorKind.INPUT, TensorKind.OUTPUT),
            List.of(TensorKind.WITNESS));
    int next = 0;
    for (List<TensorKind> group : groups) {
      for (int i = 0; i < byTensor.length; i++) {
        if (group.contains(circuit.tensors().get(i).kind())) {
          Matrix matrix = byTensor[i];
          byTensor[i] = new Matrix(i, matrix.space(), matrix.columnBits(), matrix.rows(), next);
          matrices.add(byTensor[i]);
          next += matrix.rows();
        }
      }
    }
    return next;
  }

  /** The layout of a circuit that has passed the validator. */
  public static Layout of(Circuit circuit) {
    return new Layout(circuit, CovectorCounts.of(circuit));
  }

  /** c_T of a committed tensor (§2.2). */
  public static int columnBits(Circuit circuit, Tensor tensor) {
    return tensor instanceof Tensor.Committed committed
        ? committed.columnBits()
        : Math.min(PaddedSpace.of(tensor.shape()).bits(), circuit.c());
  }

  private static List<LeafBlock> leafBlocks(Circuit circuit) {
    List<LeafBlock> blocks = new ArrayList<>();
    for (Lookup lookup : circuit.lookups()) {
      PaddedSpace space = PaddedSpace.of(circuit.tensors().get(lookup.keys().get(0)).shape());
      blocks.add(new LeafBlock(space, 0, lookup.table() + 1, lookup.keys(), -1));
    }
    for (int t = 0; t < circuit.tables().size(); t++) {
      Table table = circuit.tables().get(t);
      if (!table.direct()) {
        PaddedSpace space = PaddedSpace.of(circuit.tensors().get(table.multiplicity()).shape());
        blocks.add(new LeafBlock(space, 0, t + 1, table.columns(), table.multiplicity()));
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingInt((Integer i) -> blocks.get(i).space().bits())
            .reversed()); // stable (rule 15)
    long base = 0;
    for (int i : order) {
      LeafBlock block = blocks.get(i);
      blocks.set(
          i, new LeafBlock(block.space(), base, block.tag(), block.keys(), block.multiplicity()));
      base += 1L << block.space().bits();
    }
    return List.copyOf(blocks);
  }

  /** The circuit. */
  public Circuit circuit() {
    return circuit;
  }

  /** C = 2^c, the width. */
  public int columns() {
    return 1 << circuit.c();
  }

  /** The matrix of a committed tensor. */
  public Matrix matrix(int tensor) {
    Matrix matrix = byTensor[tensor];
    if (matrix == null) {
      throw new IllegalArgumentException("tensor " + tensor + " is not committed");
    }
    return matrix;
  }

  /**
   * The matrices of committed tensors of some kinds, in declaration order (MODEL, then INPUT and
   * OUTPUT, then WITNESS).
   */
  public List<Matrix> matrices(TensorKind... kinds) {
    List<TensorKind> wanted = List.of(kinds);
    return matrices.stream()
        .filter(matrix -> wanted.contains(circuit.tensors().get(matrix.tensor()).kind()))
        .toList();
  }

  /**
   * The blocks of leaves: lookups in order, then tables in order that are not direct (the order of
   * the pull-back, rule 16).
   */
  public List<LeafBlock> leafBlocks() {
    return leafBlocks;
  }

  /** The tables outside the tree, in order. */
  public List<DirectTable> directTables() {
    return directTables;
  }

  /** n of §4: the tree has 2^n leaves. */
  public int leafVariables() {
    return leafVariables;
  }

  /** n(T) of §2.1: how many covectors reach a tensor when the assertions are pulled back. */
  public int covectors(int tensor) {
    return counts.reaching(tensor);
  }

  /** Rows of all committed tensors. */
  public int rows() {
    return rows;
  }

  /** Rows of all WITNESS tensors. */
  public int witnessRows() {
    return matrices(TensorKind.WITNESS).stream().mapToInt(Matrix::rows).sum();
  }
}
