/**
 * Operators whose results are cells of their inputs: chosen, repeated, joined or reshaped by
 * shapes, attributes and constant inputs alone.
 *
 * <p>One that leaves the cells where they are extends {@code Reshaping}; one that can say which
 * cell each result cell is extends {@code StaticWiring}. Both are lowered by that, as views where
 * possible.
 */
@NullMarked
package dev.vouch.circuits.operator.wiring;

import org.jspecify.annotations.NullMarked;
