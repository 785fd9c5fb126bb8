package dev.vouch.circuits.compile;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.measure.Choice;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.Tolerance;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.MoreBits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * How many bits each value needs, from its readers back to the inputs: what is squared, summed and
 * goes into a logarithm spans far more than activations do, and what cancels in a sum leaves its
 * errors there. Operators say what they need of their operands ({@link Lowered#tolerance}).
 *
 * <pre>
 * bits = log2(2 · largest magnitude seen / error allowed) + 1
 * </pre>
 *
 * States that go in again with the next step need more than others: their cells are of unlike size,
 * as those of an LSTM's memory, and their errors add up over the steps. The errors of weights are
 * the same in each step, so those of all layers that a state depends on have more bits, too.
 */
final class NeededBits {
  /** Beyond the bits of activations: what squares and quotients take in any case. */
  private static final int USUAL_BITS = 5;

  /** With those of activations all that integers have, and room for some sums. */
  private static final int MOST_BITS = 40;

  /** Of states, and of weights that they depend on. */
  private static final int OF_STATES = 8;

  private final Graph graph;
  private final Magnitudes seen;
  private final Map<String, Tolerance> tolerances = new HashMap<>();

  private NeededBits(Graph graph, Calibration calibration) {
    this.graph = graph;
    this.seen =
        new Magnitudes() {
          @Override
          public OptionalDouble magnitude(String value) {
            return calibration.magnitude(value);
          }

          @Override
          public OptionalDouble least(String value) {
            return calibration.least(value);
          }
        };
  }

  /**
   * The bits that data tells of, or that are recorded.
   *
   * @param needed is asked for data
   */
  static MoreBits measured(Measurements measurements, Supplier<MoreBits> needed) {
    Map<String, Integer> values = new HashMap<>();
    Map<String, Integer> weights = new HashMap<>();
    measurements
        .choices(Choice.MORE_BITS, () -> choices(needed.get()))
        .forEach(
            (value, bits) -> {
              values.put(value, bits[0]);
              weights.put(value, bits[1]);
            });
    return new MoreBits(values, weights);
  }

  private static Map<String, int[]> choices(MoreBits more) {
    Map<String, int[]> choices = new HashMap<>();
    more.bits().forEach((value, bits) -> choices.put(value, new int[] {bits, 0}));
    more.weights()
        .forEach((value, bits) -> choices.computeIfAbsent(value, missing -> new int[2])[1] = bits);
    return choices;
  }

  /**
   * What the values of a graph need beyond the bits of activations.
   *
   * @param outputs how exactly outputs have to be known
   * @param activationBits width of activations
   */
  static MoreBits of(
      Graph graph, Calibration calibration, Map<String, Tolerance> outputs, int activationBits) {
    NeededBits needed = new NeededBits(graph, calibration);
    needed.tolerances.putAll(outputs);
    calibration
        .states()
        .forEach(
            (input, output) -> {
              needed.state(input, activationBits);
              needed.state(output, activationBits);
            });
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      needed.read(nodes.get(i));
    }
    Map<String, Integer> more = new HashMap<>();
    needed.tolerances.forEach(
        (value, tolerance) -> {
          double most = calibration.magnitude(value).orElse(0);
          double steps = 2 * most / tolerance.error();
          int bits = steps > 1 ? Math.getExponent(steps) + 2 - activationBits : 0;
          if (bits > USUAL_BITS) {
            more.put(value, Math.min(bits, MOST_BITS));
          }
        });
    Map<String, Integer> ofWeights = new HashMap<>();
    Dependence.before(graph, calibration.states().values())
        .forEach(value -> ofWeights.put(value, OF_STATES));
    return new MoreBits(more, ofWeights);
  }

  private void state(String port, int activationBits) {
    double most = seen.magnitude(port).orElse(1);
    double error = Math.scalb(most, 3 - activationBits - OF_STATES);
    tolerances.merge(port, Tolerance.absolute(error, most), Tolerance::and);
  }

  private void read(Node node) {
    Lowered operator = Operators.lowered(node).orElse(null);
    if (operator == null) {
      return;
    }
    Tolerance results =
        node.outputs().stream()
            .map(output -> tolerances.getOrDefault(output, Tolerance.NONE))
            .reduce(Tolerance.NONE, Tolerance::and);
    Inference inputs = Inference.of(node, graph::info, graph::constant);
    for (int i = 0; i < node.inputs().size(); i++) {
      String input = node.inputs().get(i);
      if (inputs.has(i) && inputs.constant(i) == null && graph.info(input).type().isFloating()) {
        Tolerance tolerance = operator.tolerance(node, inputs, i, seen, results);
        if (!tolerance.isNone()) {
          tolerances.merge(input, tolerance, Tolerance::and);
        }
      }
    }
  }
}
