/** Arithmetic in the two prime fields of Pallas (protocol.md §1) on longs. */
@NullMarked
package dev.vouch.verifier.field;

import org.jspecify.annotations.NullMarked;
