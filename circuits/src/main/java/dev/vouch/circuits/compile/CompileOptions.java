package dev.vouch.circuits.compile;

/**
 * How a network is compiled.
 *
 * @param weights of the weights; public ones can be recomputed into the model commitment by anyone
 * @param input of all network inputs
 * @param output of all network outputs
 */
public record CompileOptions(Visibility weights, Visibility input, Visibility output) {
  /** Weights and inputs hidden, outputs public. */
  public static CompileOptions defaults() {
    return new CompileOptions(Visibility.PRIVATE, Visibility.PRIVATE, Visibility.PUBLIC);
  }

  /** The same options with weights hidden or public. */
  public CompileOptions withWeights(Visibility visibility) {
    return new CompileOptions(visibility, input, output);
  }

  /** The same options with all inputs hidden or public. */
  public CompileOptions withInput(Visibility visibility) {
    return new CompileOptions(weights, visibility, output);
  }

  /** The same options with all outputs hidden or public. */
  public CompileOptions withOutput(Visibility visibility) {
    return new CompileOptions(weights, input, visibility);
  }
}
