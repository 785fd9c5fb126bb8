/** Recipes for integers that a framework has quantised real numbers to, and their arithmetic. */
@NullMarked
package dev.vouch.circuits.lowering.recipe.quantised;

import org.jspecify.annotations.NullMarked;
