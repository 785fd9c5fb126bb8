package dev.vouch.cli.report;

import dev.vouch.circuits.program.Execution;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.codec.Identifiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What commands show of the inputs and outputs that other modules hand out. */
public final class TensorReports {
  private TensorReports() {}

  /** All outputs of a run, hidden ones too: whoever runs a model may see them. */
  public static List<TensorReport> of(Execution execution) {
    return of(execution.outputs());
  }

  /** Outputs of a run by name. */
  public static List<TensorReport> of(Map<String, Execution.PortValue> outputs) {
    return outputs.values().stream()
        .map(
            output ->
                TensorReport.shown(
                    output.port().name(), output.port().shape(), output.integers(), scales(output)))
        .toList();
  }

  /** The outputs of the whole as a proof states them, which need not have been verified. */
  public static List<TensorReport> outputs(byte[] proof, ModelKey key)
      throws VerificationException {
    List<byte[]> parts = key.partProofs(proof);
    List<TensorReport> outputs = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      outputs.addAll(outputs(parts.get(part), key, part));
    }
    return outputs;
  }

  /** Those of them that a part has, as its proof states them. */
  public static List<TensorReport> outputs(byte[] partProof, ModelKey key, int part)
      throws MalformedProofException {
    Circuit circuit = key.keys().get(part).circuit();
    List<Port> own =
        key.outputs().stream()
            .filter(output -> output.part() == part)
            .map(ModelPort::port)
            .toList();
    return stated(Proof.decode(partProof, circuit), circuit, own);
  }

  /**
   * Inputs or outputs as a proof of this circuit states them, which need not have been verified.
   */
  public static List<TensorReport> stated(Proof parts, Circuit circuit, List<Port> ports) {
    Iterator<long[]> values = parts.publicValues().iterator();
    Iterator<byte[]> points = parts.hiddenPoints().iterator();
    Map<Integer, Port> marked = circuit.markedPorts();
    Map<Integer, long[]> shown = new HashMap<>();
    Map<Integer, String> hidden = new HashMap<>();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      if (tensor.kind() == TensorKind.PUBLIC) {
        shown.put(i, values.next());
      } else if (tensor instanceof Tensor.Committed port && port.kind() != TensorKind.MODEL) {
        byte[] id = Identifiers.tensorId(port, marked.get(i), points.next());
        hidden.put(i, HexFormat.of().formatHex(id));
      }
    }
    return ports.stream()
        .map(
            port -> {
              long[] integers = shown.get(port.tensor());
              return integers == null
                  ? TensorReport.hidden(
                      port.name(), port.shape(), Objects.requireNonNull(hidden.get(port.tensor())))
                  : TensorReport.shown(port.name(), port.shape(), integers, scales(circuit, port));
            })
        .toList();
  }

  private static ScaleReport scales(Execution.PortValue output) {
    SliceScales slices = output.port().slices();
    return slices == null
        ? new ScaleReport(output.scaleExponent(), null)
        : new ScaleReport(slices.finest(), slices);
  }

  private static ScaleReport scales(Circuit circuit, Port port) {
    Tensor.Public tensor = (Tensor.Public) circuit.tensors().get(port.tensor());
    return new ScaleReport(tensor.scaleExponent(), port.slices());
  }

  /** What a proof shows. */
  public static List<TensorReport> of(List<VerifiedTensor> tensors) {
    return tensors.stream().map(TensorReports::of).toList();
  }

  private static TensorReport of(VerifiedTensor tensor) {
    return tensor.isHidden()
        ? TensorReport.hidden(
            tensor.name(), tensor.shape(), HexFormat.of().formatHex(tensor.commitment()))
        : TensorReport.shown(tensor.name(), tensor.shape(), tensor.integers(), scales(tensor));
  }

  private static ScaleReport scales(VerifiedTensor tensor) {
    List<Integer> exponents = tensor.scaleExponents();
    return tensor.scaleAxis().isEmpty()
        ? new ScaleReport(exponents.get(0), null)
        : new ScaleReport(
            Collections.max(exponents), new SliceScales(tensor.scaleAxis().getAsInt(), exponents));
  }
}
