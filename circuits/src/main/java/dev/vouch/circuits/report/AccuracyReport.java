package dev.vouch.circuits.report;

import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.program.CoarseOutput;
import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.program.CutOffValues;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How far a compiled network is from its graph, over a number of samples.
 *
 * @param bits width of activations
 * @param samples how many were run
 * @param overall errors of all real outputs together; of all outputs if none is real
 * @param outputs the network's outputs, in order
 * @param nodes network inputs and values that have integers of their own, in the order of the graph
 * @param removed nodes of the model that were folded into constants or not needed
 * @param views values that are other values rearranged or rescaled by a power of two
 * @param fused values that no integers stand for: their nodes are part of other nodes
 * @param fusions nodes that are computed together
 * @param saturations every input and node that could saturate
 * @param cutOff inputs and nodes of which values were cut off, with the counts of all samples
 */
public record AccuracyReport(
    int bits,
    int samples,
    ErrorMetrics overall,
    List<OutputMetrics> outputs,
    List<NodeMetrics> nodes,
    int removed,
    int views,
    List<String> fused,
    List<Origin> fusions,
    List<SaturationMetrics> saturations,
    List<CutOffValues> cutOff) {
  public AccuracyReport {
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    fused = List.copyOf(fused);
    fusions = List.copyOf(fusions);
    saturations = List.copyOf(saturations);
    cutOff = List.copyOf(cutOff);
  }

  /** What was cut off; if nothing was, which would account for errors, the coarse outputs. */
  public List<CutOff> warnings() {
    return List.copyOf(cutOff.isEmpty() ? coarse() : cutOff);
  }

  /** The outputs that are known to a few steps only, in part or as a whole. */
  public List<CoarseOutput> coarse() {
    return outputs.stream().flatMap(output -> output.coarse().stream()).toList();
  }

  /** Decisions of the first output that makes any. */
  public Optional<DecisionMetrics> decisions() {
    return outputs.stream()
        .flatMap(output -> Optional.ofNullable(output.decisions()).stream())
        .findFirst();
  }

  /** Agreement of those decisions, 0 to 1; empty if no output makes decisions. */
  public OptionalDouble top1() {
    return decisions().map(DecisionMetrics::top1).orElse(OptionalDouble.empty());
  }

  /** The first node of which some channel is constant as integers, and varies in floating point. */
  public Optional<NodeMetrics> firstDead() {
    return nodes.stream()
        .filter(node -> node.lossy().stream().anyMatch(ChannelMetrics::dead))
        .findFirst();
  }

  /** The first node of which some channel varies in few bits only. */
  public Optional<NodeMetrics> firstLossy() {
    return nodes.stream().filter(node -> !node.lossy().isEmpty()).findFirst();
  }

  /** Saturated values of the whole network. */
  public long saturated() {
    return saturations.stream().mapToLong(SaturationMetrics::saturated).sum();
  }

  /** The first sample in which some value saturates; empty if none does. */
  public OptionalInt firstSaturatedSample() {
    return saturations.stream().flatMapToInt(node -> node.firstSample().stream()).min();
  }

  /** The input or node that loses the largest share of its values; empty if none saturates. */
  public Optional<SaturationMetrics> worstSaturation() {
    return saturations.stream()
        .filter(node -> node.saturated() > 0)
        .max(Comparator.comparingDouble(SaturationMetrics::share));
  }

  /** The node with the largest relative error of its own; empty if there is no error. */
  public Optional<NodeMetrics> leastAccurate() {
    return nodes.stream()
        .filter(node -> node.local().relRms().orElse(0) > 0)
        .max(Comparator.comparingDouble(node -> node.local().relRms().getAsDouble()));
  }

  /** Of activations of that width, one that uses fewer bits than this wastes precision. */
  static int fewBits(int bits) {
    return bits / 2;
  }

  /** A value that uses fewer bits than this wastes precision. */
  public int fewBits() {
    return fewBits(bits);
  }

  /** Rounded real values that use fewer than {@link #fewBits()} bits. */
  public List<NodeMetrics> unusedRanges() {
    return nodes.stream()
        .filter(node -> node.real() && !node.wide() && node.usedBits() < fewBits())
        .toList();
  }
}
