package dev.vouch.circuits.program;

import dev.vouch.circuits.emit.PortColumns;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a program's bytes say the columns of its hidden ports (docs/spec/program.md).
 *
 * @param shapes of the hidden ports' tensors, inputs first
 * @param rows how many rows of data the program takes at once
 */
record PortColumnCodec(List<List<Integer>> shapes, int rows) {
  /** Of the ports of a program with such tensors. */
  static PortColumnCodec of(
      List<IntegerTensor> tensors, List<NetworkPort> inputs, List<NetworkPort> outputs) {
    List<NetworkPort> ports = Stream.concat(inputs.stream(), outputs.stream()).toList();
    return new PortColumnCodec(
        ports.stream()
            .filter(NetworkPort::hidden)
            .map(port -> tensors.get(port.tensor()).shape())
            .toList(),
        Circuit.rowsOf(ports.stream().map(NetworkPort::shape)));
  }

  /**
   * The oldest version that can say the columns of a layout.
   *
   * @param coarseVersion the one that says what is coarse, if columns are as usual
   */
  int version(LimbPlan layout, int coarseVersion) {
    List<Integer> columns = layout.portColumns();
    if (columns.isEmpty() || columns.equals(usual())) {
      return coarseVersion;
    }
    return columns.equals(widened(layout.columnBits()))
        ? ProgramCodec.WIDE_VERSION
        : ProgramCodec.COLUMNS_VERSION;
  }

  /** Writes what the version does not say. */
  static void write(FormatWriter out, int version, LimbPlan layout) {
    if (version == ProgramCodec.COLUMNS_VERSION) {
      layout.portColumns().forEach(out::u8);
    }
  }

  /**
   * The columns that a version says.
   *
   * @param c the circuit's width
   */
  List<Integer> read(FormatReader in, int version, int c) throws MalformedFormatException {
    if (version == ProgramCodec.WIDE_VERSION) {
      return widened(c);
    }
    List<Integer> columns = new ArrayList<>();
    if (version == ProgramCodec.COLUMNS_VERSION) {
      for (List<Integer> shape : shapes) {
        int most = Math.min(PaddedSpace.of(shape).bits(), c);
        columns.add(in.u8("column bits of a hidden port", most));
      }
    }
    return columns;
  }

  private List<Integer> usual() {
    return shapes.stream().map(Tensor::portColumnBits).toList();
  }

  private List<Integer> widened(int c) {
    return shapes.stream().map(shape -> PortColumns.widened(shape, rows, c)).toList();
  }
}
