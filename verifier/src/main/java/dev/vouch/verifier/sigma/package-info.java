/**
 * The final sigma protocol (protocol.md §8): commitments to pads and masks, the group equations and
 * their check.
 */
@NullMarked
package dev.vouch.verifier.sigma;

import org.jspecify.annotations.NullMarked;
