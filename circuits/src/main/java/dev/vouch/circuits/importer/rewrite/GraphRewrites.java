package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.graph.Graph;
import java.util.function.ToDoubleFunction;

/** All rewrites, in the order in which one makes the next possible. */
public final class GraphRewrites {
  /** Beyond this magnitude an input that is added before a Softmax is told from the scores. */
  public static final double LARGE = Unmasking.LARGE_INPUT;

  /** Below minus this number what is added before a Softmax only masks; a power of two. */
  public static final double MASKING = Unmasking.LIMIT;

  private GraphRewrites() {}

  /**
   * The same network with fewer or plainer nodes, without what no output needs.
   *
   * @param graph of supported nodes
   */
  public static Graph of(Graph graph) {
    Graph plain =
        MaxPoolPadding.rewritten(
            SoftmaxMasks.rewritten(
                WrittenOutSoftmax.rewritten(
                    WrittenOutActivations.rewritten(
                        InverseRoots.rewritten(RoundingNoise.removed(graph)))),
                input -> 0));
    return PlacedInputs.rewritten(
        MissingInputs.rewritten(
            Unneeded.removed(ComparisonsOnInputs.rewritten(TreesOnInputs.rewritten(plain)))));
  }

  /**
   * The same network, its masks that are inputs told from the scores they are added to; the graph
   * itself if there are none.
   *
   * @param graph as {@link #of} gives it
   * @param magnitudes how large inputs become, by name; 0 where that is not known
   */
  public static Graph ofMeasured(Graph graph, ToDoubleFunction<String> magnitudes) {
    if (graph.nodes().stream().noneMatch(node -> node.type().equals("Softmax"))
        || graph.inputs().stream().noneMatch(input -> magnitudes.applyAsDouble(input) > LARGE)) {
      return graph;
    }
    Graph rewritten = Unneeded.removed(SoftmaxMasks.rewritten(graph, magnitudes));
    return rewritten.nodes().equals(graph.nodes()) ? graph : rewritten;
  }
}
