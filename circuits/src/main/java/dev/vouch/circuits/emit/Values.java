package dev.vouch.circuits.emit;

/** The values of an integer program's tensors in one run. */
@FunctionalInterface
public interface Values {
  /** Row-major values of a program tensor; not to be written to. */
  long[] of(int tensor);
}
