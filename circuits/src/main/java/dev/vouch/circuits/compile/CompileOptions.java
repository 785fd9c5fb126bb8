package dev.vouch.circuits.compile;

import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.verifier.commitment.RowFormat;
import java.util.Map;

/**
 * How a network is compiled.
 *
 * @param weights of the weights; public ones can be recomputed into the model commitment by anyone
 * @param input of all network inputs
 * @param output of all network outputs
 * @param scales how many scales a tensor may have
 * @param bits width of activations, 8 to 16: fewer make smaller tables and larger errors
 * @param goal what the width of the circuit's rows is chosen for
 * @param inputFormats formats that inputs are to have, by name, so that commitments made before are
 *     commitments to them (docs/spec/formats.md §6); other names are ignored
 */
public record CompileOptions(
    Visibility weights,
    Visibility input,
    Visibility output,
    ScaleGranularity scales,
    int bits,
    ProofGoal goal,
    Map<String, RowFormat> inputFormats) {
  /**
   * The options.
   *
   * @throws IllegalArgumentException if activations cannot have so many bits
   */
  public CompileOptions {
    Scales.requireBits(bits);
    inputFormats = Map.copyOf(inputFormats);
  }

  /** With formats of inputs as calibration gives them. */
  public CompileOptions(
      Visibility weights,
      Visibility input,
      Visibility output,
      ScaleGranularity scales,
      int bits,
      ProofGoal goal) {
    this(weights, input, output, scales, bits, goal, Map.of());
  }

  /** With scales for slices of unlike size and activations of 16 bits, for the time of proofs. */
  public CompileOptions(Visibility weights, Visibility input, Visibility output) {
    this(
        weights,
        input,
        output,
        ScaleGranularity.SLICE,
        Scales.OF_16_BITS.bits(),
        ProofGoal.LATENCY);
  }

  /** Weights and inputs hidden, outputs public, scales for slices of unlike size, 16 bits. */
  public static CompileOptions defaults() {
    return new CompileOptions(Visibility.PRIVATE, Visibility.PRIVATE, Visibility.PUBLIC);
  }

  /** The same options with weights hidden or public. */
  public CompileOptions withWeights(Visibility visibility) {
    return new CompileOptions(visibility, input, output, scales, bits, goal, inputFormats);
  }

  /** The same options with all inputs hidden or public. */
  public CompileOptions withInput(Visibility visibility) {
    return new CompileOptions(weights, visibility, output, scales, bits, goal, inputFormats);
  }

  /** The same options with all outputs hidden or public. */
  public CompileOptions withOutput(Visibility visibility) {
    return new CompileOptions(weights, input, visibility, scales, bits, goal, inputFormats);
  }

  /** The same options with other scales. */
  public CompileOptions withScales(ScaleGranularity other) {
    return new CompileOptions(weights, input, output, other, bits, goal, inputFormats);
  }

  /** The same options with activations of another width, 8 to 16 bits. */
  public CompileOptions withBits(int width) {
    return new CompileOptions(weights, input, output, scales, width, goal, inputFormats);
  }

  /** The same options for proofs of which something else matters. */
  public CompileOptions withGoal(ProofGoal other) {
    return new CompileOptions(weights, input, output, scales, bits, other, inputFormats);
  }

  /** The same options with inputs of given formats, by name. */
  public CompileOptions withInputFormats(Map<String, RowFormat> formats) {
    return new CompileOptions(weights, input, output, scales, bits, goal, formats);
  }
}
