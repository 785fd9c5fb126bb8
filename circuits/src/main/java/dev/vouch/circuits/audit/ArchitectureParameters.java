package dev.vouch.circuits.audit;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.measure.Answers;
import java.util.List;

/**
 * What has to be known beside an architecture to compile it again: docs/spec/formats.md, Parameters
 * of an architecture.
 *
 * @param options how the network was compiled; its weights are hidden
 * @param imports what the model left open: lengths of axes
 * @param cuts places where the network is cut into parts, ascending ({@link
 *     dev.vouch.circuits.split.SplitNetwork#cuts}); none of a network in one piece
 * @param withheld names of the weights
 * @param answers what compiling was told of weights and calibration
 */
public record ArchitectureParameters(
    CompileOptions options,
    ImportOptions imports,
    List<Integer> cuts,
    List<String> withheld,
    Answers answers) {
  /** Of hidden weights. */
  public ArchitectureParameters {
    cuts = List.copyOf(cuts);
    withheld = List.copyOf(withheld);
    if (options.weights() != Visibility.PRIVATE) {
      throw new IllegalArgumentException("the weights are public");
    }
  }

  /** The same of the network in parts. */
  ArchitectureParameters withCuts(List<Integer> places) {
    return new ArchitectureParameters(options, imports, places, withheld, answers);
  }
}
