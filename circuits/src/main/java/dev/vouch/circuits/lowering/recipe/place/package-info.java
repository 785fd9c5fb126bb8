/** Lowering of numbers that are given as their places among all floating-point numbers. */
@NullMarked
package dev.vouch.circuits.lowering.recipe.place;

import org.jspecify.annotations.NullMarked;
