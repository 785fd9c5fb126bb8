package dev.vouch.circuits.compile;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.program.CoarseOutput;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.verifier.circuit.Circuit;
import java.util.List;
import java.util.Map;

/**
 * A compiled network: what is proven, in which circuit, with which weights.
 *
 * @param circuit the program's circuit
 * @param modelValues integers of the weight tensors in order; secret when weights are hidden
 */
public record CompiledNetwork(IntegerProgram program, Circuit circuit, List<long[]> modelValues) {
  public CompiledNetwork {
    modelValues = List.copyOf(modelValues);
  }

  /**
   * Runs the network.
   *
   * @throws dev.vouch.circuits.quantise.InvalidInputException if an input is missing, has another
   *     shape, or holds NaN or infinity
   */
  public Execution execute(Map<String, TensorData> inputs) {
    return program.execute(modelValues, inputs);
  }

  /**
   * The same network, whose runs warn of outputs that were found to be coarse ({@link
   * dev.vouch.circuits.report.AccuracyReport#coarse}).
   */
  public CompiledNetwork withCoarse(List<CoarseOutput> coarse) {
    return new CompiledNetwork(program.withCoarse(coarse), circuit, modelValues);
  }

  /** Never weights. */
  @Override
  public String toString() {
    return "CompiledNetwork["
        + program.primitives().size()
        + " primitives, "
        + circuit.tensors().size()
        + " tensors]";
  }
}
