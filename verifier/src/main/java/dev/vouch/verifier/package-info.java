/**
 * Checks proofs of inference (protocol.md). Start at {@link dev.vouch.verifier.Verifier}: read a
 * {@link dev.vouch.verifier.VerifyingKey}, keep one verifier for it, and give it proofs.
 */
@NullMarked
package dev.vouch.verifier;

import org.jspecify.annotations.NullMarked;
