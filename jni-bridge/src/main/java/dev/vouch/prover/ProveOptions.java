package dev.vouch.prover;

/**
 * How one inference is proven. Immutable.
 *
 * @param context application bytes bound into the proof, e.g. a verifier's nonce; at most 64 KiB
 * @param listener hears of progress
 * @param cancellation stops the proof when asked
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProveOptions(byte[] context, ProgressListener listener, Cancellation cancellation) {
  /** Largest context in bytes (protocol.md §3). */
  public static final int MAX_CONTEXT = 65536;

  public ProveOptions {
    context = context.clone();
    if (context.length > MAX_CONTEXT) {
      throw new IllegalArgumentException(
          "the context has " + context.length + " bytes, at most " + MAX_CONTEXT + " are allowed");
    }
  }

  /** No context, no listener. */
  public static ProveOptions defaults() {
    return new ProveOptions(new byte[0], ProgressListener.NONE, new Cancellation());
  }

  public ProveOptions withContext(byte[] newContext) {
    return new ProveOptions(newContext, listener, cancellation);
  }

  public ProveOptions withListener(ProgressListener newListener) {
    return new ProveOptions(context, newListener, cancellation);
  }

  public ProveOptions withCancellation(Cancellation newCancellation) {
    return new ProveOptions(context, listener, newCancellation);
  }
}
