package dev.vouch.verifier.circuit.layout;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Which tensors are free of 2-operand terms, and which of those have public sources only. Filled in
 * declaration order.
 */
public final class Depth {
  private final BitSet products;

  public Depth(int tensors) {
    this.products = new BitSet(tensors);
  }

  /** Of the tensors that a circuit has so far. */
  public static Depth of(Circuit circuit) {
    Depth depth = new Depth(circuit.tensors().size());
    for (int i = 0; i < circuit.tensors().size(); i++) {
      if (circuit.tensors().get(i) instanceof Tensor.Derived derived) {
        depth.add(i, derived);
      }
    }
    return depth;
  }

  /** The tensors that are affine in public sources. */
  public static BitSet affineInPublic(Circuit circuit, Depth depth) {
    BitSet out = new BitSet();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      boolean holds = tensor.kind().publicSource();
      if (tensor instanceof Tensor.Derived derived) {
        holds =
            depth.affine(i)
                && derived.terms().stream().allMatch(term -> operands(term).allMatch(out::get));
      }
      out.set(i, holds);
    }
    return out;
  }

  /** The operands of a term. */
  public static IntStream operands(Term term) {
    if (term instanceof Term.Index index) {
      return IntStream.of(index.tensor());
    }
    return ((Term.Box) term).operands().stream().mapToInt(Term.Operand::tensor);
  }

  /** Takes in the next derived tensor, of this index. */
  public void add(int tensor, Tensor.Derived derived) {
    for (Term term : derived.terms()) {
      if ((term instanceof Term.Box box && box.operands().size() == 2)
          || operands(term).anyMatch(products::get)) {
        products.set(tensor);
      }
    }
  }

  /** Whether a tensor is a source or derived without 2-operand terms. */
  public boolean affine(int tensor) {
    return !products.get(tensor);
  }
}
