/**
 * Whether the rows that a circuit takes at once are independent of one another (protocol.md §11,
 * rule 39): decided from the circuit alone.
 */
@NullMarked
package dev.vouch.verifier.independence;

import org.jspecify.annotations.NullMarked;
