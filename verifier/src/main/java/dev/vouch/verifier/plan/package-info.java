/**
 * Rounds, messages and equations of a proof, and its exact length, before any challenge: each stage
 * says its own numbers, the plan adds them up (protocol.md §3–§8, §11 rules 5, 12–24).
 */
@NullMarked
package dev.vouch.verifier.plan;

import org.jspecify.annotations.NullMarked;
