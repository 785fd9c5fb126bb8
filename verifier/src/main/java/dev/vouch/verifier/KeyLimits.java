package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.layout.CovectorCounts;

/**
 * What a verifier is willing to spend on a key that may come from anyone. All of it is known from
 * the key's bytes before anything is built. A key that stays within them costs at most about ten
 * bytes of heap for one of its own while it is read, and 32 bytes of heap for a dense entry in each
 * verification.
 *
 * @param bytes the most bytes of the key
 * @param work units of protocol.md §11, rule 32, that a verification may take; some 20 ns each
 * @param denseEntries entries of covectors that are held cell by cell (rule 32): those on
 *     multiplicities of direct tables and below index tables
 */
public record KeyLimits(long bytes, long work, long denseEntries) {
  /**
   * Twice what known networks need: the costliest of them, for notes in music, takes 3.8 MB, 2.7 ·
   * 10^7 units and 2.1 · 10^6 dense entries. A verification takes at most 128 MB for dense entries.
   */
  public static final KeyLimits DEFAULT = new KeyLimits(64L << 20, Limits.MAX_WORK, 1L << 22);

  /** All that the format allows; a verification may take some 10 s and 2 GB. */
  public static final KeyLimits OF_THE_FORMAT =
      new KeyLimits(Integer.MAX_VALUE, Limits.MAX_WORK, Limits.MAX_WORK);

  /**
   * @throws IllegalArgumentException if a limit is negative
   */
  public KeyLimits {
    if (bytes < 0 || work < 0 || denseEntries < 0) {
      throw new IllegalArgumentException(
          "a negative limit: " + bytes + ", " + work + ", " + denseEntries);
    }
  }

  void requireBytes(long length) throws MalformedKeyException {
    require("bytes", length, bytes);
  }

  void requireCost(Circuit circuit) throws MalformedKeyException {
    CovectorCounts counts = CovectorCounts.of(circuit);
    require("units of work", counts.work(), work);
    require("dense entries", counts.denseEntries(), denseEntries);
  }

  private static void require(String what, long actual, long most) throws MalformedKeyException {
    if (actual > most) {
      throw new MalformedKeyException(
          "the key takes " + actual + " " + what + ", this verifier allows " + most, null);
    }
  }
}
