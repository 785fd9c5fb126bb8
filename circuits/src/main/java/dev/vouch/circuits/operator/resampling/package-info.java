/**
 * Operators that read images between their cells. Of those that change the lengths of axes, {@code
 * Resampling} knows where along each axis a result cell lies, and {@code AxisWeights} what it reads
 * there; {@code GridWeights} knows the same of places that a grid gives, and {@code LinearMap} sums
 * cells with weights that are known.
 */
@NullMarked
package dev.vouch.circuits.operator.resampling;

import org.jspecify.annotations.NullMarked;
