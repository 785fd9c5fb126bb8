package dev.vouch.circuits.split;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.LimbPlan;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Columns of the values that pass between parts: as many as the narrowest of their parts' circuits
 * has, so that their points are the same in all.
 */
final class CommonColumns {
  private record Value(int home, String output) {}

  private final List<CompiledNetwork> parts;
  private final List<ChainLink> links;
  private final Map<Value, Integer> columnBits = new HashMap<>();

  private CommonColumns(List<CompiledNetwork> parts, List<ChainLink> links) {
    this.parts = parts;
    this.links = links;
    for (ChainLink link : links) {
      Value value = new Value(link.fromPart(), link.output());
      columnBits.merge(value, columnBits(link.fromPart(), link.output()), Math::min);
      columnBits.merge(value, columnBits(link.toPart(), link.input()), Math::min);
    }
  }

  /** The parts with such columns. */
  static List<CompiledNetwork> of(List<CompiledNetwork> parts, List<ChainLink> links) {
    CommonColumns common = new CommonColumns(parts, links);
    List<CompiledNetwork> result = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      result.add(common.part(part));
    }
    return result;
  }

  private CompiledNetwork part(int part) {
    CompiledNetwork network = parts.get(part);
    IntegerProgram program = network.program();
    List<Integer> old = new ArrayList<>();
    List<Integer> common = new ArrayList<>();
    for (NetworkPort port : program.inputs()) {
      if (port.hidden()) {
        old.add(columnBits(part, port.name()));
        common.add(ofInput(part, port.name()));
      }
    }
    for (NetworkPort port : program.outputs()) {
      if (port.hidden()) {
        old.add(columnBits(part, port.name()));
        common.add(of(new Value(part, port.name())));
      }
    }
    if (old.equals(common)) {
      return network;
    }
    LimbPlan layout = program.layout();
    IntegerProgram changed =
        program.withLayout(
            new LimbPlan(
                layout.limbBits(),
                layout.columnBits(),
                layout.directTables(),
                common,
                layout.choices()));
    return new CompiledNetwork(changed, changed.emit().circuit(), network.modelValues());
  }

  private int ofInput(int part, String input) {
    return links.stream()
        .filter(link -> link.toPart() == part && link.input().equals(input))
        .map(link -> of(new Value(link.fromPart(), link.output())))
        .findFirst()
        .orElseGet(() -> columnBits(part, input));
  }

  private int of(Value value) {
    Integer common = columnBits.get(value);
    return common == null ? columnBits(value.home(), value.output()) : common;
  }

  /** The columns that a port has now; names of inputs and outputs of a part are all different. */
  private int columnBits(int part, String name) {
    Circuit circuit = parts.get(part).circuit();
    return Stream.concat(circuit.inputs().stream(), circuit.outputs().stream())
        .filter(port -> port.name().equals(name))
        .map(port -> (Tensor.Committed) circuit.tensors().get(port.tensor()))
        .findFirst()
        .orElseThrow()
        .columnBits();
  }
}
