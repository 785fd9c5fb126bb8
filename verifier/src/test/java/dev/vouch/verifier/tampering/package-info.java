/**
 * Proofs changed in every way that bytes, elements, statements and files allow, by the hundred
 * thousand; each has to be refused. {@link dev.vouch.verifier.tampering.TamperingCampaign} is the
 * program, {@link dev.vouch.verifier.tampering.TamperingTest} a short run of it, and {@link
 * dev.vouch.verifier.tampering.AttackPage} writes docs/attacks.md from the results that are kept.
 */
package dev.vouch.verifier.tampering;
