package dev.vouch.verifier.circuit;

import java.util.List;

/** A tensor of a circuit (protocol.md §2, formats.md §1). Cells are row-major. */
public sealed interface Tensor {
  /** Unique name. */
  String name();

  /** Lengths of the axes; empty for a scalar. */
  List<Integer> shape();

  TensorKind kind();

  /** Number of cells. */
  default long size() {
    long size = 1;
    for (int length : shape()) {
      size *= length;
    }
    return size;
  }

  /**
   * c_T of INPUT and OUTPUT tensors: min(bits, 8), so that circuits of any width agree on their ids
   * (§2.2).
   */
  static int portColumnBits(List<Integer> shape) {
    return Math.min(PaddedSpace.of(shape).bits(), Limits.PORT_COLUMN_BITS);
  }

  /** Constants of the circuit, row-major. */
  @SuppressWarnings("ArrayRecordComponent")
  record Const(String name, List<Integer> shape, long[] values) implements Tensor {
    public Const {
      shape = List.copyOf(shape);
    }

    @Override
    public TensorKind kind() {
      return TensorKind.CONST;
    }
  }

  /** Closed form: start + row-major cell number. */
  record Iota(String name, List<Integer> shape, long start) implements Tensor {
    public Iota {
      shape = List.copyOf(shape);
    }

    @Override
    public TensorKind kind() {
      return TensorKind.IOTA;
    }
  }

  /**
   * A public input or output: value = integer · 2^-scaleExponent, lo ≤ integer ≤ hi. Where its port
   * has {@link SliceScales}, theirs hold, and scaleExponent is the largest.
   */
  record Public(String name, List<Integer> shape, long lo, long hi, int scaleExponent)
      implements Tensor {
    public Public {
      shape = List.copyOf(shape);
    }

    @Override
    public TensorKind kind() {
      return TensorKind.PUBLIC;
    }
  }

  /**
   * A committed source with a tensor id: MODEL, INPUT or OUTPUT.
   *
   * @param scaleExponent value = integer · 2^-scaleExponent; where the tensor's port has {@link
   *     SliceScales}, theirs hold, and this is the largest
   * @param columnBits c_T: at most min(bits, c); chosen by the compiler, for INPUT and OUTPUT
   *     mostly {@link #portColumnBits}
   * @param axisNames one name per axis, may be empty strings
   */
  record Committed(
      String name,
      List<Integer> shape,
      TensorKind kind,
      long lo,
      long hi,
      int scaleExponent,
      int columnBits,
      List<String> axisNames)
      implements Tensor {
    public Committed {
      if (kind != TensorKind.MODEL && kind != TensorKind.INPUT && kind != TensorKind.OUTPUT) {
        throw new IllegalArgumentException(
            "a committed tensor with an id is MODEL, INPUT or OUTPUT, not " + kind);
      }
      shape = List.copyOf(shape);
      axisNames = List.copyOf(axisNames);
    }

    /** The tensor with rows of another width. */
    public Committed withColumnBits(int other) {
      return new Committed(name, shape, kind, lo, hi, scaleExponent, other, axisNames);
    }
  }

  /** A committed source of this proof alone; lo ≤ value ≤ hi as declared. */
  record Witness(String name, List<Integer> shape, long lo, long hi) implements Tensor {
    public Witness {
      shape = List.copyOf(shape);
    }

    @Override
    public TensorKind kind() {
      return TensorKind.WITNESS;
    }
  }

  /** A sum of terms. */
  record Derived(String name, List<Integer> shape, List<Term> terms) implements Tensor {
    public Derived {
      shape = List.copyOf(shape);
      terms = List.copyOf(terms);
    }

    @Override
    public TensorKind kind() {
      return TensorKind.DERIVED;
    }
  }
}
