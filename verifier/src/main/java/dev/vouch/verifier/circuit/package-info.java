/**
 * Circuits (protocol.md §2): tensors, terms, lookups, zeros; their bytes (formats.md §1), the
 * validator, and the layout that follows from them.
 */
@NullMarked
package dev.vouch.verifier.circuit;

import org.jspecify.annotations.NullMarked;
