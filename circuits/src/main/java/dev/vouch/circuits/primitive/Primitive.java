package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.verifier.format.FormatWriter;
import java.util.List;
import java.util.Map;

/**
 * A function on integer tensors and its constraint system (docs/spec/primitives.md). Both stand
 * side by side in one class: {@code execute} computes the output, {@code constrain} emits a
 * relation whose only solution is that output. Immutable.
 */
public sealed interface Primitive
    permits Contraction, Rearrangement, Exposure, Requantisation, Maximum, Tabulation, Quotient {
  /** The tensor it computes. */
  int output();

  /** The tensors it reads. */
  List<Integer> inputs();

  /** The output's values, exactly, for operands in their ranges. */
  long[] execute(IntegerProgram program, Values values);

  /**
   * Emits the relation; operands are emitted already, {@code circuit} then has a tensor for the
   * output.
   *
   * @param layout this primitive's part of the layout; 0 for primitives that have no choice
   */
  void constrain(IntegerProgram program, CircuitBuilder circuit, int layout);

  /**
   * The ways to lay it out when limbs have {@code limbBits} bits; one option without cost where
   * there is no choice.
   */
  default List<LayoutOption> layouts(IntegerProgram program, int limbBits) {
    return List.of(new LayoutOption(0, 0, 0, Map.of()));
  }

  /**
   * Whether the output is, or can be, a committed or public tensor, so that it can be a network
   * output.
   */
  default boolean committable() {
    return false;
  }

  /** Number in program bytes (docs/spec/program.md). */
  int code();

  /** Writes everything but code and output. */
  void write(FormatWriter out);
}
