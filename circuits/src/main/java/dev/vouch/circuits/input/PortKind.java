package dev.vouch.circuits.input;

/** What data is for: the inputs of a network, or its outputs. */
enum PortKind {
  INPUT("input"),
  OUTPUT("output");

  private final String word;

  PortKind(String word) {
    this.word = word;
  }

  /** The kind as files and messages call it. */
  String word() {
    return word;
  }
}
