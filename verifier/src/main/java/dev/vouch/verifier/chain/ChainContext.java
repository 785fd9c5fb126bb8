package dev.vouch.verifier.chain;

import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.format.FormatWriter;
import java.nio.charset.StandardCharsets;

/** The contexts that the parts of a chain are proven for (protocol.md §11, rule 38). */
public final class ChainContext {
  private static final byte[] LABEL = "vouch-chain-1".getBytes(StandardCharsets.US_ASCII);

  /** The most bytes of an application's context; what is said of the chain takes the others. */
  public static final int MAX_CONTEXT_BYTES =
      Verifier.MAX_CONTEXT_BYTES - LABEL.length - ModelId.BYTES - Integer.BYTES;

  private ChainContext() {}

  /**
   * The context that a part's proof is made for.
   *
   * @param part its number, from 0
   * @param application what the application binds proofs to, such as a verifier's nonce
   * @throws IllegalArgumentException if it has more than {@link #MAX_CONTEXT_BYTES}
   */
  public static byte[] of(ModelId chain, int part, byte[] application) {
    if (application.length > MAX_CONTEXT_BYTES) {
      throw new IllegalArgumentException(
          "a context of "
              + application.length
              + " bytes, at most "
              + MAX_CONTEXT_BYTES
              + " are allowed with chains");
    }
    return new FormatWriter()
        .bytes(LABEL)
        .bytes(chain.bytes())
        .u32(part)
        .bytes(application)
        .toByteArray();
  }
}
