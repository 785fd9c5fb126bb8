package dev.vouch.circuits.program;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.primitive.Contraction;
import dev.vouch.circuits.primitive.Exposure;
import dev.vouch.circuits.primitive.Maximum;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.primitive.Quotient;
import dev.vouch.circuits.primitive.Rearrangement;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.primitive.Tabulation;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads program bytes (docs/spec/program.md) that may come from anyone: every reference, shape and
 * index is checked, and what the program could make an execution allocate or compute is bounded.
 */
public final class ProgramReader {
  private static final int MAX_RANK = 8;
  private static final int MAX_LIMB_BITS = 16;
  private static final int MAX_CHOICE = 62;
  private static final int MAX_COLUMN_BITS = 16;
  private static final long MAX_CELLS = 1L << 28;
  private static final long MAX_WORK = 1L << 42;
  private static final long MAX_INDEX = 1L << 40;

  private final List<IntegerTensor> tensors = new ArrayList<>();
  private final Map<Integer, long[]> constants = new HashMap<>();
  private final Set<Integer> defined = new HashSet<>();
  private long cells;
  private long work;

  private ProgramReader() {}

  static IntegerProgram read(byte[] bytes) throws MalformedFormatException {
    FormatReader in = new FormatReader(bytes);
    IntegerProgram program = new ProgramReader().program(in);
    in.end("the integer program");
    return program;
  }

  private IntegerProgram program(FormatReader in) throws MalformedFormatException {
    in.header(ProgramCodec.MAGIC, ProgramCodec.VERSION);
    boolean publicWeights = in.u8("weight visibility", 1) == 1;
    int tensorCount = in.count("tensors", 23);
    for (int i = 0; i < tensorCount; i++) {
      tensor(in, i);
    }
    int primitiveCount = in.count("primitives", 5);
    List<Primitive> primitives = new ArrayList<>();
    for (int i = 0; i < primitiveCount; i++) {
      primitives.add(primitive(in));
    }
    if (defined.size() != tensors.size()) {
      throw in.malformed("a tensor is computed by no primitive");
    }
    List<NetworkPort> inputs = ports(in, true);
    List<NetworkPort> outputs = ports(in, false);
    requireInputsNamed(in, inputs);
    requireOutputsDeclared(in, outputs, primitives);
    int limbBits = in.u8("limb width", MAX_LIMB_BITS);
    if (limbBits == 0) {
      throw in.malformed("limb width is 0");
    }
    int columnBits = in.u8("circuit width", MAX_COLUMN_BITS);
    boolean directTables = in.u8("whether tables are direct", 1) == 1;
    List<Integer> choices = new ArrayList<>();
    for (int i = 0; i < primitiveCount; i++) {
      choices.add(in.u8("layout choice", MAX_CHOICE));
    }
    List<Origin> origins = OriginReader.read(in, primitiveCount);
    LimbPlan layout = new LimbPlan(limbBits, columnBits, directTables, choices);
    IntegerProgram program =
        new IntegerProgram(
            tensors, constants, primitives, origins, inputs, outputs, publicWeights, layout);
    LayoutRules.check(in, program, layout);
    return program;
  }

  private void tensor(FormatReader in, int index) throws MalformedFormatException {
    String name = in.string("tensor name");
    IntegerTensor.Kind kind =
        IntegerTensor.Kind.values()[in.u8("tensor kind", IntegerTensor.Kind.values().length - 1)];
    List<Integer> shape = shape(in);
    Interval range = interval(in);
    IntegerTensor tensor = new IntegerTensor(name, shape, kind, range, in.i32("scale exponent"));
    tensors.add(tensor);
    cells += tensor.size();
    if (cells > MAX_CELLS) {
      throw in.malformed("the program has more than 2^28 cells");
    }
    if (kind != IntegerTensor.Kind.COMPUTED) {
      defined.add(index);
    }
    if (kind == IntegerTensor.Kind.CONSTANT) {
      constants.put(index, constant(in, tensor));
    }
  }

