package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.repair.ModelRepair;
import dev.vouch.circuits.trace.Trace;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.validator.CircuitValidator;
import java.util.Map;

/** Checks of compiled networks that several tests need. */
public final class Compiled {
  private Compiled() {}

  /** The validator accepts the circuit, and its bytes read back equal. */
  public static void requireValid(CompiledNetwork network) throws Exception {
    CircuitValidator.validate(network.circuit());
    byte[] bytes = CircuitCodec.encode(network.circuit());
    assertThat(CircuitCodec.encode(CircuitCodec.decode(bytes))).isEqualTo(bytes);
  }

  /**
   * Runs the network on an input and requires that the circuit accepts the witness, and that no
   * other one is found for it.
   */
  public static Execution requireAccepted(CompiledNetwork network, Map<String, TensorData> inputs) {
    Execution execution = network.execute(inputs);
    assertThat(new Trace(network.program()).of(execution, 5)).isEmpty();
    ModelRepair.requireOnlyWitness(network, execution);
    return execution;
  }
}
