/**
 * Operators that change the lengths of axes by interpolation: {@code Resampling} knows where along
 * each axis a result cell lies, and {@code AxisWeights} what it reads there.
 */
@NullMarked
package dev.vouch.circuits.operator.resampling;

import org.jspecify.annotations.NullMarked;
