package dev.vouch.verifier;

import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.InputId;
import dev.vouch.verifier.commitment.NoRowFormatException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a proof has shown: these outputs are what this model gives on these inputs, by the fixed
 * integer semantics of its circuit. Only a {@link Verifier} makes one. Immutable.
 */
public final class VerifiedInference {
  private final ModelId modelId;
  private final List<VerifiedTensor> inputs;
  private final List<VerifiedTensor> outputs;
  private final WeightStatus weights;
  private final SecurityLevel security;

  VerifiedInference(
      ModelId modelId,
      List<VerifiedTensor> inputs,
      List<VerifiedTensor> outputs,
      WeightStatus weights,
      SecurityLevel security) {
    this.modelId = modelId;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.weights = weights;
    this.security = security;
  }

  /** The model. */
  public ModelId modelId() {
    return modelId;
  }

  /** All inputs in the order of the circuit. */
  public List<VerifiedTensor> inputs() {
    return inputs;
  }

  /** All outputs in the order of the circuit. */
  public List<VerifiedTensor> outputs() {
    return outputs;
  }

  /**
   * The input of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public VerifiedTensor input(String name) {
    return named(inputs, name, "input");
  }

  /**
   * The output of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public VerifiedTensor output(String name) {
    return named(outputs, name, "output");
  }

  private static VerifiedTensor named(List<VerifiedTensor> tensors, String name, String what) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no "
                        + what
                        + " "
                        + name
                        + "; there are "
                        + tensors.stream().map(VerifiedTensor::name).toList()));
  }

  /** What is known about the weights. */
  public WeightStatus weights() {
    return weights;
  }

  /** Names of the hidden inputs and outputs. */
  public List<String> hidden() {
    return Stream.concat(inputs.stream(), outputs.stream())
        .filter(VerifiedTensor::isHidden)
        .map(VerifiedTensor::name)
        .toList();
  }

  /**
   * The id of the data that the inputs hold, hidden and public ones, of all rows that the circuit
   * takes at once (formats.md §9): compare it with the one that the owner of the data published or
   * signed.
   *
   * @throws NoRowFormatException if rows of one have no id
   * @throws IllegalStateException if there is no input
   */
  public DataId dataId() throws NoRowFormatException {
    return dataId(inputs.stream().map(VerifiedTensor::name).toList());
  }

  /**
   * As {@link #dataId()}, of data that are some of the inputs.
   *
   * @throws IllegalArgumentException if there is no input of one of these names
   */
  public DataId dataId(List<String> names) throws NoRowFormatException {
    if (names.isEmpty()) {
      throw new IllegalStateException("there is no input: there are no data");
    }
    Map<String, InputId> ids = new HashMap<>();
    for (String name : names) {
      ids.put(name, input(name).commitmentId());
    }
    return DataId.of(ids);
  }

  /** What it would take to make a false proof. */
  public SecurityLevel security() {
    return security;
  }

  /** Bits of security: the smaller of binding and statistical soundness. */
  public int securityBits() {
    return security.bits();
  }
}
