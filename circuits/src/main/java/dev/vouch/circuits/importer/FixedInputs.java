package dev.vouch.circuits.importer;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.node.ValueInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Inputs whose values are given, such as a sampling rate: they become constants. */
final class FixedInputs {
  private FixedInputs() {}

  /**
   * The constants, of the inputs' own types and shapes; a single number fills its input.
   *
   * @param inputs all inputs of the model
   * @param problems takes every value that fits no input
   */
  static Map<String, TensorData> of(
      Map<String, TensorData> values, Map<String, ValueInfo> inputs, List<Problem> problems) {
    Map<String, TensorData> constants = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          ValueInfo info = inputs.get(name);
          if (info == null) {
            problems.add(
                Problem.of(
                    "fixed input '" + name + "'", "the model's inputs are " + inputs.keySet()));
            return;
          }
          try {
            constants.putAll(fitted(name, value, info));
          } catch (MalformedTensorException e) {
            problems.add(Problem.of("fixed input '" + name + "'", String.valueOf(e.getMessage())));
          }
        });
    return constants;
  }

  private static Map<String, TensorData> fitted(String name, TensorData value, ValueInfo info)
      throws MalformedTensorException {
    TensorData whole = value.size() == 1 ? value.reshape().broadcastTo(info.shape()) : value;
    Samples samples = Samples.of(Map.of(name, info), Map.of(name, whole));
    if (samples.count() != 1) {
      throw new MalformedTensorException(
          "it is one value, " + info + ", but there are " + samples.count() + " samples of it");
    }
    return samples.get(0);
  }
}
