/**
 * Trigonometric and hyperbolic functions and their inverses, cell by cell, by tables.
 *
 * <p>One that is defined on a part of the numbers names it as its {@code definedOn}: a sample
 * outside is refused. A periodic one extends {@code PeriodicFunction}, so that its table holds one
 * period however large the angles become. The hyperbolic tangent is an {@code activation}.
 */
@NullMarked
package dev.vouch.circuits.operator.trigonometry;

import org.jspecify.annotations.NullMarked;
