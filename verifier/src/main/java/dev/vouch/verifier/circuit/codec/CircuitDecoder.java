package dev.vouch.verifier.circuit.codec;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.List;

/** Reads a circuit after its version (formats.md §1). */
final class CircuitDecoder {
  private static final TensorKind[] KINDS = TensorKind.values();

  private final FormatReader in;

  /** Whether each port says how wide its rows are (version 2). */
  private final boolean portWidths;

  /** Whether terms and constants are read and forgotten: only the tensors' headers are wanted. */
  private final boolean headersOnly;

  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();

  private CircuitDecoder(FormatReader in, boolean portWidths, boolean headersOnly) {
    this.in = in;
    this.portWidths = portWidths;
    this.headersOnly = headersOnly;
  }

  /**
   * Reads a circuit to its end.
   *
   * @param portWidths whether each port says how wide its rows are
   */
  static Circuit read(FormatReader in, boolean portWidths) throws MalformedFormatException {
    return new CircuitDecoder(in, portWidths, false).read();
  }

  /** Reads tensors as {@link #read} does, and of these keeps the MODEL tensors only. */
  static List<Tensor.Committed> readModelTensors(FormatReader in, boolean portWidths)
      throws MalformedFormatException {
    CircuitDecoder decoder = new CircuitDecoder(in, portWidths, true);
    decoder.in.i32("semantics version");
    decoder.in.u8("weight visibility", 1);
    decoder.in.u8("width", Limits.MAX_WIDTH_BITS);
    decoder.readTensors();
    return decoder.tensors.stream()
        .filter(tensor -> tensor.kind() == TensorKind.MODEL)
        .map(Tensor.Committed.class::cast)
        .toList();
  }

  private void readTensors() throws MalformedFormatException {
    for (int left = in.count("tensors", 3); left > 0; left--) {
      tensors.add(tensor());
    }
  }

  private Circuit read() throws MalformedFormatException {
    int semantics = in.i32("semantics version");
    boolean publicWeights = in.u8("weight visibility", 1) == 1;
    int c = in.u8("width", Limits.MAX_WIDTH_BITS);
    readTensors();
    for (int left = in.count("tables", 11); left > 0; left--) {
      tables.add(table());
    }
    List<Lookup> lookups = new ArrayList<>();
    for (int left = in.count("lookups", 8); left > 0; left--) {
      lookups.add(lookup());
    }
    List<Integer> zeros = tensorIndices(in.count("zeros", 4));
    return new Circuit(
        semantics, publicWeights, c, tensors, tables, lookups, zeros, ports(), ports());
  }

  private Tensor tensor() throws MalformedFormatException {
    String name = in.string("tensor name");
    TensorKind kind = KINDS[in.u8("tensor kind", KINDS.length - 1)];
    List<Integer> shape = lengths(in.u8("rank", Limits.MAX_RANK));
    switch (kind) {
      case CONST:
        return new Tensor.Const(name, shape, constants(shape));
      case IOTA:
        return new Tensor.Iota(name, shape, in.i64("start"));
      case PUBLIC:
        return new Tensor.Public(name, shape, in.i64("lo"), in.i64("hi"), in.i32("scale exponent"));
      case WITNESS:
        return new Tensor.Witness(name, shape, in.i64("lo"), in.i64("hi"));
      case DERIVED:
        List<Term> terms = new ArrayList<>();
        for (int left = in.count("terms", 34); left > 0; left--) {
          Term term = term(shape.size());
          if (!headersOnly) {
            terms.add(term);
          }
        }
        return new Tensor.Derived(name, shape, terms);
      default:
        return committed(name, shape, kind);
    }
  }

