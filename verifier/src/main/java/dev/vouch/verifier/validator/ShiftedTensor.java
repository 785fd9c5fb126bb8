package dev.vouch.verifier.validator;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor seen as T − 2^limbBits·U + shift, cell by cell, where every cell of T is read
 * (protocol.md §11, rule 33).
 *
 * @param tensor T
 * @param limb U, or −1 if there is none
 * @param limbBits b ≥ 1, or 0 if there is no U
 * @param shift e, within ±2^62
 */
record ShiftedTensor(int tensor, int limb, int limbBits, long shift) {
  /**
   * A column whose values are exactly those of one IOTA tensor T, shifted and perhaps repeated;
   * null if it is none.
   */
  static @Nullable ShiftedTensor closedForm(Circuit circuit, int column) {
    if (circuit.tensors().get(column).kind() == TensorKind.IOTA) {
      return new ShiftedTensor(column, -1, 0, 0);
    }
    Sum sum = Sum.of(circuit, column);
    if (sum == null || sum.terms.size() != 1) {
      return null;
    }
    Term.Box term = sum.terms.get(0);
    int source = term.operands().get(0).tensor();
    boolean whole =
        fills(term, circuit.tensors().get(column))
            && whole(term.box(), term.operands().get(0).map(), circuit.tensors().get(source))
                != null;
    boolean holds =
        whole
            && circuit.tensors().get(source).kind() == TensorKind.IOTA
            && term.coefficient().equals(Scalar.ONE);
    return holds ? new ShiftedTensor(source, -1, 0, sum.constant) : null;
  }

  /** The ways to read a key as T + e or T − 2^b·U + e. */
  static List<ShiftedTensor> readings(Circuit circuit, int key) {
    if (circuit.tensors().get(key).kind() != TensorKind.DERIVED) {
      return List.of(new ShiftedTensor(key, -1, 0, 0));
    }
    Sum sum = Sum.of(circuit, key);
    List<ShiftedTensor> readings = new ArrayList<>();
    if (sum == null || sum.terms.size() > 2) {
      return readings;
    }
    for (int i = 0; i < sum.terms.size(); i++) {
      Term.Box term = sum.terms.get(i);
      if (term.coefficient().equals(Scalar.ONE) && readsWhole(circuit, term)) {
        int tensor = term.operands().get(0).tensor();
        if (sum.terms.size() == 1) {
          readings.add(new ShiftedTensor(tensor, -1, 0, sum.constant));
        } else {
          Term.Box other = sum.terms.get(1 - i);
          int limb = other.operands().get(0).tensor();
          int bits = powerOfTwo(other.coefficient().negate());
          if (bits > 0
              && sameMaps(term, other)
              && circuit
                  .tensors()
                  .get(limb)
                  .shape()
                  .equals(circuit.tensors().get(tensor).shape())) {
            readings.add(new ShiftedTensor(tensor, limb, bits, sum.constant));
          }
        }
      }
    }
    return readings;
  }

  /**
   * A derived tensor of box terms: those with one operand, and the constant that the others add to
   * every cell.
   */
  private record Sum(List<Term.Box> terms, long constant) {
    static @Nullable Sum of(Circuit circuit, int index) {
      if (!(circuit.tensors().get(index) instanceof Tensor.Derived derived)) {
        return null;
      }
      List<Term.Box> terms = new ArrayList<>();
      long constant = 0;
      for (Term term : derived.terms()) {
        if (!(term instanceof Term.Box box) || box.operands().size() > 1) {
          return null;
        }
        if (!box.operands().isEmpty()) {
          terms.add(box);
        } else if (!fills(box, derived) || !isSmall(box.coefficient())) {
          return null;
        } else {
          constant += toLong(box.coefficient());
          if (constant < -Limits.MAX_MAGNITUDE || constant > Limits.MAX_MAGNITUDE) {
            return null;
          }
        }
      }
      return new Sum(terms, constant);
    }
  }

  /**
   * Whether the result map of a term meets every cell of its tensor once for each position of the
   * other box axes, all of length 1.
   */
  private static boolean fills(Term.Box term, Tensor tensor) {
    BitSet used = whole(term.box(), term.result(), tensor);
    return used != null && longAxesIn(term.box(), used);
  }

  private static boolean readsWhole(Circuit circuit, Term.Box term) {
    Term.Operand operand = term.operands().get(0);
    BitSet inResult = new BitSet();
    term.result().forEach(entry -> entry.parts().forEach(part -> inResult.set(part.boxAxis())));
    return whole(term.box(), operand.map(), circuit.tensors().get(operand.tensor())) != null
        && longAxesIn(term.box(), inResult);
  }

  private static boolean longAxesIn(List<Integer> box, BitSet axes) {
    for (int axis = 0; axis < box.size(); axis++) {
      if (box.get(axis) > 1 && !axes.get(axis)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The box axes of a map that takes each axis of the tensor whole (offset 0, one box axis of its
   * length with coefficient 1; or length 1 and index 0); else null.
   */
  private static @Nullable BitSet whole(List<Integer> box, List<IndexEntry> map, Tensor tensor) {
    BitSet used = new BitSet();
    for (int axis = 0; axis < map.size(); axis++) {
      IndexEntry entry = map.get(axis);
      int length = tensor.shape().get(axis);
      if (entry.offset() != 0
          || entry.parts().size() > 1
          || (entry.parts().isEmpty() && length != 1)) {
        return null;
      }
      for (IndexEntry.Part part : entry.parts()) {
        if (part.coefficient() != 1 || box.get(part.boxAxis()) != length) {
          return null;
        }
        used.set(part.boxAxis());
      }
    }
    return used;
  }

  private static boolean sameMaps(Term.Box a, Term.Box b) {
    return a.box().equals(b.box())
        && a.result().equals(b.result())
        && a.operands().get(0).map().equals(b.operands().get(0).map());
  }

  /** b if the scalar is 2^b with 1 ≤ b ≤ 62, else 0. */
  private static int powerOfTwo(Scalar scalar) {
    if (!isSmall(scalar)) {
      return 0;
    }
    long value = toLong(scalar);
    return value >= 2 && Long.bitCount(value) == 1 ? Long.numberOfTrailingZeros(value) : 0;
  }

  /** Whether the scalar, as a signed integer, lies within ±2^62. */
  private static boolean isSmall(Scalar scalar) {
    long value = toLong(scalar);
    return value >= -Limits.MAX_MAGNITUDE
        && value <= Limits.MAX_MAGNITUDE
        && Scalar.of(value).equals(scalar);
  }

  /**
   * The low 64 bits of the scalar, or of its negation, as the signed integer that a small scalar
   * stands for.
   */
  private static long toLong(Scalar scalar) {
    long low = low(scalar);
    return low >= 0 && Scalar.of(low).equals(scalar) ? low : -low(scalar.negate());
  }

  private static long low(Scalar scalar) {
    byte[] bytes = scalar.toBytes();
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }
}
