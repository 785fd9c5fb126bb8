package dev.vouch.prover;

import dev.vouch.verifier.Verifier;

/**
 * How one inference is proven. Immutable.
 *
 * @param context application bytes bound into the proof, e.g. a verifier's nonce; at most 64 KiB
 * @param listener hears of progress
 * @param cancellation stops the proof when asked
 * @param strict nothing is proven of an inference of which values were cut off because integers
 *     have a width: clamped inputs, values that saturate inside; nor where an output is coarse
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProveOptions(
    byte[] context, ProgressListener listener, Cancellation cancellation, boolean strict) {
  public ProveOptions {
    context = context.clone();
    if (context.length > Verifier.MAX_CONTEXT_BYTES) {
      throw new IllegalArgumentException(
          "the context has "
              + context.length
              + " bytes, at most "
              + Verifier.MAX_CONTEXT_BYTES
              + " are allowed");
    }
  }

  /** No context, no listener. */
  public static ProveOptions defaults() {
    return new ProveOptions(new byte[0], ProgressListener.NONE, new Cancellation(), false);
  }

  /**
   * The same options for a verifier's context, such as its nonce: only that context is accepted.
   */
  public ProveOptions withContext(byte[] newContext) {
    return new ProveOptions(newContext, listener, cancellation, strict);
  }

  /** The same options with a listener that is told of progress. */
  public ProveOptions withListener(ProgressListener newListener) {
    return new ProveOptions(context, newListener, cancellation, strict);
  }

  /** The same options with an object through which the call can be stopped. */
  public ProveOptions withCancellation(Cancellation newCancellation) {
    return new ProveOptions(context, listener, newCancellation, strict);
  }

  /**
   * The same options, under which {@link Prover#prove} throws {@link SaturatedException} where
   * {@link ProvedInference#warnings} would not be empty.
   */
  public ProveOptions withStrict() {
    return new ProveOptions(context, listener, cancellation, true);
  }
}
