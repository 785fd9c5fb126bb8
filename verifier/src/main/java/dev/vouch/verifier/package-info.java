/**
 * Checks proofs of inference (protocol.md). Start at {@link dev.vouch.verifier.Verifier}: read a
 * {@link dev.vouch.verifier.VerifyingKey}, keep one verifier for it, and give it proofs.
 *
 * <p>Many classes: half of them are what a program says to the verifier and hears from it,
 * settings, results and refusals; the other half, which only these use, is closed to everyone else.
 */
@NullMarked
package dev.vouch.verifier;

import org.jspecify.annotations.NullMarked;
