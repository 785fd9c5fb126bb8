package dev.vouch.circuits.program;

/** How many values of a run were cut off because integers have a width. */
public sealed interface CutOffValues extends CutOff permits ClampedInput, SaturatedNode {
  /** The same with other numbers, for instance those of several runs together. */
  CutOffValues with(long newCount, long newSize);
}
