/**
 * Pads and the final sigma protocol (protocol.md §8): hidden messages, polynomials of degree 2 in
 * them, the equations, the group equations.
 */
@NullMarked
package dev.vouch.verifier.sigma;

import org.jspecify.annotations.NullMarked;
