package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Shorthands for the nodes that an {@link Expanded} operator adds. Each gives the value it
 * computes.
 *
 * @param part what the nodes compute, in a word or a path of words
 * @param expansion where they are added
 * @param layer unrolled layer whose nodes they are; empty: none
 */
public record Steps(String part, Expansion expansion, String layer) {
  /** Nodes of no unrolled layer. */
  public Steps(String part, Expansion expansion) {
    this(part, expansion, "");
  }

  /** The same for a part of this part. */
  public Steps in(String inner) {
    return new Steps(path(inner), expansion, layer);
  }

  /** The same for nodes that the layer has once, however many steps it has. */
  public Steps once() {
    return new Steps(part, expansion);
  }

  private String path(String inner) {
    return part.isEmpty() ? inner : part + "/" + inner;
  }

  /** A node without attributes. */
  public String add(String inner, String type, String... inputs) {
    return add(inner, type, List.of(inputs), Map.of());
  }

  /** A node with attributes. */
  public String add(
      String inner, String type, List<String> inputs, Map<String, Attribute> attributes) {
    return expansion.add(path(inner), type, inputs, marked(inner, type, attributes));
  }

  private Map<String, Attribute> marked(
      String inner, String type, Map<String, Attribute> attributes) {
    if (layer.isEmpty()) {
      return attributes;
    }
    Map<String, Attribute> marked = new HashMap<>(attributes);
    marked.put(Node.UNROLLED, new Attribute.Text(layer + "/" + inner + "/" + type));
    return marked;
  }

  /** A node with one attribute. */
  public String add(
      String inner, String type, String attribute, Attribute value, String... inputs) {
    return add(inner, type, List.of(inputs), Map.of(attribute, value));
  }

  /** A known value. */
  public String known(String inner, TensorData value) {
    return expansion.add(path(inner), value);
  }

  /** Integers as a vector. */
  public String integers(String inner, long... values) {
    return known(inner, TensorData.ofVector(values));
  }

  /** One real number of the type of another value. */
  public String number(String inner, double value, String like) {
    DataType type = expansion.info(like).type();
    return known(inner, TensorData.ofDoubles(type, new int[0], value));
  }

  /** The entry of an axis at an index; the axis goes. */
  public String entry(String inner, String value, int axis, int index) {
    TensorData at = TensorData.ofLongs(DataType.INT64, new int[0], index);
    return entries(inner, value, axis, at);
  }

  /** Entries of an axis in another order, or some of them. */
  public String entries(String inner, String value, int axis, long... indices) {
    return entries(inner, value, axis, TensorData.ofVector(indices));
  }

  private String entries(String inner, String value, int axis, TensorData indices) {
    String at = known(inner + "/indices", indices);
    return add(inner, "Gather", "axis", new Attribute.Integer(axis), value, at);
  }

  /** Consecutive entries of an axis. */
  public String range(String inner, String value, int axis, long from, long to) {
    return entries(inner, value, axis, LongStream.range(from, to).toArray());
  }

  /** Equal consecutive parts along an axis. */
  public List<String> split(String inner, String value, int axis, int parts) {
    Map<String, Attribute> attributes =
        Map.of("axis", new Attribute.Integer(axis), "num_outputs", new Attribute.Integer(parts));
    return expansion.add(
        path(inner), "Split", List.of(value), marked(inner, "Split", attributes), parts);
  }

  /** Values one after the other along an axis; one value is that value. */
  public String concat(String inner, List<String> values, int axis) {
    return values.size() == 1
        ? values.get(0)
        : expansion.add(path(inner), "Concat", values, Map.of("axis", new Attribute.Integer(axis)));
  }

  /** The same cells in another shape. */
  public String reshape(String inner, String value, long... shape) {
    return add(inner, "Reshape", value, integers(inner + "/shape", shape));
  }

  /** Axes in another order. */
  public String transpose(String inner, String value, long... order) {
    return add(inner, "Transpose", "perm", new Attribute.Integers(order), value);
  }
}
