package dev.vouch.verifier.circuit;

/** What a circuit may not exceed (formats.md §1; protocol.md §11, rules 5 and 31). */
public final class Limits {
  /** Bytes of a circuit. */
  public static final int MAX_BYTES = 256 << 20;

  /** The version of the operators' integer semantics that this build knows. */
  public static final int SEMANTICS_VERSION = 1;

  /** c, the binary logarithm of the width. */
  public static final int MAX_WIDTH_BITS = 16;

  /** c_T of INPUT and OUTPUT is min(bits, this). */
  public static final int PORT_COLUMN_BITS = 8;

  /** Bytes of a name in UTF-8. */
  public static final int MAX_NAME_BYTES = 255;

  /** Axes of a tensor or a port. */
  public static final int MAX_RANK = 8;

  /** Axes of a term's box. */
  public static final int MAX_BOX_AXES = 16;

  /** Σ bits of a tensor's axes. */
  public static final int MAX_TENSOR_BITS = 40;

  /** Magnitude of constants and of the ends of declared ranges. */
  public static final long MAX_MAGNITUDE = 1L << 62;

  /** Magnitude of the scale exponent of a port's slice. */
  public static final int MAX_SLICE_EXPONENT = 64;

  /** Values of a CONST tensor. */
  public static final int MAX_CONSTANTS = 1 << 24;

  /** Magnitude of an index that an index map can reach, exclusive. */
  public static final long MAX_INDEX = 1L << 40;

  /** How often a row of a table may be looked up. */
  public static final long MAX_MULTIPLICITY = 1L << 40;

  /** n of the tree of §4 and of the product sumcheck of §6. */
  public static final int MAX_VARIABLES = 34;

  /** Rows of all committed tensors. */
  public static final long MAX_ROWS = 1L << 25;

  /** Bytes of the protocol's messages. */
  public static final long MAX_MESSAGE_BYTES = 1L << 30;

  /** Covectors of rule 32. */
  public static final int MAX_COVECTORS = 1 << 16;

  /** Units of work of rule 32, and entries of covectors on derived tensors. */
  public static final long MAX_WORK = 1L << 26;

  private Limits() {}
}
