/**
 * Affine forms and quadratic equations in hidden messages: what the stages leave for the sigma
 * protocol to prove (protocol.md §8).
 */
@NullMarked
package dev.vouch.verifier.equation;

import org.jspecify.annotations.NullMarked;
