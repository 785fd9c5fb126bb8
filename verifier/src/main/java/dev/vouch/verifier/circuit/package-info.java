/** Circuits (protocol.md §2): tensors, terms, lookups, zeros; their bytes (formats.md §1) and the validator. */
package dev.vouch.verifier.circuit;
