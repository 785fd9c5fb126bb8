package dev.vouch.verifier;

import java.util.List;

/**
 * What a proof has shown: these outputs are what this model gives on these inputs, by the fixed
 * integer semantics of its circuit. Only a {@link Verifier} makes one. Immutable.
 */
public final class VerifiedInference implements VerifiedResult {
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

  /** This alone. */
  @Override
  public List<VerifiedInference> parts() {
    return List.of(this);
  }

  /** All inputs in the order of the circuit. */
  @Override
  public List<VerifiedTensor> inputs() {
    return inputs;
  }

  /** All outputs in the order of the circuit. */
  @Override
  public List<VerifiedTensor> outputs() {
    return outputs;
  }

  /** What is known about the weights. */
  public WeightStatus weights() {
    return weights;
  }

  /** What it would take to make a false proof. */
  public SecurityLevel security() {
    return security;
  }

  @Override
  public int securityBits() {
    return security.bits();
  }
}
