package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Values;
import dev.vouch.verifier.format.FormatWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A function on integer tensors and its constraint system (docs/spec/primitives.md). Both stand
 * side by side in one class: {@code execute} computes the output, {@code constrain} emits a
 * relation whose only solution is that output. Everything else that is to be known of a primitive
 * is asked here as well, and no question has an answer by default. {@link PrimitiveCodes} lists all
 * primitives. Immutable.
 */
public sealed interface Primitive
    permits Contraction,
        Descent,
        Exposure,
        Fetch,
        Maximum,
        Normalisation,
        OneHot,
        Quotient,
        Rearrangement,
        Requantisation,
        StepFunction,
        Tabulation {
  /** The tensor it computes. */
  int output();

  /** The tensors it reads. */
  List<Integer> inputs();

  /**
   * The same function of other tensors, as in a part of the program.
   *
   * @param numbers the new number of each tensor that it names
   */
  Primitive renumbered(IntUnaryOperator numbers);

  /** The output's values, exactly, for operands in their ranges. */
  long[] execute(Tensors tensors, Values values);

  /**
   * Emits the relation; operands are emitted already, {@code circuit} then has a tensor for the
   * output.
   *
   * @param layout this primitive's part of the layout; 0 for primitives that have no choice
   */
  void constrain(Tensors tensors, CircuitBuilder circuit, int layout);

  /**
   * The ways to lay it out when limbs have {@code limbBits} bits; one option without cost where
   * there is no choice.
   */
  List<LayoutOption> layouts(Tensors tensors, int limbBits);

  /** Whether the output can be a network output. */
  NetworkOutput networkOutput();

  /**
   * Where its operands must lie so that there is a witness, beyond their declared ranges; empty if
   * the ranges suffice. A run that leaves a domain is refused, since it cannot be proven; {@code
   * trace} names the cell.
   */
  List<Domain> domains();

  /**
   * Its numbers that a key publishes although they derive from weights or calibration data; empty
   * if the architecture fixes all of it.
   */
  Optional<Published> published(Tensors tensors);

  /** Multiply-accumulates of one inference: products of two tensors' cells. */
  long macs();

  /**
   * How far the output's integers can be from what they stand for, cell by cell in the output's own
   * steps. What is cut off for lack of width is not part of it.
   *
   * @param values of the run
   * @param errors bounds of the operands
   */
  double[] carriedError(Tensors tensors, Values values, Errors errors);

  /** Where it shows that a result was cut off for lack of width; empty if it never is. */
  Optional<Saturation> saturation(Tensors tensors);

  /** Number in program bytes (docs/spec/program.md). */
  int code();

  /** Writes everything but code and output. */
  void write(FormatWriter out);
}
