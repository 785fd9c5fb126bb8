package dev.vouch.circuits.node;

import dev.vouch.circuits.data.TensorData;
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

  /**
   * An attribute of a kind that no supported operator reads, such as a subgraph.
   *
   * @param kind its kind in onnx.proto
   */
  record Unsupported(String kind) implements Attribute {}
}
