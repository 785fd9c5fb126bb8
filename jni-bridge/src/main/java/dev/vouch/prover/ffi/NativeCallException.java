package dev.vouch.prover.ffi;

/** A native call that did not return OK. The message is the prover's own and holds no secret. */
public final class NativeCallException extends Exception {
  private static final long serialVersionUID = 1;

  private final NativeCode code;

  NativeCallException(NativeCode code, String message) {
    super(message.isEmpty() ? code.name() : code.name() + ": " + message);
    this.code = code;
  }

  /** Which check failed. */
  public NativeCode code() {
    return code;
  }
}
