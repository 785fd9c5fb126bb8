package dev.vouch.circuits.program;

/**
 * How many values of a run were cut off because integers have a width: the result, and a proof of
 * it, is about the values as they were cut off. Holds none of them.
 */
public sealed interface CutOff permits ClampedInput, SaturatedNode {
  /** How many values were cut off, at least 1 in a warning. */
  long count();

  /** How many values could have been. */
  long size();

  /** The same with other numbers, for instance those of several runs together. */
  CutOff with(long newCount, long newSize);

  /** What it is about, as messages name it. */
  String where();

  /** One line for people: what was cut off, where, and what to do. */
  String text();
}
