package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.sigma.GroupCheck;
import dev.vouch.verifier.sigma.GroupEquation;
import dev.vouch.verifier.transcript.Transcript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proof that was read to its end; its group equations are left to check.
 *
 * @param statement what it is about
 * @param equations for x, if something is opened, then for the pads
 * @param transcript in its final state; the weights of a single verification follow from it
 */
record ReplayedProof(Statement statement, List<GroupEquation> equations, Transcript transcript) {
  /** Checks the group equations of this proof alone. */
  void checkGroup(Workers workers) throws ProofRejectedException {
    GroupCheck check = new GroupCheck();
    equations.forEach(equation -> check.add(equation, transcript.challenge("weight")));
    if (!check.holds(workers)) {
      throw new ProofRejectedException(
          RejectionReason.GROUP_EQUATIONS, "the openings of the proof do not fit its commitments");
    }
  }

  /** The result, once the group equations were checked. */
  VerifiedInference inference(WeightStatus weights) {
    VerifyingKey key = statement.key();
    List<VerifiedTensor> inputs = key.circuit().inputs().stream().map(this::input).toList();
    List<VerifiedTensor> outputs = key.circuit().outputs().stream().map(this::output).toList();
    return new VerifiedInference(key.modelId(), inputs, outputs, weights, statement.security());
  }

  private VerifiedTensor input(Port port) {
    return tensor(port, new PublicInput(statement.key().circuit(), port));
  }

  private VerifiedTensor output(Port port) {
    return tensor(port, null);
  }

  /**
   * What is known of a port's tensor.
   *
   * @param input what it is if it is public; null for outputs
   */
  private VerifiedTensor tensor(Port port, @Nullable PublicInput input) {
    Tensor tensor = statement.layout().circuit().tensors().get(port.tensor());
    if (tensor instanceof Tensor.Public open) {
      long[] values = statement.publicValues().get(port.tensor());
      return new VerifiedTensor(
          port.name(),
          port.type(),
          port.shape(),
          open.scaleExponent(),
          port.slices(),
          values,
          null,
          input);
    }
    int scaleExponent = ((Tensor.Committed) tensor).scaleExponent();
    return new VerifiedTensor(
        port.name(),
        port.type(),
        port.shape(),
        scaleExponent,
        port.slices(),
        null,
        new HiddenTensor(
            statement.id(port.tensor()),
            statement.points(port.tensor()),
            statement.key().circuit(),
            port));
  }
}
