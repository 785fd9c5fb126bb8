package dev.vouch.circuits.node;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.tree.Forest;
import java.util.List;

/** A constant parameter of a node. Arrays are not to be written to. */
public sealed interface Attribute {
  /** An integer, also used for flags. */
  record Integer(long value) implements Attribute {}

  /** A list of integers. */
  @SuppressWarnings("ArrayRecordComponent")
  record Integers(long... values) implements Attribute {}

  /** A floating-point number. */
  record Real(double value) implements Attribute {}

  /** A list of floating-point numbers. */
  @SuppressWarnings("ArrayRecordComponent")
  record Reals(double... values) implements Attribute {}

  /** A string. */
  record Text(String value) implements Attribute {}

  /** A list of strings. */
  record Texts(List<String> values) implements Attribute {}

  /** A tensor. */
  record Tensor(TensorData value) implements Attribute {}

  /** Decision trees, of a node that import puts in place of others. */
  record Trees(Forest value) implements Attribute {}

  /**
   * Nodes that the node runs itself.
   *
   * @param captured names of the body that are defined outside of it
   * @param scope what those names stand for
   */
  record Subgraph(Body body, List<String> captured, Scope scope) implements Attribute {}

  /**
   * Inside a function: the attribute of that name of the node that calls the function.
   *
   * @param name of the function's attribute
   */
  record Reference(String name) implements Attribute {}

  /**
   * An attribute of a kind that no supported operator reads, such as a type.
   *
   * @param kind its kind in onnx.proto
   */
  record Unsupported(String kind) implements Attribute {}
}
