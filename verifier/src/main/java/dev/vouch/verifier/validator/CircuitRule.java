package dev.vouch.verifier.validator;

/** The refusals of {@link CircuitValidator}, by the names of protocol.md §11, rule 31. */
public enum CircuitRule {
  /** The integer semantics are of a version that this build does not know. */
  SEMANTICS,
  /** 0 ≤ c ≤ 16; c_T ≤ min(bits, c) for MODEL; c_T = min(bits, 8) ≤ c for INPUT and OUTPUT. */
  WIDTH,
  /**
   * Names are not empty and used once; they and axis names, one an axis, are a {@code str} of the
   * formats: at most 255 bytes of UTF-8, and none of its forbidden characters.
   */
  NAME,
  /** At most 8 axes of a tensor or port, 16 of a box; every length is at least 1. */
  LENGTH,
  /** Σ bits of a tensor's axes is at most 40. */
  BITS,
  /** −2^62 ≤ lo ≤ hi ≤ 2^62. */
  RANGE,
  /**
   * Constants fill their shape, lie within ±2^62, and are at most 2^24; a closed form stays within
   * ±2^62.
   */
  CONSTANTS,
  /**
   * Tensors and tables that are named exist; an operand is declared before the tensor that uses it.
   */
  REFERENCE,
  /** A term's coefficient is not 0 in F; an index map's coefficients are not 0. */
  COEFFICIENT,
  /**
   * An index map has one entry for each axis, box axes ascending within an entry and each in one
   * entry only; a result axis has at most one box axis.
   */
  INDEX_MAP,
  /** {@code |index| < 2^40} over the whole box. */
  INDEX_BOUND,
  /** Result indices stay inside the result. */
  RESULT_INDEX,
  /**
   * A term has at most two operands; those of a 2-operand term or an index table are affine in
   * sources.
   */
  DEGREE,
  /** An index table's cells lie inside result and operand, and are sorted. */
  INDEX_TABLE,
  /**
   * A table has columns, 1 … columns of them arguments, all of its multiplicity's shape and affine
   * in sources.
   */
  TABLE,
  /** Argument columns are public or affine in public sources. */
  ARGUMENT,
  /** Every column of a direct table is CONST or IOTA. */
  DIRECT_TABLE,
  /**
   * A multiplicity tensor is WITNESS with range [0, 2^40], belongs to one table and is used nowhere
   * else.
   */
  MULTIPLICITY,
  /** A lookup has one key a column, all of one shape. */
  LOOKUP,
  /** A circuit with tables has a lookup. */
  NO_LOOKUP,
  /**
   * Input ports lie on PUBLIC or INPUT tensors, output ports on PUBLIC or OUTPUT ones, with lengths
   * that multiply to the size; each such tensor has exactly one port.
   */
  PORT,
  /**
   * Scales per slice are along an axis of the port, one a slice, within ±64, not all equal; the
   * largest is the tensor's scaleExponent.
   */
  SLICES,
  /** The tree of §4 and the sumcheck of §6 have at most 34 variables. */
  LEAVES,
  /** At most 2^25 rows over all committed tensors, and at most 2^30 bytes of messages. */
  PROOF_LENGTH,
  /** At most 2^16 covectors (rule 32). */
  COVECTORS,
  /** At most 2^26 units of work (rule 32). */
  WORK,
  /** Every INPUT is range-proven (rule 33). */
  INPUT_RANGE,
  /** Every cell of WITNESS, INPUT and outputs (PUBLIC too) is in an assertion (rule 34). */
  SUPPORT
}
