package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Body;
import dev.vouch.circuits.node.Scope;
import dev.vouch.circuits.node.ValueInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Expanded} operator builds the nodes with that take its node's place. Each node is
 * inferred, and computed if its inputs are known, as soon as it is added.
 *
 * <p>All methods that add nodes throw {@link dev.vouch.circuits.node.UnsupportedNodeException} when
 * the model has become too large, or its expansions too deep.
 */
public interface Expansion {
  /** Version of ai.onnx in whose forms nodes are added. */
  int OPSET = 23;

  /** Type and shape of a value. */
  ValueInfo info(String value);

  /** A value that is known before any input arrives, else null. */
  @Nullable TensorData constant(String value);

  /**
   * The members of a value that is a sequence or an optional, else null. An optional has one
   * member, or none.
   */
  @Nullable List<String> members(String value);

  /**
   * Adds a node of ai.onnx.
   *
   * @param part what it computes, in a word; its name is made from this and the expanded node's
   * @param inputs values; an empty one is an optional input left out
   * @return its only output, under a new name
   */
  String add(String part, String type, List<String> inputs, Map<String, Attribute> attributes);

  /** As {@link #add(String, String, List, Map)}, of an operator that only vouch itself has. */
  String addOwn(String part, String type, List<String> inputs, Map<String, Attribute> attributes);

  /** As {@link #add(String, String, List, Map)}, without attributes. */
  default String add(String part, String type, String... inputs) {
    return add(part, type, List.of(inputs), Map.of());
  }

  /** Adds a known number without axes, and gives its name. */
  default String number(String part, DataType type, double value) {
    int[] scalar = {};
    return add(
        part,
        type.isFloating()
            ? TensorData.ofDoubles(type, scalar, value)
            : TensorData.ofLongs(type, scalar, (long) value));
  }

  /** Adds a cast to an element type. */
  default String cast(String part, String value, DataType type) {
    Attribute to = new Attribute.Integer(type.onnxCode());
    return add(part, "Cast", List.of(value), Map.of("to", to));
  }

  /** Adds a node of ai.onnx with several outputs. */
  List<String> add(
      String part,
      String type,
      List<String> inputs,
      Map<String, Attribute> attributes,
      int outputs);

  /** Adds a known value, and gives its name. */
  String add(String part, TensorData value);

  /**
   * Adds the nodes of a body.
   *
   * @param part as of {@link #add}
   * @param scope what the names that the body captures stand for
   * @param inputs values for the body's inputs; those that are missing are left out
   * @return the values that the body's outputs stand for
   */
  List<String> add(String part, Body body, Scope scope, List<String> inputs);

  /** Whether a node that was added has a problem, so that there is no use in adding more. */
  boolean failed();

  /** Says which value an output of the expanded node is. */
  void output(int index, String value);

  /** Says that an output of the expanded node is a sequence, or an optional, of these values. */
  void output(int index, List<String> members);
}
