package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The circuit whose proof shows that every MODEL tensor holds integers of its declared range
 * (protocol.md §9 and §11, rule 3). It is a function of the width c and of the headers of the MODEL
 * tensors alone, so that a verifier builds it itself: it shares no code with the circuits that a
 * compiler emits, whose layout may change where this one is part of the format. Immutable.
 */
public final class CertificateCircuit {
  private static final int MIN_LIMB_BITS = 4;
  private static final int MAX_LIMB_BITS = 16;

  /**
   * The range of one tensor as limbs: T = 2^limbBits·U_1 + …, U_1 = 2^limbBits·U_2 + …
   *
   * @param lo least value of T
   * @param quotients how many U_i there are
   * @param topLength how many values the last one (or T) can have
   */
  private record Split(long lo, int quotients, long topLength) {}

  private final int limbBits;
  private final List<Split> splits;
  private final Circuit circuit;

  private CertificateCircuit(
      int c, List<Tensor.Committed> model, int limbBits, List<Split> splits) {
    this.limbBits = limbBits;
    this.splits = splits;
    this.circuit = new Builder(model).build(c);
  }

  /**
   * The certificate circuit of a model.
   *
   * @param c width of the model's circuit
   * @param model the MODEL tensors of the model's circuit in declaration order; names do not matter
   * @return empty if there is no MODEL tensor, or if some declared range has more than 2^16 values
   *     and their number is no power of two
   */
  public static Optional<CertificateCircuit> of(int c, List<Tensor.Committed> model) {
    long bestCost = Long.MAX_VALUE;
    Optional<CertificateCircuit> none = Optional.empty();
    int best = 0;
    for (int bits = MIN_LIMB_BITS; bits <= MAX_LIMB_BITS; bits++) {
      Optional<List<Split>> splits = splits(model, bits);
      if (splits.isPresent()) {
        long cost = cost(model, splits.get(), bits);
        if (cost < bestCost) {
          bestCost = cost;
          best = bits;
        }
      }
    }
    if (model.isEmpty() || best == 0) {
      return none;
    }
    return Optional.of(new CertificateCircuit(c, model, best, splits(model, best).orElseThrow()));
  }

  /**
   * Nanoseconds, roughly: 170 a lookup, 130 a committed cell, 280 a table row. Part of the format:
   * it fixes the limb width.
   */
  private static long cost(List<Tensor.Committed> model, List<Split> splits, int bits) {
    long cost = 0;
    for (int t = 0; t < model.size(); t++) {
      Split s = splits.get(t);
      cost += model.get(t).size() * (170L * (s.quotients() + 1) + 130L * s.quotients());
    }
    for (long length : tableLengths(splits, bits).keySet()) {
      cost += 280 * length;
    }
    return cost;
  }

  private static Optional<List<Split>> splits(List<Tensor.Committed> model, int bits) {
    List<Split> out = new ArrayList<>();
    for (Tensor.Committed t : model) {
      long length = t.hi() - t.lo() + 1; // unsigned: at most 2^63 + 1
      int quotients = 0;
      while (Long.compareUnsigned(length, 1L << bits) > 0) {
        if (Long.bitCount(length) != 1) {
          return Optional.empty();
        }
        length >>>= bits;
        quotients++;
      }
      out.add(new Split(t.lo(), quotients, length));
    }
    return Optional.of(out);
  }

  /** Lengths of the range tables in ascending order, each with its index. */
  private static SortedMap<Long, Integer> tableLengths(List<Split> splits, int bits) {
    SortedMap<Long, Integer> out = new TreeMap<>();
    for (Split s : splits) {
      out.put(s.topLength(), 0);
      if (s.quotients() > 0) {
        out.put(1L << bits, 0);
      }
    }
    int index = 0;
    for (var e : out.entrySet()) {
      e.setValue(index++);
    }
    return out;
  }

  /** The circuit. It has no ports; its MODEL tensors have the ids of the model's. */
  public Circuit circuit() {
    return circuit;
  }

