package dev.vouch.verifier.circuit.codec;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.format.FormatWriter;
import java.util.List;

/** Writes a circuit after its version (formats.md §1). */
final class CircuitEncoder {
  private final FormatWriter out;

  /** Whether each port says how wide its rows are (version 2). */
  private final boolean portWidths;

  CircuitEncoder(FormatWriter out, boolean portWidths) {
    this.out = out;
    this.portWidths = portWidths;
  }

  void write(Circuit circuit) {
    out.u32(circuit.semanticsVersion()).u8(circuit.publicWeights() ? 1 : 0).u8(circuit.c());
    out.u32(circuit.tensors().size());
    circuit.tensors().forEach(this::tensor);
    out.u32(circuit.tables().size());
    for (Table table : circuit.tables()) {
      out.u8(table.columns().size());
      table.columns().forEach(out::u32);
      out.u8(table.arguments()).u8(table.direct() ? 1 : 0).u32(table.multiplicity());
    }
    out.u32(circuit.lookups().size());
    for (Lookup lookup : circuit.lookups()) {
      out.u32(lookup.table());
      lookup.keys().forEach(out::u32);
    }
    out.u32(circuit.zeros().size());
    circuit.zeros().forEach(out::u32);
    ports(circuit.inputs());
    ports(circuit.outputs());
  }

  private void tensor(Tensor tensor) {
    out.string(tensor.name()).u8(tensor.kind().ordinal()).u8(tensor.shape().size());
    tensor.shape().forEach(out::u32);
    if (tensor instanceof Tensor.Const t) {
      differences(t.values());
    } else if (tensor instanceof Tensor.Iota t) {
      out.u64(t.start());
    } else if (tensor instanceof Tensor.Public t) {
      out.u64(t.lo()).u64(t.hi()).u32(t.scaleExponent());
    } else if (tensor instanceof Tensor.Committed t) {
      out.u64(t.lo()).u64(t.hi()).u32(t.scaleExponent());
      if (portWidths || t.kind() == TensorKind.MODEL) {
        out.u8(t.columnBits());
      }
      t.axisNames().forEach(out::string);
    } else if (tensor instanceof Tensor.Witness t) {
      out.u64(t.lo()).u64(t.hi());
    } else if (tensor instanceof Tensor.Derived t) {
      out.u32(t.terms().size());
      t.terms().forEach(this::term);
    }
  }

  private void differences(long[] values) {
    long before = 0;
    for (long value : values) {
      out.svar(value - before);
      before = value;
    }
  }

  private void term(Term term) {
    if (term instanceof Term.Box box) {
      out.u8(0).bytes(box.coefficient().toBytes());
      out.u8(box.box().size());
      box.box().forEach(out::u32);
      indexMap(box.result());
      out.u8(box.operands().size());
      for (Term.Operand operand : box.operands()) {
        out.u32(operand.tensor());
        indexMap(operand.map());
      }
    } else if (term instanceof Term.Index index) {
      out.u8(1).bytes(index.coefficient().toBytes());
      out.u32(index.tensor()).u32(index.resultCells().length);
      long result = 0;
      long operand = 0;
      for (int i = 0; i < index.resultCells().length; i++) {
        out.svar(index.resultCells()[i] - result).svar(index.operandCells()[i] - operand);
        result = index.resultCells()[i];
        operand = index.operandCells()[i];
      }
    }
  }

  private void indexMap(List<IndexEntry> map) {
    for (IndexEntry entry : map) {
      out.u64(entry.offset()).u8(entry.parts().size());
      for (IndexEntry.Part part : entry.parts()) {
        out.u8(part.boxAxis()).u64(part.coefficient());
      }
    }
  }

  private void ports(List<Port> ports) {
    out.u32(ports.size());
    for (Port port : ports) {
      out.string(port.name()).u8(PortTypes.code(port.type(), port.slices()));
      out.u8(port.shape().size());
      port.shape().forEach(out::u32);
      PortTypes.writeSlices(out, port.slices());
      out.u32(port.tensor());
    }
  }
}
