/**
 * Activations, cell by cell.
 *
 * <p>Smooth ones are looked up in tables ({@code TabulatedFunction}). Piecewise linear ones are
 * exact: clamps, or {@code Expanded} into plainer operators. One that jumps is compared before
 * anything is rounded, for a table is wrong beside a jump.
 */
@NullMarked
package dev.vouch.circuits.operator.activation;

import org.jspecify.annotations.NullMarked;
