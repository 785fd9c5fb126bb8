/**
 * Functions of one number, cell by cell: activations, clamps, signs and roundings.
 *
 * <p>All but Clip, whose bounds may be inputs, extend {@link
 * dev.vouch.circuits.operator.function.ElementwiseUnary}: name the function and it is inferred and
 * evaluated. A {@code TabulatedFunction} is lowered too, by a table; it may say from where on it no
 * longer changes. What is neither tabulated nor piecewise linear only folds.
 */
@NullMarked
package dev.vouch.circuits.operator.function;

import org.jspecify.annotations.NullMarked;
