/**
 * Proofs of several parts that are one (protocol.md §11, rule 38; formats.md §11): the output of
 * one is the input of another, and neither is shown.
 */
@NullMarked
package dev.vouch.verifier.chain;

import org.jspecify.annotations.NullMarked;