  private static long[] constant(FormatReader in, IntegerTensor tensor)
      throws MalformedFormatException {
    if (tensor.size() > in.remaining()) {
      throw in.malformed(
          "constant of "
              + tensor.size()
              + " cells announced, but only "
              + in.remaining()
              + " bytes are left");
    }
    long[] values = new long[tensor.size()];
    long value = 0;
    for (int i = 0; i < values.length; i++) {
      value += in.svar("constant");
      if (!tensor.range().contains(value)) {
        throw in.malformed("a constant lies outside its declared range");
      }
      values[i] = value;
    }
    return values;
  }

  private List<Integer> shape(FormatReader in) throws MalformedFormatException {
    int rank = in.u8("rank", MAX_RANK);
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (int axis = 0; axis < rank; axis++) {
      int length = length(in);
      size *= length;
      if (size > MAX_CELLS) {
        throw in.malformed("a tensor has more than 2^28 cells");
      }
      shape.add(length);
    }
    return shape;
  }

  public int length(FormatReader in) throws MalformedFormatException {
    int length = in.u31("length");
    if (length == 0) {
      throw in.malformed("an axis has length 0");
    }
    return length;
  }

  public Interval interval(FormatReader in) throws MalformedFormatException {
    long lo = in.i64("least value");
    long hi = in.i64("greatest value");
    if (lo > hi || lo < -Interval.LIMIT || hi > Interval.LIMIT) {
      throw in.malformed("range [" + lo + ", " + hi + "] is empty or passes ±2^62");
    }
    return new Interval(lo, hi);
  }

  private Primitive primitive(FormatReader in) throws MalformedFormatException {
    int code = in.u8("primitive");
    int output = tensorIndex(in, in.u31("output tensor"));
    if (tensors.get(output).kind() != IntegerTensor.Kind.COMPUTED || defined.contains(output)) {
      throw in.malformed("tensor " + output + " is defined twice");
    }
    Primitive primitive =
        switch (code) {
          case Contraction.CODE -> Contraction.read(in, output, this);
          case Rearrangement.CODE -> Rearrangement.read(in, output, this);
          case Exposure.CODE -> Exposure.read(in, output, this);
          case Requantisation.CODE -> Requantisation.read(in, output, this);
          case Maximum.CODE -> Maximum.read(in, output, this);
          case Tabulation.CODE -> Tabulation.read(in, output, this);
          case Quotient.CODE -> Quotient.read(in, output, this);
          default -> throw in.malformed("unknown primitive " + code);
        };
    defined.add(output);
    return primitive;
  }

  private int tensorIndex(FormatReader in, int index) throws MalformedFormatException {
    if (index >= tensors.size()) {
      throw in.malformed("tensor " + index + " of " + tensors.size());
    }
    return index;
  }

  /** A tensor that is defined before {@code output}. */
  public int operand(FormatReader in, int output) throws MalformedFormatException {
    int index = tensorIndex(in, in.u31("operand"));
    if (index == output || !defined.contains(index)) {
      throw in.malformed("tensor " + index + " is read before it is defined");
    }
    return index;
  }

  public List<Integer> shape(int tensor) {
    return tensors.get(tensor).shape();
  }

  public Interval range(int tensor) {
    return tensors.get(tensor).range();
  }

  public int size(int tensor) {
    return tensors.get(tensor).size();
  }

  public void requireSameShape(FormatReader in, int left, int right)
      throws MalformedFormatException {
    if (!shape(left).equals(shape(right))) {
      throw in.malformed(
          "tensors of shapes " + shape(left) + " and " + shape(right) + " must have one shape");
    }
  }

  /** positions · length, which is also counted as work. */
  public long requireWork(FormatReader in, long positions, int length)
      throws MalformedFormatException {
    long product = positions * length;
    work += product;
    if (product > MAX_WORK || work > MAX_WORK) {
      throw in.malformed("the program takes more than 2^42 steps");
    }
    return product;
  }

