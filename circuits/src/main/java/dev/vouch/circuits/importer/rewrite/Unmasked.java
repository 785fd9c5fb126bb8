package dev.vouch.circuits.importer.rewrite;

import java.util.List;

/**
 * A value without its mask.
 *
 * @param value of the same shape; where a cell is masked it may be any number
 * @param offsets values that broadcast to that shape and are still to be added: large numbers,
 *     beside which no other operand has room in one scale
 * @param kept values that broadcast to that shape: a cell counts where all of them are 1, and is
 *     masked where one is 0
 */
record Unmasked(String value, List<String> offsets, List<String> kept) {
  Unmasked {
    offsets = List.copyOf(offsets);
    kept = List.copyOf(kept);
  }
}
