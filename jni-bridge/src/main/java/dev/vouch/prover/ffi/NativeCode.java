package dev.vouch.prover.ffi;

/** Return codes of the native prover (native-abi.md, “Codes”). */
public enum NativeCode {
  OK(0),
  CANCELLED(1),
  NULL_POINTER(10),
  BAD_LENGTH(11),
  BAD_HANDLE(12),
  BUSY(13),
  BAD_ARGUMENT(14),
  MALFORMED_CIRCUIT(20),
  INVALID_CIRCUIT(21),
  VALUE_RANGE(30),
  UNSATISFIED_LOOKUP(31),
  NO_MODEL(32),
  RANDOMNESS(40),
  OUT_OF_MEMORY(90),
  INTERNAL(99);

  private final int code;

  NativeCode(int code) {
    this.code = code;
  }

  /** The number that crosses the boundary. */
  public int code() {
    return code;
  }

  /** The constant of a code; one that this version does not know counts as {@link #INTERNAL}. */
  public static NativeCode of(int code) {
    for (NativeCode c : values()) {
      if (c.code == code) {
        return c;
      }
    }
    return INTERNAL;
  }
}
