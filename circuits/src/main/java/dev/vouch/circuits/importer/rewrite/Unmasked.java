package dev.vouch.circuits.importer.rewrite;

import java.util.List;

/**
 * A value without its mask.
 *
 * @param value of the same shape; where a cell is masked it may be any number
 * @param kept values that broadcast to that shape: a cell counts where all of them are 1, and is
 *     masked where one is 0
 */
record Unmasked(String value, List<String> kept) {
  Unmasked {
    kept = List.copyOf(kept);
  }
}