  /**
   * One entry per axis of {@code shape}; where {@code inside}, the index must stay in the shape and
   * each entry use at most one box axis.
   */
  public List<IndexEntry> indexMap(
      FormatReader in, List<Integer> shape, List<Integer> box, boolean inside)
      throws MalformedFormatException {
    List<IndexEntry> map = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    for (int length : shape) {
      long offset = in.svar("index offset");
      int count = in.u8("index parts", inside ? 1 : box.size());
      List<IndexEntry.Part> parts = new ArrayList<>();
      long least = bounded(in, offset);
      long most = least;
      for (int i = 0; i < count; i++) {
        int axis = in.u8("box axis");
        long coefficient = bounded(in, in.svar("index coefficient"));
        if (axis >= box.size()
            || !used.add(axis)
            || coefficient == 0
            || (i > 0 && axis <= parts.get(i - 1).boxAxis())) {
          throw in.malformed("box axis " + axis + " in an index map");
        }
        parts.add(new IndexEntry.Part(axis, coefficient));
        long reach =
            Math.multiplyHigh(coefficient, box.get(axis) - 1L) == coefficient >> 63
                ? coefficient * (box.get(axis) - 1L)
                : MAX_INDEX;
        least = bounded(in, least + Math.min(0, bounded(in, reach)));
        most = bounded(in, most + Math.max(0, reach));
      }
      if (inside && (least < 0 || most >= length)) {
        throw in.malformed("an index map leaves the result");
      }
      map.add(new IndexEntry(offset, parts));
    }
    return map;
  }

  private static long bounded(FormatReader in, long index) throws MalformedFormatException {
    if (index <= -MAX_INDEX || index >= MAX_INDEX) {
      throw in.malformed("an index reaches 2^40");
    }
    return index;
  }

  private List<NetworkPort> ports(FormatReader in, boolean input) throws MalformedFormatException {
    int count = in.count(input ? "inputs" : "outputs", 7);
    List<NetworkPort> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = in.string("port name");
      ValueType type = ValueType.values()[in.u8("value type", ValueType.values().length - 1)];
      List<Integer> shape = shape(in);
      int tensor = tensorIndex(in, in.u31("port tensor"));
      boolean hidden = in.u8("visibility", 1) == 0;
      long size = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      if (size != size(tensor)
          || (tensors.get(tensor).kind() == IntegerTensor.Kind.INPUT) != input) {
        throw in.malformed("port '" + name + "' does not fit its tensor");
      }
      ports.add(new NetworkPort(name, type, shape, tensor, hidden));
    }
    return ports;
  }

  private void requireInputsNamed(FormatReader in, List<NetworkPort> inputs)
      throws MalformedFormatException {
    long distinct = inputs.stream().map(NetworkPort::tensor).distinct().count();
    long declared =
        tensors.stream().filter(tensor -> tensor.kind() == IntegerTensor.Kind.INPUT).count();
    if (distinct != inputs.size() || distinct != declared) {
      throw in.malformed("each input tensor needs exactly one port");
    }
  }

  private static void requireOutputsDeclared(
      FormatReader in, List<NetworkPort> outputs, List<Primitive> primitives)
      throws MalformedFormatException {
    Set<Integer> exposable = new HashSet<>();
    primitives.stream()
        .filter(Primitive::committable)
        .forEach(primitive -> exposable.add(primitive.output()));
    for (NetworkPort port : outputs) {
      if (!exposable.remove(port.tensor())) {
        throw in.malformed(
            "output '" + port.name() + "' names a tensor that cannot be an output of its own");
      }
    }
    Set<Integer> named = new HashSet<>();
    outputs.forEach(port -> named.add(port.tensor()));
    for (Primitive primitive : primitives) {
      if (primitive instanceof Exposure && !named.contains(primitive.output())) {
        throw in.malformed("an exposed tensor is no output");
      }
    }
  }
}
