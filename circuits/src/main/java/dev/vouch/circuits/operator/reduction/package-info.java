/** Sums, extrema and their places along axes. */
@NullMarked
package dev.vouch.circuits.operator.reduction;

import org.jspecify.annotations.NullMarked;
