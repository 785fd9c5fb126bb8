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

/** Quantises a network's inputs. */
final class InputValues {
  private InputValues() {}

  /** Integers of every input, by program tensor. */
  static Map<Integer, long[]> quantise(IntegerProgram program, Map<String, TensorData> inputs) {
    Map<Integer, long[]> integers = new HashMap<>();
    for (NetworkPort port : program.inputs()) {
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

  /** The inputs, or slices of inputs, of which {@link #quantise} clamps some values. */
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

  /** The first cells that {@link #quantise} clamps, of inputs that it takes. */
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
