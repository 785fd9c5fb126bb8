package dev.vouch.verifier.circuit.plan;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.validator.CircuitValidator;
import dev.vouch.verifier.circuit.validator.InvalidCircuitException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that follows from a circuit before any challenge: matrices of committed tensors,
 * places of the leaves, numbers of rounds and messages, the exact length of the protocol's messages
 * (protocol.md §2.2, §4–§8, §11 rules 5, 12–24). Immutable.
 */
public final class Layout {
  /** Bytes of a scalar or a point. */
  public static final int ELEMENT_BYTES = 32;

  private final Circuit circuit;
  private final CovectorCounts counts;
  private final List<Matrix> matrices = new ArrayList<>();

  /** By tensor; null for tensors that are not committed. */
  private final @Nullable Matrix[] byTensor;

  private final List<LeafBlock> leafBlocks;
  private final int rows;
  private final int leafVariables;
  private final List<DirectTable> directTables;
  private final int productVariables;
  private final int products;
  private final int zeroBits;
  private final boolean opened;
  private final int messages;

  public Layout(Circuit circuit, CovectorCounts counts) {
    this.circuit = circuit;
    this.counts = counts;
    this.byTensor = new Matrix[circuit.tensors().size()];
    boolean committedReached = false;
    int most = 0;
    int entries = 0;
    for (int i = 0; i < byTensor.length; i++) {
      Tensor tensor = circuit.tensors().get(i);
      if (tensor.kind().committed()) {
        PaddedSpace space = PaddedSpace.of(tensor.shape());
        int columnBits = columnBits(circuit, tensor);
        byTensor[i] = new Matrix(i, space, columnBits, Math.toIntExact(space.rows(columnBits)), 0);
        committedReached |= counts.reaching(i) > 0;
      } else if (tensor instanceof Tensor.Derived derived && counts.reaching(i) > 0) {
        for (Term term : derived.terms()) {
          if (term instanceof Term.Box box && box.operands().size() == 2) {
            entries += counts.reaching(i);
            most = Math.max(most, ProductAxes.of(box).variables());
          }
        }
      }
    }
    this.rows = numberRows();
    this.opened = committedReached;
    this.products = entries;
    this.productVariables = most;
    this.zeroBits =
        circuit.zeros().stream()
            .mapToInt(zero -> PaddedSpace.of(circuit.tensors().get(zero).shape()).bits())
            .max()
            .orElse(0);
    this.leafBlocks = leafBlocks(circuit);
    long leaves = leafBlocks.stream().mapToLong(block -> 1L << block.space().bits()).sum();
    this.directTables = DirectTable.of(circuit);
    this.leafVariables =
        leaves == 0 ? 0 : Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(leaves - 1));
    int n = leafVariables;
    int lookups = n == 0 ? 0 : 2 + (directTables.isEmpty() ? 0 : 1) + n * (n - 1) + 4 * n;
    int product = products == 0 ? 0 : 1 + 2 * productVariables + 2 * products;
    this.messages = lookups + product + (opened ? 2 * circuit.c() : 0);
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

  /**
   * The layout of a circuit.
   *
   * @throws InvalidCircuitException if the validator refuses the circuit
   */
  public static Layout of(Circuit circuit) throws InvalidCircuitException {
    CircuitValidator.validate(circuit);
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

  /** Whether there are lookups; then {@link #leafVariables} ≥ 1. */
  public boolean hasLookups() {
    return leafVariables > 0;
  }

  /** n of §4: the tree has 2^n leaves. */
  public int leafVariables() {
    return leafVariables;
  }

  /** n(T) of §2.1: how many covectors reach a tensor when the assertions are pulled back. */
  public int covectors(int tensor) {
    return counts.reaching(tensor);
  }

  /** The entries of §5: one for each 2-operand term and covector that reaches it. */
  public int products() {
    return products;
  }

  /** n of §6: the rounds of the product sumcheck. */
  public int productVariables() {
    return productVariables;
  }

  /** Bits of the largest zero tensor: coordinates of u (rule 14). */
  public int zeroBits() {
    return zeroBits;
  }

  /** Whether some covector lies on a committed tensor, so that §7 has rounds (rule 21). */
  public boolean opened() {
    return opened;
  }

  /** Hidden messages. */
  public int messages() {
    return messages;
  }

  /** Length of the pad vector: ψ and one pad a message (§8). */
  public int pads() {
    return messages + 1;
  }

  /** Rows of all committed tensors. */
  public int rows() {
    return rows;
  }

  /** Rows of all WITNESS tensors. */
  public int witnessRows() {
    return matrices(TensorKind.WITNESS).stream().mapToInt(Matrix::rows).sum();
  }

  /** The exact length of the protocol's messages in bytes. */
  public long messageBytes() {
    long elements = witnessRows() + 1L; // rows, pads
    elements += messages;
    elements += 1 + 2; // D_w; l1, l0
    elements += pads() + 1L; // z_w, ζ_w
    elements += opened ? 1 + columns() + 1L : 0; // D_x, z_x, ζ_x
    return elements * ELEMENT_BYTES;
  }

  /** Whether proofs have a compact form (§8.1). */
  public boolean compactable() {
    return opened && columns() > 1;
  }

  /** k of §8.1: the least with 2^k ≥ columns and pads. */
  public int compactRounds() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(columns(), pads()) - 1);
  }

  /** |S| of §8.1: ψ and the messages that occur in products. */
  public int multipliedPads() {
    int lookups = hasLookups() ? 2 + (directTables.isEmpty() ? 0 : 1) + 4 * leafVariables : 0;
    return 1 + lookups + 2 * products;
  }

  /** The exact length of the messages of a compact proof in bytes, where there is one. */
  public long compactMessageBytes() {
    long elements = messageBytes() / ELEMENT_BYTES;
    elements -= columns() + pads() + 2L; // z_x, z_w, ζ_x, ζ_w
    elements += 2L + multipliedPads() + 3; // ζ_x, ζ_w, z_w on S; t, u, v
    elements += 2L * compactRounds() + 1; // L, R; Z
    return elements * ELEMENT_BYTES;
  }
}
