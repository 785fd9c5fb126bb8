/**
 * Recipes for numbers that span more than 16 bits: powers, quotients, logarithms, exponentials,
 * softmax, as exact beside small results as beside large ones. Wide operands are normalised ({@link
 * dev.vouch.circuits.lowering.recipe.wide.Normal}) and looked up by their mantissas.
 */
@NullMarked
package dev.vouch.circuits.lowering.recipe.wide;

import org.jspecify.annotations.NullMarked;