  /**
   * The WITNESS tensors in declaration order, without multiplicities: the quotients U = ⌊(T − lo) /
   * 2^limbBits⌋ + ⌊lo / 2^limbBits⌋, then theirs.
   *
   * @param modelValues values of each MODEL tensor, row-major
   */
  public List<long[]> witness(List<long[]> modelValues) {
    List<long[]> out = new ArrayList<>();
    for (int t = 0; t < splits.size(); t++) {
      long[] values = modelValues.get(t);
      long lo = splits.get(t).lo();
      for (int i = 0; i < splits.get(t).quotients(); i++) {
        long quotientLo = lo >> limbBits;
        long[] quotients = new long[values.length];
        for (int j = 0; j < values.length; j++) {
          quotients[j] = ((values[j] - lo) >> limbBits) + quotientLo;
        }
        out.add(quotients);
        values = quotients;
        lo = quotientLo;
      }
    }
    return out;
  }

  /**
   * Declares MODEL tensors, then range tables by ascending length, then per MODEL tensor its
   * quotients and keys, lowest limb first.
   */
  private final class Builder {
    private final List<Tensor.Committed> model;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Lookup> lookups = new ArrayList<>();
    private final SortedMap<Long, Integer> tableOf = tableLengths(splits, limbBits);

    Builder(List<Tensor.Committed> model) {
      this.model = model;
    }

    private int add(Tensor tensor) {
      tensors.add(tensor);
      return tensors.size() - 1;
    }

    Circuit build(int c) {
      for (int t = 0; t < model.size(); t++) {
        Tensor.Committed m = model.get(t);
        add(
            new Tensor.Committed(
                "m" + t,
                m.shape(),
                TensorKind.MODEL,
                m.lo(),
                m.hi(),
                m.scaleExponent(),
                m.columnBits(),
                m.axisNames()));
      }
      for (long length : tableOf.keySet()) {
        List<Integer> shape = List.of((int) length);
        int column = add(new Tensor.Iota("r" + length, shape, start(length)));
        int multiplicity =
            add(new Tensor.Witness("r" + length + ".m", shape, 0, Limits.MAX_MULTIPLICITY));
        tables.add(new Table(List.of(column), 1, multiplicity, false));
      }
      for (int t = 0; t < model.size(); t++) {
        prove(t);
      }
      return new Circuit(
          Limits.SEMANTICS_VERSION,
          false,
          c,
          tensors,
          tables,
          lookups,
          List.of(),
          List.of(),
          List.of());
    }

    private void prove(int t) {
      List<Integer> shape = model.get(t).shape();
      long lo = model.get(t).lo();
      long hi = model.get(t).hi();
      long limb = 1L << limbBits;
      int tensor = t;
      for (int i = 1; i <= splits.get(t).quotients(); i++) {
        String name = "m" + t + ".u" + i;
        long quotientLo = lo >> limbBits;
        long quotientHi = quotientLo + ((hi - lo + 1) >>> limbBits) - 1;
        int quotient = add(new Tensor.Witness(name, shape, quotientLo, quotientHi));
        long shift = start(limb) + limb * quotientLo - lo;
        List<Term> terms =
            new ArrayList<>(
                List.of(
                    whole(Scalar.ONE, shape, tensor), whole(Scalar.of(-limb), shape, quotient)));
        lookup(new Tensor.Derived(name + ".d", shape, withShift(terms, shape, shift)), limb);
        tensor = quotient;
        lo = quotientLo;
        hi = quotientHi;
      }
      long length = splits.get(t).topLength();
      long shift = start(length) - lo;
      List<Term> terms = new ArrayList<>(List.of(whole(Scalar.ONE, shape, tensor)));
      lookup(new Tensor.Derived("m" + t + ".d", shape, withShift(terms, shape, shift)), length);
    }

    private void lookup(Tensor key, long length) {
      Integer table = tableOf.get(length);
      if (table == null) {
        throw new IllegalStateException("no table of length " + length);
      }
      lookups.add(new Lookup(table, List.of(add(key))));
    }

    private static long start(long length) {
      return -(length / 2);
    }

    private static List<Term> withShift(List<Term> terms, List<Integer> shape, long shift) {
      if (shift != 0) {
        terms.add(new Term.Box(Scalar.of(shift), shape, identity(shape.size()), List.of()));
      }
      return terms;
    }

    private static Term whole(Scalar coefficient, List<Integer> shape, int tensor) {
      List<IndexEntry> map = identity(shape.size());
      return new Term.Box(coefficient, shape, map, List.of(new Term.Operand(tensor, map)));
    }

    private static List<IndexEntry> identity(int rank) {
      List<IndexEntry> out = new ArrayList<>();
      for (int i = 0; i < rank; i++) {
        out.add(IndexEntry.axis(i));
      }
      return out;
    }
  }
}
