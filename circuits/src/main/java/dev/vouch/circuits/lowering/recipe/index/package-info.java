/**
 * Recipes that choose cells by indices and by order: as static index tables where the indices are
 * known, else by one-hot rows ({@link dev.vouch.circuits.lowering.recipe.index.Positions}).
 */
@NullMarked
package dev.vouch.circuits.lowering.recipe.index;

import org.jspecify.annotations.NullMarked;