  private Tensor committed(String name, List<Integer> shape, TensorKind kind)
      throws MalformedFormatException {
    long lo = in.i64("lo");
    long hi = in.i64("hi");
    int scale = in.i32("scale exponent");
    int columnBits =
        portWidths || kind == TensorKind.MODEL
            ? in.u8("column bits", Limits.MAX_WIDTH_BITS)
            : Tensor.portColumnBits(shape);
    List<String> axisNames = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      axisNames.add(in.string("axis name"));
    }
    return new Tensor.Committed(name, shape, kind, lo, hi, scale, columnBits, axisNames);
  }

  private long[] constants(List<Integer> shape) throws MalformedFormatException {
    long size = 1;
    for (int length : shape) {
      size *= length; // below 2^24 · 2^31 before each check
      if (size > Limits.MAX_CONSTANTS) {
        throw in.malformed("a CONST tensor has more than 2^24 cells");
      }
    }
    if (size > in.remaining()) {
      throw in.malformed(
          "a CONST tensor has " + size + " cells, but only " + in.remaining() + " bytes are left");
    }
    long[] values = new long[headersOnly ? 0 : (int) size];
    long value = 0;
    for (int i = 0; i < size; i++) {
      value += in.svar("constant");
      if (value < -Limits.MAX_MAGNITUDE || value > Limits.MAX_MAGNITUDE) {
        throw in.malformed("a constant lies outside ±2^62");
      }
      if (!headersOnly) {
        values[i] = value;
      }
    }
    return values;
  }

  private Term term(int rank) throws MalformedFormatException {
    int form = in.u8("form of a term", 1);
    Scalar coefficient = coefficient();
    return form == 0 ? box(coefficient, rank) : index(coefficient);
  }

  private Scalar coefficient() throws MalformedFormatException {
    Scalar value;
    try {
      value = Scalar.fromBytes(in.take(PrimeField.BYTES, "coefficient"));
    } catch (IllegalArgumentException e) {
      throw in.malformed("a coefficient is not below |F|");
    }
    if (value.isZero()) {
      throw in.malformed("a coefficient is 0");
    }
    return value;
  }

  private Term box(Scalar coefficient, int rank) throws MalformedFormatException {
    List<Integer> box = lengths(in.u8("number of box axes", Limits.MAX_BOX_AXES));
    List<IndexEntry> result = indexMap(rank, box.size());
    List<Term.Operand> operands = new ArrayList<>();
    for (int left = in.u8("number of operands", 2); left > 0; left--) {
      int tensor = declaredTensor("operand");
      operands.add(
          new Term.Operand(tensor, indexMap(tensors.get(tensor).shape().size(), box.size())));
    }
    return new Term.Box(coefficient, box, result, operands);
  }

  private List<IndexEntry> indexMap(int rank, int boxAxes) throws MalformedFormatException {
    List<IndexEntry> map = new ArrayList<>(rank);
    for (int axis = 0; axis < rank; axis++) {
      long offset = in.i64("index offset");
      List<IndexEntry.Part> parts = new ArrayList<>();
      int before = -1;
      for (int left = in.u8("number of index parts", boxAxes); left > 0; left--) {
        int boxAxis = in.u8("box axis");
        long coefficient = in.i64("index coefficient");
        if (boxAxis >= boxAxes || boxAxis <= before || coefficient == 0) {
          throw in.malformed(
              "an index map names box axis "
                  + boxAxis
                  + " with coefficient "
                  + coefficient
                  + " after "
                  + before
                  + ", of "
                  + boxAxes);
        }
        parts.add(new IndexEntry.Part(boxAxis, coefficient));
        before = boxAxis;
      }
      map.add(new IndexEntry(offset, parts));
    }
    return map;
  }

  private Term index(Scalar coefficient) throws MalformedFormatException {
    int tensor = declaredTensor("operand");
    int count = in.count("index pairs", 2);
    long[] resultCells = new long[headersOnly ? 0 : count];
    long[] operandCells = new long[resultCells.length];
    long result = 0;
    long operand = 0;
    for (int i = 0; i < count; i++) {
      long resultStep = in.svar("result cell");
      long operandStep = in.svar("operand cell");
      result += resultStep;
      operand += operandStep;
      if (resultStep < 0
          || result < 0
          || operand < 0
          || (i > 0 && resultStep == 0 && operandStep < 0)) {
        throw in.malformed("index pairs are negative or not sorted");
      }
      if (!headersOnly) {
        resultCells[i] = result;
        operandCells[i] = operand;
      }
    }
    return new Term.Index(coefficient, tensor, resultCells, operandCells);
  }

  private Table table() throws MalformedFormatException {
    int columns = in.u8("number of columns");
    if (columns == 0) {
      throw in.malformed("a table without columns");
    }
    List<Integer> tensorsOfColumns = tensorIndices(columns);
    int arguments = in.u8("number of argument columns", columns);
    if (arguments == 0) {
      throw in.malformed("a table without argument columns");
    }
    boolean direct = in.u8("whether a table is direct", 1) == 1;
    return new Table(tensorsOfColumns, arguments, declaredTensor("multiplicity"), direct);
  }

  private Lookup lookup() throws MalformedFormatException {
    int table = in.u31("table of a lookup");
    if (table >= tables.size()) {
      throw in.malformed("a lookup in table " + table + " of " + tables.size());
    }
    return new Lookup(table, tensorIndices(tables.get(table).columns().size()));
  }

  private List<Port> ports() throws MalformedFormatException {
    List<Port> ports = new ArrayList<>();
    for (int left = in.count("ports", 8); left > 0; left--) {
      String name = in.string("port name");
      int code = PortTypes.readCode(in);
      List<Integer> shape = lengths(in.u8("rank of a port", Limits.MAX_RANK));
      SliceScales slices = PortTypes.readSlices(in, code, shape);
      ports.add(new Port(name, PortTypes.type(code), shape, declaredTensor("port"), slices));
    }
    return ports;
  }

  private List<Integer> lengths(int count) throws MalformedFormatException {
    List<Integer> lengths = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = in.u31("length");
      if (length == 0) {
        throw in.malformed("a length of 0");
      }
      lengths.add(length);
    }
    return lengths;
  }

  private List<Integer> tensorIndices(int count) throws MalformedFormatException {
    List<Integer> indices = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      indices.add(declaredTensor("tensor index"));
    }
    return indices;
  }

  /** The index of a tensor that was read already. */
  private int declaredTensor(String what) throws MalformedFormatException {
    int tensor = in.u31(what);
    if (tensor >= tensors.size()) {
      throw in.malformed(
          what
              + " names tensor "
              + tensor
              + ", but only "
              + tensors.size()
              + " are declared before");
    }
    return tensor;
  }
}
