package dev.vouch.circuits.measure;

/** Integers that compiling takes from data or hidden weights. Published ones are exact. */
public enum Choice {
  /** Bits of the integers that weights become. */
  WIDTH("width"),
  /** Whether weights are all 0. */
  ZERO("zero"),
  /** Whether weights lie on the grid of the value that they divide. */
  ON_GRID("onGrid"),
  /**
   * Bits that a value needs beyond those of activations, and those of the weights it is a sum of.
   */
  MORE_BITS("moreBits"),
  /** Bits that an input needs for an offset that is taken off. */
  OFFSET_BITS("offsetBits"),
  /** Axis along which a value is centred, whether its offset is large, exponents of its slices. */
  CENTRE("centre"),
  /** Axis along which a function is looked up group by group, and the group of each slice. */
  GROUPS("groups"),
  /** Axis along which the slices of a value may have factors. */
  AXIS("axis"),
  /** What a node that reads slices of unlike size says of them. */
  SLICES("slices"),
  /** Axis of a value whose slices are scaled, and the exponent of each. */
  FACTORS("factors"),
  /** The same of inputs and outputs. */
  PORTS("ports");

  private final String label;

  Choice(String label) {
    this.label = label;
  }

  /** Its name in parameter files. */
  public String label() {
    return label;
  }
}
