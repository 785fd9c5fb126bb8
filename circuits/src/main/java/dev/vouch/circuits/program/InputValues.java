package dev.vouch.circuits.program;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.circuits.quantise.InputCell;
import dev.vouch.circuits.quantise.InputQuantiser;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.verifier.circuit.CellScales;
import dev.vouch.verifier.circuit.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The integers of a network's inputs, quantised where they are not given as such. */
final class InputValues {
  private InputValues() {}

  /**
   * Integers of every input, by program tensor.
   *
   * @param inputs to quantise
   * @param given inputs that are integers already
   */
  static Map<Integer, long[]> integers(
      IntegerProgram program, Map<String, TensorData> inputs, Map<String, long[]> given) {
    Map<String, NetworkPort> ports = new HashMap<>();
    program.inputs().forEach(port -> ports.put(port.name(), port));
    Map<Integer, long[]> integers = new HashMap<>();
    given.forEach(
        (name, cells) -> {
          NetworkPort port = ports.remove(name);
          if (port == null) {
            throw new InvalidInputException("the model has no input '" + name + "'");
          }
          if (inputs.containsKey(name)) {
            throw new InvalidInputException("input '" + name + "' is given twice");
          }
          integers.put(port.tensor(), requireCells(program.tensor(port.tensor()), name, cells));
        });
    integers.putAll(quantise(program, List.copyOf(ports.values()), inputs));
    return integers;
  }

  private static long[] requireCells(IntegerTensor tensor, String name, long[] cells) {
    if (cells.length != tensor.size()) {
      throw new InvalidInputException(
          "input '" + name + "' has " + cells.length + " cells, the model takes " + tensor.size());
    }
    for (int cell = 0; cell < cells.length; cell++) {
      if (!tensor.range().contains(cells[cell])) {
        throw new InvalidInputException(
            "cell "
                + cell
                + " of input '"
                + name
                + "' is an integer outside "
                + tensor.range().lo()
                + " to "
                + tensor.range().hi());
      }
    }
    return cells;
  }

  private static Map<Integer, long[]> quantise(
      IntegerProgram program, List<NetworkPort> ports, Map<String, TensorData> inputs) {
    Map<Integer, long[]> integers = new HashMap<>();
    for (NetworkPort port : ports) {
      TensorData given = inputs.get(port.name());
      if (given == null) {
        throw new InvalidInputException(
            "input '"
                + port.name()
                + "' is missing; given: "
                + inputs.keySet().stream().sorted().toList());
      }
      List<Integer> shape = Arrays.stream(given.shape()).boxed().toList();
      if (!shape.equals(port.shape())) {
        throw new InvalidInputException(
            "input '" + port.name() + "' has shape " + shape + ", the model takes " + port.shape());
      }
      IntegerTensor tensor = program.tensor(port.tensor());
      integers.put(
          port.tensor(),
          port.type().isOrder()
              ? places(port, given)
              : InputQuantiser.quantise(
                  port.name(),
                  given,
                  port.scales(tensor.scaleExponent()),
                  tensor.range().lo(),
                  tensor.range().hi()));
    }
    return integers;
  }

  private static long[] places(NetworkPort port, TensorData given) {
    FloatOrder order = FloatOrder.of(port.type());
    return Arrays.stream(given.toDoubles()).mapToLong(order::place).toArray();
  }

  /** The inputs, or slices of inputs, of which quantising clamps some values. */
  static List<ClampedInput> clamped(IntegerProgram program, Map<String, TensorData> inputs) {
    List<ClampedInput> clamped = new ArrayList<>();
    for (NetworkPort port : program.inputs()) {
      TensorData given = inputs.get(port.name());
      if (given == null || port.type() != ValueType.REAL) {
        continue; // integers are refused instead
      }
      IntegerTensor tensor = program.tensor(port.tensor());
      CellScales scales = port.scales(tensor.scaleExponent());
      long lo = tensor.range().lo();
      long hi = tensor.range().hi();
      long[] counts = InputQuantiser.outside(given, scales, port.least(tensor.range()), hi);
      for (int slice = 0; slice < counts.length; slice++) {
        if (counts[slice] > 0) {
          int exponent = scales.sliceExponent(slice);
          clamped.add(
              new ClampedInput(
                  name(port, slice),
                  counts[slice],
                  given.size() / counts.length,
                  Math.scalb((double) lo, -exponent),
                  Math.scalb((double) hi, -exponent)));
        }
      }
    }
    return clamped;
  }

  private static String name(NetworkPort port, int slice) {
    return port.slices() == null
        ? port.name()
        : port.name() + "[" + ":,".repeat(port.slices().axis()) + slice + "]";
  }

  /** The first cells that quantising clamps, of inputs that it takes. */
  static List<InputCell> clamped(IntegerProgram program, Map<String, TensorData> inputs, int most) {
    List<InputCell> cells = new ArrayList<>();
    for (NetworkPort port : program.inputs()) {
      TensorData given = inputs.get(port.name());
      IntegerTensor tensor = program.tensor(port.tensor());
      if (given != null && !port.type().isOrder()) {
        cells.addAll(
            InputQuantiser.clamped(
                port.name(),
                given,
                port.scales(tensor.scaleExponent()),
                port.least(tensor.range()),
                tensor.range().hi(),
                most - cells.size()));
      }
    }
    return cells;
  }
}
