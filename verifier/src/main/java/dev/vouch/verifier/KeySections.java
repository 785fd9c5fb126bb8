package dev.vouch.verifier;

import java.util.List;

/**
 * The bytes of a key, cut into sections (formats.md §3) and not looked into. Arrays are not copied:
 * treat them as read-only.
 *
 * @param modelPoints a list for each MODEL tensor
 */
@SuppressWarnings("ArrayRecordComponent")
record KeySections(byte[] circuit, List<byte[]> modelPoints, byte[] certificate) {
  KeySections {
    modelPoints = List.copyOf(modelPoints);
  }
}
