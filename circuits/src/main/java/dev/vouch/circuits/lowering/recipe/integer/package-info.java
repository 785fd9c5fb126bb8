/**
 * Lowering of what integers are exact for: roundings to whole numbers, shifts, functions of bits,
 * categories, cumulative sums.
 */
@NullMarked
package dev.vouch.circuits.lowering.recipe.integer;

import org.jspecify.annotations.NullMarked;
