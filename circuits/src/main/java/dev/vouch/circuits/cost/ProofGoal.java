package dev.vouch.circuits.cost;

/** What matters about the proofs of a circuit: the compiler chooses its width by it. */
public enum ProofGoal {
  /** The time from input to verdict, with the proof sent as it is made. */
  LATENCY,

  /**
   * The bytes of the proof's compact form (protocol.md §8.1), for proofs that are kept, or sent
   * over a slow line: they take longer to make, above all for small circuits.
   */
  COMPACT,

  /**
   * The time that many proofs take together, made one after another and verified as one set
   * (protocol.md §11, rule 27): the model's rows and the generators are then counted once for all.
   */
  THROUGHPUT
}
