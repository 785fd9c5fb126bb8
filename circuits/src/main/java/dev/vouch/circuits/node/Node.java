package dev.vouch.circuits.node;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.tree.Forest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a graph.
 *
 * @param name unique and not empty; made up by the importer where the model gives none
 * @param type operator type, such as {@code Conv}
 * @param domain operator domain; empty for ai.onnx
 * @param opset version of that domain which the model imports
 * @param inputs value names; an empty one is an optional input left out
 * @param outputs value names; an empty one is an optional output left out
 * @param attributes by name
 */
public record Node(
    String name,
    String type,
    String domain,
    int opset,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {

  /**
   * Attribute of the nodes that a layer has once a step after it was unrolled: a text, the same for
   * all nodes that differ in the step only. They share their scales, hence their tables.
   */
  public static final String UNROLLED = "unrolled";

  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Map.copyOf(attributes);
  }

  /** The same operation that reads and gives other values. */
  public Node with(List<String> otherInputs, List<String> otherOutputs) {
    return new Node(name, type, domain, opset, otherInputs, otherOutputs, attributes);
  }

  /**
   * The value that a required input is.
   *
   * @throws InvalidNodeException if it is left out
   */
  public String input(int index) {
    if (!hasInput(index)) {
      throw new InvalidNodeException("input " + index + " is missing");
    }
    return inputs.get(index);
  }

  /** Whether input {@code index} is given. */
  public boolean hasInput(int index) {
    return index < inputs.size() && !inputs.get(index).isEmpty();
  }

  /**
   * The name of an input.
   *
   * @throws InvalidNodeException if it is left out
   */
  public String requiredInput(int index) {
    if (!hasInput(index)) {
      throw new InvalidNodeException("input " + index + " is missing");
    }
    return inputs.get(index);
  }

  /** Whether output {@code index} is asked for. */
  public boolean hasOutput(int index) {
    return index < outputs.size() && !outputs.get(index).isEmpty();
  }

  /** The values it reads: its inputs, and what its subgraphs take from outside. */
  public List<String> reads() {
    List<String> reads = inputs;
    for (Attribute attribute : attributes.values()) {
      if (attribute instanceof Attribute.Subgraph subgraph) {
        reads =
            Stream.concat(
                    reads.stream(), subgraph.captured().stream().map(subgraph.scope()::resolve))
                .toList();
      }
    }
    return reads;
  }

  /** What the node has in common with those of other steps: {@link #UNROLLED}. */
  public Optional<String> unrolledFrom() {
    return attributes.get(UNROLLED) instanceof Attribute.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  public boolean hasAttribute(String attribute) {
    return attributes.containsKey(attribute);
  }

  /** An integer attribute, or {@code orElse} if it is not given. */
  public long integer(String attribute, long orElse) {
    Attribute.Integer given = given(attribute, Attribute.Integer.class);
    return given == null ? orElse : given.value();
  }

  /** An attribute that is 0 or 1. */
  public boolean flag(String attribute, boolean orElse) {
    return integer(attribute, orElse ? 1 : 0) != 0;
  }

  /** A list of integers, or null if it is not given. */
  public long @Nullable [] integers(String attribute) {
    Attribute.Integers given = given(attribute, Attribute.Integers.class);
    return given == null ? null : given.values();
  }

  /** A floating-point attribute, or {@code orElse} if it is not given. */
  public double real(String attribute, double orElse) {
    Attribute.Real given = given(attribute, Attribute.Real.class);
    return given == null ? orElse : given.value();
  }

  /** A string attribute, or {@code orElse} if it is not given. */
  public String text(String attribute, String orElse) {
    Attribute.Text given = given(attribute, Attribute.Text.class);
    return given == null ? orElse : given.value();
  }

  /** A tensor attribute, or null if it is not given. */
  public @Nullable TensorData tensor(String attribute) {
    Attribute.Tensor given = given(attribute, Attribute.Tensor.class);
    return given == null ? null : given.value();
  }

  /** A list of floating-point numbers, or null if it is not given. */
  public double @Nullable [] reals(String attribute) {
    Attribute.Reals given = given(attribute, Attribute.Reals.class);
    return given == null ? null : given.values();
  }

  /** A list of strings, or null if it is not given. */
  public @Nullable List<String> texts(String attribute) {
    Attribute.Texts given = given(attribute, Attribute.Texts.class);
    return given == null ? null : given.values();
  }

  /** Decision trees, or null if they are not given. */
  public @Nullable Forest trees(String attribute) {
    Attribute.Trees given = given(attribute, Attribute.Trees.class);
    return given == null ? null : given.value();
  }

  /** A subgraph, or null if it is not given. */
  public Attribute.@Nullable Subgraph subgraph(String attribute) {
    return given(attribute, Attribute.Subgraph.class);
  }

  /** The attribute, which must be given. */
  public <T> T required(String attribute, Function<String, @Nullable T> getter) {
    T value = getter.apply(attribute);
    if (value == null) {
      throw new InvalidNodeException("attribute '" + attribute + "' is missing");
    }
    return value;
  }

  private <T extends Attribute> @Nullable T given(String attribute, Class<T> kind) {
    Attribute value = attributes.get(attribute);
    if (value == null) {
      return null;
    }
    if (value instanceof Attribute.Unsupported unsupported) {
      throw new UnsupportedNodeException(
          "attribute '" + attribute + "' is of the unsupported kind " + unsupported.kind());
    }
    if (value instanceof Attribute.Subgraph && !kind.isInstance(value)) {
      throw new UnsupportedNodeException(
          "attribute '" + attribute + "' is of the unsupported kind GRAPH");
    }
    if (!kind.isInstance(value)) {
      throw new InvalidNodeException(
          "attribute '"
              + attribute
              + "' is of kind "
              + value.getClass().getSimpleName()
              + ", expected "
              + kind.getSimpleName());
    }
    return kind.cast(value);
  }

  /** How messages name the node. */
  @Override
  public String toString() {
    return type + " '" + name + "'";
  }
}
