package dev.vouch.verifier.testing;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Circuits for tests, tensor by tensor. Lists stay open to changes until {@link #circuit}. */
public final class CircuitSketch {
  public int semantics = 1;
  public int c;
  public final List<Tensor> tensors = new ArrayList<>();
  public final List<Table> tables = new ArrayList<>();
  public final List<Lookup> lookups = new ArrayList<>();
  public final List<Integer> zeros = new ArrayList<>();
  public final List<Port> inputs = new ArrayList<>();
  public final List<Port> outputs = new ArrayList<>();

  public CircuitSketch(int c) {
    this.c = c;
  }

  public int add(Tensor tensor) {
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  public int model(String name, long lo, long hi, Integer... shape) {
    return add(committed(name, TensorKind.MODEL, lo, hi, List.of(shape)));
  }

  /** A hidden input with its port; it still needs a range proof. */
  public int input(String name, long lo, long hi, Integer... shape) {
    int tensor = add(committed(name, TensorKind.INPUT, lo, hi, List.of(shape)));
    inputs.add(new Port(name, ValueType.REAL, List.of(shape), tensor));
    return tensor;
  }

  public int output(String name, long lo, long hi, Integer... shape) {
    int tensor = add(committed(name, TensorKind.OUTPUT, lo, hi, List.of(shape)));
    outputs.add(new Port(name, ValueType.REAL, List.of(shape), tensor));
    return tensor;
  }

  public int publicOutput(String name, long lo, long hi, Integer... shape) {
    int tensor = add(new Tensor.Public(name, List.of(shape), lo, hi, 0));
    outputs.add(new Port(name, ValueType.INTEGER, List.of(shape), tensor));
    return tensor;
  }

  public int witness(String name, long lo, long hi, Integer... shape) {
    return add(new Tensor.Witness(name, List.of(shape), lo, hi));
  }

  public int iota(String name, long start, Integer... shape) {
    return add(new Tensor.Iota(name, List.of(shape), start));
  }

  public int derived(String name, List<Integer> shape, Term... terms) {
    return add(new Tensor.Derived(name, shape, List.of(terms)));
  }

  /** A table of columns that are all arguments but the last {@code values}. */
  public int table(String name, int values, Integer... columns) {
    int multiplicity =
        add(new Tensor.Witness(name + ".m", tensors.get(columns[0]).shape(), 0, 1L << 40));
    tables.add(new Table(List.of(columns), columns.length - values, multiplicity, false));
    return tables.size() - 1;
  }

  /** Takes a table out of the tree. */
  public void direct(int table) {
    tables.set(table, tables.get(table).withDirect(true));
  }

  /** A table of the integers from {@code start}. */
  public int rangeTable(String name, long start, int length) {
    return table(name, 0, iota(name, start, length));
  }

  public void lookup(int table, Integer... keys) {
    lookups.add(new Lookup(table, List.of(keys)));
  }

  private Tensor committed(String name, TensorKind kind, long lo, long hi, List<Integer> shape) {
    int bits = PaddedSpace.of(shape).bits();
    int columnBits = kind == TensorKind.MODEL ? Math.min(bits, c) : Tensor.portColumnBits(shape);
    return new Tensor.Committed(
        name, shape, kind, lo, hi, 0, columnBits, Collections.nCopies(shape.size(), ""));
  }

  /** coefficient · tensor, cell by cell. */
  public Term same(long coefficient, int tensor) {
    return same(Scalar.of(coefficient), tensor);
  }

  public Term same(Scalar coefficient, int tensor) {
    List<Integer> shape = tensors.get(tensor).shape();
    return new Term.Box(
        coefficient,
        shape,
        axes(shape.size()),
        List.of(new Term.Operand(tensor, axes(shape.size()))));
  }

  /** A constant in every cell. */
  public static Term filled(long coefficient, Integer... shape) {
    return new Term.Box(Scalar.of(coefficient), List.of(shape), axes(shape.length), List.of());
  }

  /** coefficient · Σ over a box; maps are given by box axes, one for each tensor axis. */
  public static Term product(
      long coefficient,
      List<Integer> box,
      List<Integer> result,
      int a,
      List<Integer> mapA,
      int b,
      List<Integer> mapB) {
    return new Term.Box(
        Scalar.of(coefficient),
        box,
        entries(result),
        List.of(new Term.Operand(a, entries(mapA)), new Term.Operand(b, entries(mapB))));
  }

  public static List<IndexEntry> entries(List<Integer> axes) {
    return axes.stream().map(IndexEntry::axis).toList();
  }

  /** The first box axes, one for each tensor axis. */
  public static List<IndexEntry> axes(int rank) {
    return IntStream.range(0, rank).mapToObj(IndexEntry::axis).toList();
  }

  public Circuit circuit() {
    return new Circuit(semantics, false, c, tensors, tables, lookups, zeros, inputs, outputs);
  }

  /**
   * Dense layers with requantisation and a table, on a batch: about {@code
   * layers}·(2·batch·width/2^c + width²/2^c) rows.
   */
  public static Circuit dense(int c, int batch, int width, int layers) {
    CircuitSketch n = new CircuitSketch(c);
    int x = n.input("x", -128, 127, batch, width);
    int bytes = n.rangeTable("bytes", -128, 256);
    int remainders = n.rangeTable("remainders", 0, 1 << 10);
    int q = n.iota("q", -1024, 2048);
    int f =
        n.add(
            new Tensor.Const(
                "f",
                List.of(2048),
                IntStream.range(-1024, 1024)
                    .mapToLong(i -> Math.max(0, Math.min(127, i)))
                    .toArray()));
    int relu = n.table("relu", 1, q, f);
    n.lookup(bytes, x);
    Scalar shift = Scalar.powerOfTwo(-10);
    for (int layer = 0; layer < layers; layer++) {
      int w = n.model("w" + layer, -128, 127, width, width);
      int acc =
          n.derived(
              "acc" + layer,
              List.of(batch, width),
              product(
                  1,
                  List.of(batch, width, width),
                  List.of(0, 1),
                  w,
                  List.of(1, 2),
                  x,
                  List.of(0, 2)));
      int r = n.witness("r" + layer, 0, 1023, batch, width);
      int quotient =
          n.derived(
              "q" + layer,
              List.of(batch, width),
              n.same(shift, acc),
              n.same(shift.negate(), r),
              new Term.Box(Scalar.of(512).times(shift), List.of(batch, width), axes(2), List.of()));
      int y =
          layer == layers - 1
              ? n.output("y", 0, 127, batch, width)
              : n.witness("y" + layer, 0, 127, batch, width);
      n.lookup(remainders, r);
      n.lookup(relu, quotient, y);
      x = y;
    }
    return n.circuit();
  }
}
