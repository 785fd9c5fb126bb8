/** Lowering of quotients and remainders of integers, by constants and by computed integers. */
@NullMarked
package dev.vouch.circuits.lowering.recipe.quotient;

import org.jspecify.annotations.NullMarked;
