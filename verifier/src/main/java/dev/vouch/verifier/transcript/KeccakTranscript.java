package dev.vouch.verifier.transcript;

import dev.vouch.verifier.field.Scalar;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/**
 * Protocol.md §1: state ← SHA3-256(state ‖ label ‖ data), challenges from SHAKE256(state ‖ label);
 * label and data each behind their length as u64. Not thread-safe.
 */
public final class KeccakTranscript implements Transcript {
  private static final byte[] SUITE = "vouch-1".getBytes(StandardCharsets.UTF_8);
  private static final int CHALLENGE_BYTES = 64;

  private final SHA3Digest sha3 = new SHA3Digest(256);
  private final SHAKEDigest shake = new SHAKEDigest(256);
  private final byte[] state = new byte[32];
  private final byte[] length = new byte[8];
  private final byte[] wide = new byte[CHALLENGE_BYTES];

  /** The transcript in its first state. */
  public KeccakTranscript() {
    sha3.update(SUITE, 0, SUITE.length);
    sha3.doFinal(state, 0);
  }

  @Override
  public void absorb(String label, byte[] data, int offset, int count) {
    begin(sha3, label);
    updateLength(sha3, count);
    sha3.update(data, offset, count);
    sha3.doFinal(state, 0);
  }

  @Override
  public Scalar challenge(String label) {
    begin(shake, label);
    shake.doFinal(wide, 0, CHALLENGE_BYTES);
    absorb(label, wide, 0, CHALLENGE_BYTES);
    return Scalar.fromWideBytes(wide, 0);
  }

  @Override
  public byte[] state() {
    return state.clone();
  }

  @Override
  public Transcript copy() {
    KeccakTranscript other = new KeccakTranscript();
    System.arraycopy(state, 0, other.state, 0, state.length);
    return other;
  }

  private void begin(Digest digest, String label) {
    byte[] text = label.getBytes(StandardCharsets.UTF_8);
    digest.update(state, 0, state.length);
    updateLength(digest, text.length);
    digest.update(text, 0, text.length);
  }

  private void updateLength(Digest digest, int value) {
    for (int i = 0; i < 4; i++) { // the upper half stays 0
      length[i] = (byte) (value >>> (8 * i));
    }
    digest.update(length, 0, length.length);
  }
}
