package dev.vouch.verifier.transcript;

import dev.vouch.verifier.field.Scalar;

/**
 * What the verifier has seen so far, and the challenges that follow from it (protocol.md §1). Not
 * thread-safe. Tests replace it to force or record challenges.
 */
public interface Transcript {
  /** Takes in {@code data} under a label. */
  default void absorb(String label, byte[] data) {
    absorb(label, data, 0, data.length);
  }

  /** Takes in {@code length} bytes from {@code offset} on. */
  void absorb(String label, byte[] data, int offset, int length);

  /** The next challenge; it is taken in itself. */
  Scalar challenge(String label);

  /** The current state, 32 bytes. */
  byte[] state();

  /** Another transcript in the same state, for messages that go on otherwise. */
  Transcript copy();
}
