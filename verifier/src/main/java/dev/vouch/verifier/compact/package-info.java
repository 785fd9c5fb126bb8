/**
 * Compact proofs: the sigma protocol's last vectors replaced by inner-product rounds (protocol.md
 * §8.1).
 */
@NullMarked
package dev.vouch.verifier.compact;

import org.jspecify.annotations.NullMarked;
