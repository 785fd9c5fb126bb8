/**
 * One value from all cells along some axes: sums, means, extrema, products, positions of extrema.
 *
 * <p>Reductions to a value extend {@code Reduction}, which knows where each opset has the axes and
 * whether they stay; extrema of them {@code ReducedExtremum}. Positions extend {@code ArgExtremum}.
 */
@NullMarked
package dev.vouch.circuits.operator.reduction;

import org.jspecify.annotations.NullMarked;
