/**
 * Inputs with a large common offset. Of a column of values 48.85 ± 0.01 all 16 bits would go into
 * the offset. So before a graph is lowered the middle of what calibration has seen is taken off
 * such columns, exactly and while they are wide, and what they are multiplied with only sees the
 * difference: an affine function of x + c is that of x plus a constant. The network computes the
 * same numbers.
 */
@NullMarked
package dev.vouch.circuits.centre;

import org.jspecify.annotations.NullMarked;
