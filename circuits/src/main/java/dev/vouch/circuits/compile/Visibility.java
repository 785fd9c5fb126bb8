package dev.vouch.circuits.compile;

/** Who sees something: hidden behind a commitment, or part of the statement. */
public enum Visibility {
  PRIVATE,
  PUBLIC
}
