/** Lowering of decision trees. */
@NullMarked
package dev.vouch.circuits.lowering.recipe.tree;

import org.jspecify.annotations.NullMarked;
