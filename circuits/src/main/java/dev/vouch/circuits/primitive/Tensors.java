package dev.vouch.circuits.primitive;

import dev.vouch.circuits.integer.IntegerTensor;

/** What a {@link Primitive} may ask of the program it belongs to. */
@FunctionalInterface
public interface Tensors {
  /** A tensor of the program: its shape, range and scale. */
  IntegerTensor tensor(int index);
}
