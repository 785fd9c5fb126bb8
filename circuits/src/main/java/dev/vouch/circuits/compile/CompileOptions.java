package dev.vouch.circuits.compile;

/**
 * How a network is compiled.
 *
 * @param weights of the weights; public ones can be recomputed into the model commitment by anyone
 * @param input of all network inputs
 * @param output of all network outputs
 * @param scales how many scales a tensor may have
 */
public record CompileOptions(
    Visibility weights, Visibility input, Visibility output, ScaleGranularity scales) {
  /** With scales for slices of unlike size. */
  public CompileOptions(Visibility weights, Visibility input, Visibility output) {
    this(weights, input, output, ScaleGranularity.SLICE);
  }

  /** Weights and inputs hidden, outputs public, scales for slices of unlike size. */
  public static CompileOptions defaults() {
    return new CompileOptions(Visibility.PRIVATE, Visibility.PRIVATE, Visibility.PUBLIC);
  }

  /** The same options with weights hidden or public. */
  public CompileOptions withWeights(Visibility visibility) {
    return new CompileOptions(visibility, input, output, scales);
  }

  /** The same options with all inputs hidden or public. */
  public CompileOptions withInput(Visibility visibility) {
    return new CompileOptions(weights, visibility, output, scales);
  }

  /** The same options with all outputs hidden or public. */
  public CompileOptions withOutput(Visibility visibility) {
    return new CompileOptions(weights, input, visibility, scales);
  }

  /** The same options with other scales. */
  public CompileOptions withScales(ScaleGranularity other) {
    return new CompileOptions(weights, input, output, other);
  }
}
