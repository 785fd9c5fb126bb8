/**
 * Operators that say of each cell of an input where in the result it goes, so that several may meet
 * in one.
 *
 * <p>The Scatter operators extend {@code Scattering}, which knows the reductions.
 */
@NullMarked
package dev.vouch.circuits.operator.scatter;

import org.jspecify.annotations.NullMarked;
