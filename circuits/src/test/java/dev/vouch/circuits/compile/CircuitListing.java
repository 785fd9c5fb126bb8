package dev.vouch.circuits.compile;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.trace.CircuitEvaluator;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A small network written out with all its values: its integer program, and its circuit. */
final class CircuitListing {
  private static final BigInteger ORDER =
      new BigInteger("40000000000000000000000000000000224698fc0994a8dd8c46eb2100000001", 16);
  private static final int MOST_VALUES = 6;

  private final Circuit circuit;
  private final long[][] values;
  private final List<String> lines = new ArrayList<>();

  private CircuitListing(Circuit circuit, long[][] values) {
    this.circuit = circuit;
    this.values = values;
  }

  static List<String> program(CompiledNetwork network, Execution execution) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < network.program().tensors().size(); i++) {
      IntegerTensor tensor = network.program().tensor(i);
      lines.add(
          String.format(
              Locale.ROOT,
              "%-8s %-4s %s  scale 2^-%-2d  in [%d, %d]  = %s",
              tensor.kind().name().toLowerCase(Locale.ROOT),
              tensor.name(),
              tensor.shape(),
              tensor.scaleExponent(),
              tensor.range().lo(),
              tensor.range().hi(),
              few(execution.of(i))));
    }
    return lines;
  }

  static List<String> circuit(CompiledNetwork network, Execution execution) {
    long[][] values =
        new CircuitEvaluator(network.program().emit())
            .evaluate(execution.witness(), network.modelValues());
    CircuitListing listing = new CircuitListing(network.circuit(), values);
    for (int i = 0; i < network.circuit().tensors().size(); i++) {
      listing.tensor(i);
    }
    network.circuit().lookups().forEach(listing::lookup);
    network.circuit().zeros().forEach(zero -> listing.lines.add("zero     " + listing.name(zero)));
    return listing.lines;
  }

  private void tensor(int index) {
    Tensor tensor = circuit.tensors().get(index);
    lines.add(
        String.format(
            Locale.ROOT,
            "%-8s %s %s  = %s",
            tensor.kind().name().toLowerCase(Locale.ROOT),
            tensor.name(),
            tensor.shape(),
            few(values[index])));
    if (tensor instanceof Tensor.Derived derived) {
      derived.terms().forEach(term -> lines.add("           " + term(term)));
    }
  }

  private String term(Term term) {
    if (!(term instanceof Term.Box box)) {
      throw new IllegalArgumentException("an index table");
    }
    String operands =
        box.operands().stream()
            .map(operand -> name(operand.tensor()) + indices(operand.map()))
            .collect(Collectors.joining(" · "));
    return indices(box.result())
        + " += "
        + signed(box.coefficient())
        + (operands.isEmpty() ? "" : " · " + operands)
        + "   over "
        + box.box();
  }

  private void lookup(Lookup lookup) {
    Table table = circuit.tables().get(lookup.table());
    lines.add(
        "lookup   ("
            + lookup.keys().stream().map(this::name).collect(Collectors.joining(", "))
            + ") in ("
            + table.columns().stream().map(this::name).collect(Collectors.joining(", "))
            + ")");
  }

  private String name(int tensor) {
    return circuit.tensors().get(tensor).name();
  }

  private static String indices(List<IndexEntry> map) {
    return map.stream().map(CircuitListing::index).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String index(IndexEntry entry) {
    String parts =
        entry.parts().stream()
            .map(part -> (part.coefficient() == 1 ? "" : part.coefficient()) + axis(part.boxAxis()))
            .collect(Collectors.joining(" + "));
    return parts.isEmpty() ? "" + entry.offset() : parts;
  }

  private static String axis(int boxAxis) {
    return String.valueOf((char) ('i' + boxAxis));
  }

  private static String signed(Scalar scalar) {
    byte[] bytes = scalar.toBytes();
    byte[] bigEndian = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      bigEndian[i] = bytes[bytes.length - 1 - i];
    }
    BigInteger value = new BigInteger(1, bigEndian);
    return (value.bitLength() > 200 ? value.subtract(ORDER) : value).toString();
  }

  private static String few(long[] cells) {
    if (cells.length == 0) {
      return "counted by the prover";
    }
    return cells.length <= MOST_VALUES
        ? Arrays.toString(cells)
        : Arrays.stream(cells, 0, MOST_VALUES - 1)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(", ", "[", ", …]"));
  }
}
