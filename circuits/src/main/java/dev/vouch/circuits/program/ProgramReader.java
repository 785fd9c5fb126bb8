package dev.vouch.circuits.program;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.primitive.PrimitiveCodes;
import dev.vouch.circuits.primitive.PrimitiveSource;
import dev.vouch.verifier.format.FileKind;
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
final class ProgramReader implements PrimitiveSource {
  private static final int MAX_LIMB_BITS = 16;
  private static final int MAX_CHOICE = 62;
  private static final int MAX_COLUMN_BITS = 16;
  private static final long MAX_WORK = 1L << 42;

  private final FormatReader in;
  private final List<IntegerTensor> tensors = new ArrayList<>();
  private final Map<Integer, long[]> constants = new HashMap<>();
  private final Set<Integer> defined = new HashSet<>();
  private long cells;
  private long work;

  private ProgramReader(FormatReader in) {
    this.in = in;
  }

  static IntegerProgram read(byte[] bytes) throws MalformedFormatException {
    FormatReader in = new FormatReader(bytes);
    IntegerProgram program = new ProgramReader(in).program();
    in.end("the integer program");
    return program;
  }

  private IntegerProgram program() throws MalformedFormatException {
    int version =
        in.header(FileKind.PROGRAM, ProgramCodec.PLAIN_VERSION, ProgramCodec.COLUMNS_VERSION);
    boolean publicWeights = in.u8("weight visibility", 1) == 1;
    int tensorCount = in.count("tensors", 23);
    for (int i = 0; i < tensorCount; i++) {
      readTensor(i);
    }
    int primitiveCount = in.count("primitives", 5);
    List<Primitive> primitives = new ArrayList<>();
    for (int i = 0; i < primitiveCount; i++) {
      primitives.add(primitive());
    }
    if (defined.size() != tensors.size()) {
      throw in.malformed("a tensor is computed by no primitive");
    }
    PortReader ports = new PortReader(in, tensors);
    List<NetworkPort> inputs = ports.read(true);
    List<NetworkPort> outputs = ports.read(false);
    ports.requireInputsNamed(inputs);
    ports.requireOutputsDeclared(outputs, primitives);
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
    List<CutEnds> cuts = new ArrayList<>();
    for (int i = 0; i < primitiveCount; i++) {
      cuts.add(CutEnds.ofBits(in.u8("ends at which values are cut off", CutEnds.MAX_BITS)));
    }
    int coarseVersion =
        version >= ProgramCodec.WIDE_VERSION
            ? in.u8("version of coarse outputs", ProgramCodec.SYNTHETIC_VERSION)
            : version;
    List<Integer> portColumns =
        PortColumnCodec.of(tensors, inputs, outputs).read(in, version, columnBits);
    List<CoarseOutput> coarse =
        coarseVersion == ProgramCodec.PLAIN_VERSION
            ? List.of()
            : CoarseOutputCodec.read(in, outputs, coarseVersion == ProgramCodec.SYNTHETIC_VERSION);
    LimbPlan layout = new LimbPlan(limbBits, columnBits, directTables, portColumns, choices);
    IntegerProgram program =
        new IntegerProgram(
            tensors,
            constants,
            primitives,
            origins,
            cuts,
            inputs,
            outputs,
            publicWeights,
            layout,
            coarse);
    if (ProgramCodec.version(program) != version
        || ProgramCodec.coarseVersion(program) != coarseVersion) {
      throw in.malformed("the program is one of version " + ProgramCodec.version(program));
    }
    LayoutRules.check(in, program, layout);
    return program;
  }

  private void readTensor(int index) throws MalformedFormatException {
    String name = in.string("tensor name");
    IntegerTensor.Kind kind =
        IntegerTensor.Kind.values()[in.u8("tensor kind", IntegerTensor.Kind.values().length - 1)];
    List<Integer> shape = ShapeReader.shape(in);
    Interval range = interval();
    IntegerTensor tensor = new IntegerTensor(name, shape, kind, range, in.i32("scale exponent"));
    tensors.add(tensor);
    cells += tensor.size();
    if (cells > ShapeReader.MAX_CELLS) {
      throw in.malformed("the program has more than 2^28 cells");
    }
    if (kind != IntegerTensor.Kind.COMPUTED) {
      defined.add(index);
    }
    if (kind == IntegerTensor.Kind.CONSTANT) {
      constants.put(index, constant(tensor));
    }
  }

  private long[] constant(IntegerTensor tensor) throws MalformedFormatException {
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

  @Override
  public Interval interval() throws MalformedFormatException {
    long lo = in.i64("least value");
    long hi = in.i64("greatest value");
    if (lo > hi || lo < -Interval.LIMIT || hi > Interval.LIMIT) {
      throw in.malformed("range [" + lo + ", " + hi + "] is empty or passes ±2^62");
    }
    return new Interval(lo, hi);
  }

  private Primitive primitive() throws MalformedFormatException {
    int code = in.u8("primitive");
    int output = tensorIndex("output tensor");
    if (tensors.get(output).kind() != IntegerTensor.Kind.COMPUTED || defined.contains(output)) {
      throw in.malformed("tensor " + output + " is defined twice");
    }
    Primitive primitive = PrimitiveCodes.read(code, output, this);
    defined.add(output);
    return primitive;
  }

  private int tensorIndex(String what) throws MalformedFormatException {
    int index = in.u31(what);
    if (index >= tensors.size()) {
      throw in.malformed("tensor " + index + " of " + tensors.size());
    }
    return index;
  }

  @Override
  public FormatReader bytes() {
    return in;
  }

  @Override
  public IntegerTensor tensor(int index) {
    return tensors.get(index);
  }

  @Override
  public int length() throws MalformedFormatException {
    return ShapeReader.length(in);
  }

  @Override
  public int operand(int output) throws MalformedFormatException {
    int index = tensorIndex("operand");
    if (index == output || !defined.contains(index)) {
      throw in.malformed("tensor " + index + " is read before it is defined");
    }
    return index;
  }

  @Override
  public void requireSameShape(int left, int right) throws MalformedFormatException {
    List<Integer> first = tensor(left).shape();
    List<Integer> second = tensor(right).shape();
    if (!first.equals(second)) {
      throw in.malformed("tensors of shapes " + first + " and " + second + " must have one shape");
    }
  }

  @Override
  public long work(long positions, int length) throws MalformedFormatException {
    long product = positions * length;
    work += product;
    if (product > MAX_WORK || work > MAX_WORK) {
      throw in.malformed("the program takes more than 2^42 steps");
    }
    return product;
  }
}
