/**
 * The group of Pallas, y² = x³ + 5 (protocol.md §1): points and their bytes, generators, sums of
 * many multiples.
 */
@NullMarked
package dev.vouch.verifier.curve;

import org.jspecify.annotations.NullMarked;
