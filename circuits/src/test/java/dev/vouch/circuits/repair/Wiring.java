package dev.vouch.circuits.repair;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A circuit cell by cell: cells of all tensors are numbered, each derived one has its products,
 * each assertion its keys.
 */
final class Wiring {
  /** coefficient · a · b; −1 for an operand that is not there. */
  record Product(BigInteger coefficient, int a, int b) {}

  /**
   * One cell of an assertion.
   *
   * @param keys that have to be a row of the table
   * @param table −1 for a zero
   */
  record Assertion(List<Integer> keys, int table) {}

  private final Circuit circuit;
  private final int[] starts;
  private final List<List<Product>> products = new ArrayList<>();

  /** The derived cells that read a cell, ascending. */
  private final List<List<Integer>> readers = new ArrayList<>();

  private final List<Assertion> assertions = new ArrayList<>();
  private final List<List<Integer>> assertionsOf = new ArrayList<>();

  private Wiring(Circuit circuit) {
    this.circuit = circuit;
    this.starts = new int[circuit.tensors().size() + 1];
    for (int i = 0; i < circuit.tensors().size(); i++) {
      starts[i + 1] = starts[i] + Math.toIntExact(circuit.tensors().get(i).size());
    }
    for (int cell = 0; cell < cells(); cell++) {
      products.add(new ArrayList<>());
      readers.add(new ArrayList<>());
      assertionsOf.add(new ArrayList<>());
    }
  }

  /**
   * The wiring of a circuit.
   *
   * @param most products, and cells: one with more is left out
   */
  static Optional<Wiring> of(Circuit circuit, int most) {
    if (work(circuit) > most) {
      return Optional.empty();
    }
    Wiring wiring = new Wiring(circuit);
    for (int tensor = 0; tensor < circuit.tensors().size(); tensor++) {
      if (circuit.tensors().get(tensor) instanceof Tensor.Derived derived) {
        for (Term term : derived.terms()) {
          wiring.wire(tensor, term);
        }
      }
    }
    circuit.zeros().forEach(zero -> wiring.require(List.of(zero), -1));
    for (Lookup lookup : circuit.lookups()) {
      wiring.require(lookup.keys(), lookup.table());
    }
    return Optional.of(wiring);
  }

  private static double work(Circuit circuit) {
    double work = 0;
    for (Tensor tensor : circuit.tensors()) {
      work += tensor.size();
      if (tensor instanceof Tensor.Derived derived) {
        for (Term term : derived.terms()) {
          work +=
              term instanceof Term.Box box
                  ? box.box().stream().mapToDouble(length -> length).reduce(1, (a, b) -> a * b)
                  : ((Term.Index) term).resultCells().length;
        }
      }
    }
    return work;
  }

  private void wire(int tensor, Term term) {
    BigInteger coefficient = integer(term.coefficient());
    if (term instanceof Term.Index index) {
      for (int i = 0; i < index.resultCells().length; i++) {
        int operand = starts[index.tensor()] + (int) index.operandCells()[i];
        add(starts[tensor] + (int) index.resultCells()[i], coefficient, operand, -1);
      }
      return;
    }
    Term.Box box = (Term.Box) term;
    int[] at = new int[box.box().size()];
    do {
      int[] operands = {-1, -1};
      boolean inside = true;
      for (int i = 0; i < box.operands().size(); i++) {
        Term.Operand operand = box.operands().get(i);
        List<Integer> shape = circuit.tensors().get(operand.tensor()).shape();
        int cell = FieldEvaluator.cell(operand.map(), shape, at);
        operands[i] = starts[operand.tensor()] + cell;
        inside &= cell >= 0;
      }
      if (inside) {
        List<Integer> shape = circuit.tensors().get(tensor).shape();
        int result = starts[tensor] + FieldEvaluator.cell(box.result(), shape, at);
        add(result, coefficient, operands[0], operands[1]);
      }
    } while (FieldEvaluator.advance(at, box.box()));
  }

  private void add(int result, BigInteger coefficient, int a, int b) {
    products.get(result).add(new Product(coefficient, a, b));
    if (a >= 0) {
      readers.get(a).add(result);
    }
    if (b >= 0 && b != a) {
      readers.get(b).add(result);
    }
  }

  private void require(List<Integer> tensors, int table) {
    for (int i = 0; i < circuit.tensors().get(tensors.get(0)).size(); i++) {
      int cell = i;
      List<Integer> keys = tensors.stream().map(tensor -> starts[tensor] + cell).toList();
      for (int key : keys) {
        assertionsOf.get(key).add(assertions.size());
      }
      assertions.add(new Assertion(keys, table));
    }
  }

  private static BigInteger integer(Scalar scalar) {
    byte[] littleEndian = scalar.toBytes();
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  Circuit circuit() {
    return circuit;
  }

  /** How many cells there are. */
  int cells() {
    return starts[starts.length - 1];
  }

  /** The first cell of a tensor; its others follow. */
  int start(int tensor) {
    return starts[tensor];
  }

  List<Product> products(int cell) {
    return products.get(cell);
  }

  List<Integer> readers(int cell) {
    return readers.get(cell);
  }

  List<Assertion> assertions() {
    return assertions;
  }

  /** The numbers of the assertions that have a cell as key. */
  List<Integer> assertionsOf(int cell) {
    return assertionsOf.get(cell);
  }

  /** The cells that some cells are computed from, themselves among them. */
  BitSet below(List<Integer> cells) {
    BitSet below = new BitSet();
    List<Integer> open = new ArrayList<>(cells);
    while (!open.isEmpty()) {
      int cell = open.remove(open.size() - 1);
      if (!below.get(cell)) {
        below.set(cell);
        for (Product product : products(cell)) {
          if (product.a() >= 0) {
            open.add(product.a());
          }
          if (product.b() >= 0) {
            open.add(product.b());
          }
        }
      }
    }
    return below;
  }

  /** What a cell is called. */
  String name(int cell) {
    int tensor = 0;
    while (starts[tensor + 1] <= cell) {
      tensor++;
    }
    return circuit.tensors().get(tensor).name() + "[" + (cell - starts[tensor]) + "]";
  }
}
