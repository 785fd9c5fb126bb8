package dev.vouch.circuits.program;

/**
 * What of a run is not what the network would compute without a width of its integers: values that
 * were cut off, or outputs whose steps are coarse beside what they vary by. The result, and a proof
 * of it, is about the integers as they are. Holds no value of the run.
 */
public sealed interface CutOff permits CutOffValues, CoarseOutput {
  /** How many values were cut off, or slices are coarse; at least 1 in a warning. */
  long count();

  /** How many could have been. */
  long size();

  /** What it is about, as messages name it. */
  String where();

  /** One line for people: what is lost, where, and what to do. */
  String text();
}
