package dev.vouch.circuits.importer.quantised;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes of a model by what they give and read, and the constants it brings with it. */
final class QuantisedGraph {
  private final Map<String, Node> producers = new HashMap<>();
  private final Map<String, Integer> reads = new HashMap<>();
  private final Map<String, TensorData> constants;
  private final Map<String, TensorData> added = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * A view of a model's nodes.
   *
   * @param constants initializers
   * @param outputs of the graph
   */
  QuantisedGraph(List<Node> nodes, Map<String, TensorData> constants, Collection<String> outputs) {
    this.constants = new HashMap<>(constants);
    taken.addAll(constants.keySet());
    for (Node node : nodes) {
      node.outputs().forEach(output -> producers.put(output, node));
      node.reads().forEach(input -> reads.merge(input, 1, Integer::sum));
      taken.addAll(node.outputs());
      taken.addAll(node.inputs());
      if (node.type().equals("Constant")
          && node.attributes().get("value") instanceof Attribute.Tensor tensor) {
        this.constants.put(node.outputs().get(0), tensor.value());
      }
    }
    outputs.forEach(output -> reads.merge(output, 1, Integer::sum));
  }

  /** The node of ai.onnx that gives a value which nothing else reads. */
  Optional<Node> onlyFor(String value) {
    return Optional.ofNullable(producers.get(value))
        .filter(node -> node.domain().isEmpty() && reads.getOrDefault(value, 0) == 1);
  }

  /** A value of which the model says what it is, else null. */
  @Nullable TensorData constant(String value) {
    return constants.get(value);
  }

  /** Adds a constant; gives its name. */
  String add(String name, TensorData value) {
    String fresh = fresh(name);
    added.put(fresh, value);
    return fresh;
  }

  /** A name that nothing has yet. */
  String fresh(String name) {
    String fresh = name;
    for (int i = 1; !taken.add(fresh); i++) {
      fresh = name + i;
    }
    return fresh;
  }

  /** The constants that were added. */
  Map<String, TensorData> added() {
    return added;
  }

  /** The integers of a value that DequantizeLinear gives, if scales and zero points are known. */
  Optional<Quantised> dequantised(String value) {
    Node node = producers.get(value);
    return node == null || !node.type().equals("DequantizeLinear") || !node.domain().isEmpty()
        ? Optional.empty()
        : parameters(node, node.inputs().get(0));
  }

  /** The same of all values; empty if one is something else. */
  Optional<List<Quantised>> dequantised(List<String> values) {
    List<Quantised> all = new ArrayList<>();
    for (String value : values) {
      Optional<Quantised> quantised = dequantised(value);
      if (quantised.isEmpty()) {
        return Optional.empty();
      }
      all.add(quantised.get());
    }
    return Optional.of(all);
  }

  /** What a QuantizeLinear gives. */
  Optional<Quantised> result(Node quantize) {
    return parameters(quantize, quantize.outputs().get(0));
  }

  private Optional<Quantised> parameters(Node node, String integers) {
    if (!node.hasInput(1)
        || node.integer("block_size", 0) > 0
        || node.hasAttribute("output_dtype")) {
      return Optional.empty();
    }
    TensorData scales = constant(node.input(1));
    if (scales == null || scales.type() != DataType.FLOAT) {
      return Optional.empty();
    }
    String zero = node.hasInput(2) ? node.input(2) : "";
    TensorData zeros = node.hasInput(2) ? constant(zero) : unsignedZeros(node, integers, scales);
    return zeros == null || zeros.isFloating() || zeros.size() != scales.size()
        ? Optional.empty()
        : Optional.of(
            new Quantised(integers, node.input(1), zero, scales, zeros, node.integer("axis", 1)));
  }

  /** Without a zero point integers are uint8, or as they are. */
  private @Nullable TensorData unsignedZeros(Node node, String integers, TensorData scales) {
    TensorData known = constant(integers);
    boolean quantize = node.type().equals("QuantizeLinear");
    if (known == null && !quantize) {
      Node producer = producers.get(integers);
      boolean same =
          producer != null && producer.type().equals("QuantizeLinear") && !producer.hasInput(2);
      if (!same) {
        return null;
      }
    }
    DataType type = known == null ? DataType.UINT8 : known.type();
    return TensorData.ofLongs(type, scales.shape(), new long[scales.size()]);
  }

  /** The name of a value's zero points, which is given one if it has none. */
  String zero(Quantised value) {
    return value.zero().isEmpty() ? add(value.integers() + ".zero", value.zeros()) : value.zero();
  }
}
