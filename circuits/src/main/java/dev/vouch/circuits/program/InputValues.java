package dev.vouch.circuits.program;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.quantise.ClampedInput;
import dev.vouch.circuits.quantise.InputCell;
import dev.vouch.circuits.quantise.InputQuantiser;
import dev.vouch.circuits.quantise.InvalidInputException;
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
          InputQuantiser.quantise(
              port.name(),
              given,
              tensor.scaleExponent(),
              tensor.range().lo(),
              tensor.range().hi()));
    }
    return integers;
  }

  /** The inputs of which {@link #quantise} clamps some values. */
  static List<ClampedInput> clamped(IntegerProgram program, Map<String, TensorData> inputs) {
    List<ClampedInput> clamped = new ArrayList<>();
    for (NetworkPort port : program.inputs()) {
      TensorData given = inputs.get(port.name());
      if (given == null || port.type() != ValueType.REAL) {
        continue; // integers are refused instead
      }
      IntegerTensor tensor = program.tensor(port.tensor());
      int scale = tensor.scaleExponent();
      long lo = tensor.range().lo();
      long hi = tensor.range().hi();
      long count = InputQuantiser.outside(given, scale, lo, hi);
      if (count > 0) {
        double least = Math.scalb((double) lo, -scale);
        double most = Math.scalb((double) hi, -scale);
        clamped.add(new ClampedInput(port.name(), count, given.size(), least, most));
      }
    }
    return clamped;
  }

  /** The first cells that {@link #quantise} clamps, of inputs that it takes. */
  static List<InputCell> clamped(IntegerProgram program, Map<String, TensorData> inputs, int most) {
    List<InputCell> cells = new ArrayList<>();
    for (NetworkPort port : program.inputs()) {
      TensorData given = inputs.get(port.name());
      IntegerTensor tensor = program.tensor(port.tensor());
      if (given != null) {
        cells.addAll(
            InputQuantiser.clamped(
                port.name(),
                given,
                tensor.scaleExponent(),
                tensor.range().lo(),
                tensor.range().hi(),
                most - cells.size()));
      }
    }
    return cells;
  }
}
