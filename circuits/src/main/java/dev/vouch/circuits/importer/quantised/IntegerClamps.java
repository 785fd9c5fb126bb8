package dev.vouch.circuits.importer.quantised;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Relu and Clip after a layer: quantisation never falls, so that integers are clamped alike. */
final class IntegerClamps {
  private static final int OPSET = 23;

  private IntegerClamps() {}

  /** The layer before the clamp on integers, and the clamp. */
  static Optional<List<Node>> of(QuantisedGraph graph, Node node, Quantised result) {
    if (!result.isListed()) {
      return Optional.empty();
    }
    QuantisedType type = result.type();
    Interval bounds = bounds(graph, node, type, result.scaleOfAll());
    if (bounds == null) {
      return Optional.empty();
    }
    Optional<Node> inner = graph.onlyFor(node.inputs().get(0));
    if (bounds.contains(all(type))) {
      return inner.flatMap(layer -> IntegerLayers.of(graph, layer, result));
    }
    Quantised whole =
        new Quantised(
            graph.fresh(result.integers() + ".whole"),
            result.scale(),
            result.zero(),
            result.scales(),
            result.zeros(),
            result.axis());
    return inner
        .flatMap(layer -> IntegerLayers.of(graph, layer, whole))
        .map(
            layer -> {
              List<Node> nodes = new ArrayList<>(layer);
              String least = graph.add(result.integers() + ".least", number(type, bounds.lo()));
              String most = graph.add(result.integers() + ".most", number(type, bounds.hi()));
              nodes.add(
                  new Node(
                      node.name(),
                      "Clip",
                      "",
                      OPSET,
                      List.of(whole.integers(), least, most),
                      List.of(result.integers()),
                      Map.of()));
              return nodes;
            });
  }

  private static Interval all(QuantisedType type) {
    return new Interval(type.least(), type.most());
  }

  private static TensorData number(QuantisedType type, long value) {
    return TensorData.ofLongs(type.type(), new int[0], value);
  }

  /** What the clamp leaves of the type's integers; null if it is none with known bounds. */
  private static @Nullable Interval bounds(
      QuantisedGraph graph, Node node, QuantisedType type, float scale) {
    Interval all = all(type);
    if (node.type().equals("Relu")) {
      return new Interval(type.zero(), all.hi());
    }
    if (!node.type().equals("Clip") || node.hasAttribute("min") || node.hasAttribute("max")) {
      return null;
    }
    long lo = all.lo();
    long hi = all.hi();
    if (node.hasInput(1)) {
      TensorData least = graph.constant(node.input(1));
      if (least == null) {
        return null;
      }
      lo = type.quantised((float) least.doubleAt(0), scale);
    }
    if (node.hasInput(2)) {
      TensorData most = graph.constant(node.input(2));
      if (most == null) {
        return null;
      }
      hi = type.quantised((float) most.doubleAt(0), scale);
    }
    return lo > hi ? null : new Interval(lo, hi);
  }
}
