package dev.vouch.circuits.program;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.primitive.NetworkOutput;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.codec.PortTypes;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the inputs and outputs of a program. */
final class PortReader {
  /** Bits of a port's visibility. */
  static final int PUBLIC = 1;

  static final int MASKS = 2;

  private final FormatReader in;
  private final List<IntegerTensor> tensors;

  PortReader(FormatReader in, List<IntegerTensor> tensors) {
    this.in = in;
    this.tensors = tensors;
  }

  List<NetworkPort> read(boolean input) throws MalformedFormatException {
    int count = in.count(input ? "inputs" : "outputs", 7);
    List<NetworkPort> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = in.string("port name");
      int code = PortTypes.readCode(in);
      List<Integer> shape = ShapeReader.shape(in);
      SliceScales slices = PortTypes.readSlices(in, code, shape);
      int tensor = in.u31("port tensor");
      if (tensor >= tensors.size()) {
        throw in.malformed("tensor " + tensor + " of " + tensors.size());
      }
      int flags = in.u8("visibility", input ? PUBLIC | MASKS : PUBLIC);
      long size = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      if (size != tensors.get(tensor).size()
          || (tensors.get(tensor).kind() == IntegerTensor.Kind.INPUT) != input) {
        throw in.malformed("port '" + name + "' does not fit its tensor");
      }
      if (slices != null) {
        requireFitting(name, slices.misfit(shape, tensors.get(tensor).scaleExponent()));
      }
      boolean hidden = (flags & PUBLIC) == 0;
      boolean masks = (flags & MASKS) != 0;
      ports.add(new NetworkPort(name, PortTypes.type(code), shape, tensor, hidden, slices, masks));
    }
    return ports;
  }

  private void requireFitting(String port, Optional<String> misfit)
      throws MalformedFormatException {
    if (misfit.isPresent()) {
      throw in.malformed("port '" + port + "': " + misfit.get());
    }
  }

  void requireInputsNamed(List<NetworkPort> inputs) throws MalformedFormatException {
    long distinct = inputs.stream().map(NetworkPort::tensor).distinct().count();
    long declared =
        tensors.stream().filter(tensor -> tensor.kind() == IntegerTensor.Kind.INPUT).count();
    if (distinct != inputs.size() || distinct != declared) {
      throw in.malformed("each input tensor needs exactly one port");
    }
  }

  void requireOutputsDeclared(List<NetworkPort> outputs, List<Primitive> primitives)
      throws MalformedFormatException {
    Set<Integer> exposable = new HashSet<>();
    primitives.stream()
        .filter(primitive -> primitive.networkOutput() != NetworkOutput.IMPOSSIBLE)
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
      if (primitive.networkOutput() == NetworkOutput.REQUIRED
          && !named.contains(primitive.output())) {
        throw in.malformed("an exposed tensor is no output");
      }
    }
  }
}
