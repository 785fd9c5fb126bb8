package dev.vouch.circuits.lowering;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What lowering asks of the graph. */
public interface GraphValues {
  /** Whether the graph has a value of that name. */
  boolean has(String value);

  /** Type and shape of a value. */
  ValueInfo info(String value);

  /** The constant of that name, or null if the value depends on the network's inputs. */
  @Nullable TensorData known(String value);

  /** Whether a value is an output of the graph. */
  boolean isOutput(String value);

  /** The nodes that read a value. */
  List<Node> consumers(String value);

  /** The clamp of its first input that a node says it is. */
  Optional<Clamp> clamp(Node node);

  /** The affine function of its first input that a node says it is. */
  Optional<ChannelAffine> affine(Node node);

  /** Lengths of a value's axes. */
  default List<Integer> shape(String value) {
    return Arrays.stream(info(value).shape()).boxed().toList();
  }

  /**
   * Whether a value's integers are places of its numbers among all of their type: it is only
   * compared ({@link dev.vouch.circuits.quantise.FloatOrder}).
   */
  boolean isOrdered(String value);

  /**
   * What a value's numbers are of the integers that stand for them; empty if it is no value of
   * integers that were cast to a floating-point type.
   */
  Optional<IntegerRounding> rounding(String value);

  /** Whether a value is of integers, booleans or places, which are never rounded. */
  default boolean isInteger(String value) {
    return !info(value).type().isFloating() || isOrdered(value);
  }

  /** Whether a value is known at compile time. */
  default boolean isConstant(String value) {
    return known(value) != null;
  }

  /**
   * A value known at compile time.
   *
   * @throws UnsupportedNodeException if it depends on the network's inputs
   */
  default TensorData constant(String value) {
    TensorData data = known(value);
    if (data == null) {
      throw new UnsupportedNodeException(
          "operand '" + value + "' must be constant, but it depends on the model's input");
    }
    return data;
  }

  /** What is known of a node's inputs, as its operator's own methods take it. */
  default Inference inference(Node node) {
    return Inference.of(node, this::info, this::known);
  }

  /** The node that alone reads a value, if there is one. */
  default Optional<Node> onlyReader(String value) {
    List<Node> readers = consumers(value);
    return readers.size() == 1 ? Optional.of(readers.get(0)) : Optional.empty();
  }
}
