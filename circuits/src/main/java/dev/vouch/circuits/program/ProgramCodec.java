package dev.vouch.circuits.program;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.verifier.circuit.codec.PortTypes;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes of an integer program (docs/spec/program.md). Canonical: writing what was read gives the
 * same bytes.
 */
public final class ProgramCodec {
  /** Of programs of which no output was found to be coarse. */
  static final int PLAIN_VERSION = 2;

  /** Of programs of which outputs were found to be coarse on data that may be a user's. */
  static final int COARSE_VERSION = 3;

  /** Of programs of which outputs were found to be coarse on data that were made up. */
  static final int SYNTHETIC_VERSION = 4;

  /** Of programs in which hidden ports of many cells a row have a point a row. */
  static final int WIDE_VERSION = 5;

  /** Of programs whose hidden ports have other columns, which the bytes list. */
  static final int COLUMNS_VERSION = 6;

  private ProgramCodec() {}

  /**
   * Reads a program that may come from anyone.
   *
   * @throws MalformedFormatException saying what was expected, what was found and where
   */
  public static IntegerProgram decode(byte[] bytes) throws MalformedFormatException {
    return ProgramReader.read(bytes);
  }

  /** The bytes of a program. */
  public static byte[] encode(IntegerProgram program) {
    int version = version(program);
    FormatWriter out =
        new FormatWriter().header(FileKind.PROGRAM, version).u8(program.publicWeights() ? 1 : 0);
    out.u32(program.tensors().size());
    for (int i = 0; i < program.tensors().size(); i++) {
      IntegerTensor tensor = program.tensor(i);
      out.string(tensor.name()).u8(tensor.kind().ordinal());
      shape(out, tensor.shape());
      out.u64(tensor.range().lo()).u64(tensor.range().hi()).u32(tensor.scaleExponent());
      if (tensor.kind() == IntegerTensor.Kind.CONSTANT) {
        differences(out, program.constant(i));
      }
    }
    out.u32(program.primitives().size());
    for (Primitive primitive : program.primitives()) {
      out.u8(primitive.code()).u32(primitive.output());
      primitive.write(out);
    }
    ports(out, program.inputs());
    ports(out, program.outputs());
    out.u8(program.layout().limbBits()).u8(program.layout().columnBits());
    out.u8(program.layout().directTables() ? 1 : 0);
    program.layout().choices().forEach(out::u8);
    origins(out, program);
    for (int i = 0; i < program.primitives().size(); i++) {
      out.u8(program.cut(i).bits());
    }
    int coarse = coarseVersion(program);
    if (version >= WIDE_VERSION) {
      out.u8(coarse);
    }
    PortColumnCodec.write(out, version, program.layout());
    if (coarse != PLAIN_VERSION) {
      CoarseOutputCodec.write(out, program);
    }
    return out.toByteArray();
  }

  /** The oldest version that can say all of a program. */
  static int version(IntegerProgram program) {
    return PortColumnCodec.of(program.tensors(), program.inputs(), program.outputs())
        .version(program.layout(), coarseVersion(program));
  }

  /** The oldest version that can say what is coarse. */
  static int coarseVersion(IntegerProgram program) {
    if (program.coarse().isEmpty()) {
      return PLAIN_VERSION;
    }
    return program.coarse().get(0).synthetic() ? SYNTHETIC_VERSION : COARSE_VERSION;
  }

  /** Nodes in the order in which the primitives name them. */
  private static void origins(FormatWriter out, IntegerProgram program) {
    Map<NodeRef, Integer> nodes = new LinkedHashMap<>();
    for (int i = 0; i < program.primitives().size(); i++) {
      program.origin(i).nodes().forEach(node -> nodes.putIfAbsent(node, nodes.size()));
    }
    out.u32(nodes.size());
    nodes.keySet().forEach(node -> out.string(node.name()).string(node.operator()));
    for (int i = 0; i < program.primitives().size(); i++) {
      List<NodeRef> origin = program.origin(i).nodes();
      out.u8(origin.size());
      origin.forEach(node -> out.uvar(nodes.getOrDefault(node, -1)));
    }
  }

  private static void shape(FormatWriter out, List<Integer> shape) {
    out.u8(shape.size());
    shape.forEach(out::u32);
  }

  private static void differences(FormatWriter out, long[] values) {
    long before = 0;
    for (long value : values) {
      out.svar(value - before);
      before = value;
    }
  }

  private static void ports(FormatWriter out, List<NetworkPort> ports) {
    out.u32(ports.size());
    for (NetworkPort port : ports) {
      out.string(port.name()).u8(PortTypes.code(port.type(), port.slices()));
      shape(out, port.shape());
      PortTypes.writeSlices(out, port.slices());
      out.u32(port.tensor());
      out.u8((port.hidden() ? 0 : PortReader.PUBLIC) | (port.masks() ? PortReader.MASKS : 0));
    }
  }
}
